import { clockTime, number } from "../../shared/i18n";
import { cross, triangleAlert } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { t, tn } from "../lang";
import { away, isUrgent, keyOf, noticesFor, putAway, type Told } from "../notices";
import { may, type Hall } from "../state";
import css from "./shell.module.css";

/** What the box itself needs, one thing at a time: quiet, and gone for the session once it was read. */
export function Notices({ hall }: { hall: Hall }) {
  const all = noticesFor(hall, away.value);
  const told = all[0];
  return (
    // Always there, so that it is heard when filled.
    <div role="status" class={css.notices}>
      {told && (
        <div class={css.notice} data-urgent={isUrgent(told)} data-testid="notice">
          <Icon glyph={triangleAlert} />
          <p>
            {textOf(told)}
            {all.length > 1 && <span class={css.more}> {tn("notice_more", all.length - 1)}</span>}
          </p>
          {may(hall, "manage") && (
            <a href="#/box" data-testid="notice-look">
              {t("notice_look")}
            </a>
          )}
          <button type="button" aria-label={t("notice_away")} onClick={() => putAway(keyOf(told))} data-testid="notice-away">
            <Icon glyph={cross} />
          </button>
        </div>
      )}
    </div>
  );
}

function textOf(told: Told): string {
  switch (told.kind) {
    case "certificate_ends":
      return tn("notice_certificate_ends", told.days_left);
    case "radio":
      return t(`notice_radio_${told.now}`, { time: clockTime(told.at_ms) });
    case "seats_taken":
      return t("notice_seats_taken", { n: number(told.seats) });
    case "storage_slow":
      return t(told.refused ? "notice_storage_refused" : "notice_storage_slow");
    default:
      return t(`notice_${told.kind}`);
  }
}
