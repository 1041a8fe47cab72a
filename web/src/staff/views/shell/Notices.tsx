import { clockTime, number } from "../../../shared/lang/i18n";
import type { RadioNow } from "../../../shared/protocol.gen";
import { cross, triangleAlert } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { words } from "../../lang";
import { away, isUrgent, keyOf, noticesFor, putAway, type Told } from "../../state/notices";
import { may, nameOf, type Hall } from "../../state/state";
import css from "./Notices.module.css";

/** What the box itself needs, one thing at a time: quiet, and gone for the session once it was read. */
export function Notices({ hall }: { hall: Hall }) {
  const say = words.value;
  const all = noticesFor(hall, away.value);
  const told = all[0];
  const look = told ? pageOf(told) : null;
  return (
    // Always there, so that it is heard when filled.
    <div role="status" class={css.notices}>
      {told && (
        <div class={css.notice} data-urgent={isUrgent(told)} data-testid="notice">
          <Icon glyph={triangleAlert} />
          <p>
            {textOf(told, hall)}
            {all.length > 1 && <span class={css.more}> {say.notice.more(all.length - 1)}</span>}
          </p>
          <div class={css.acts}>
            {look !== null && may(hall, "manage") && (
              <a href={look} data-testid="notice-look">
                {say.notice.look}
              </a>
            )}
            <button
              type="button"
              aria-label={say.notice.away}
              onClick={() => putAway(keyOf(told))}
              data-testid="notice-away"
            >
              <Icon glyph={cross} />
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

/** Where something can be done about it; null where it is done in the room. */
function pageOf(told: Told): string | null {
  if (told.kind !== "misuse" || told.what === "sockets") return "#/box";
  return told.what === "pins" || told.what === "flood" ? "#/team" : null;
}

function textOf(told: Told, hall: Hall): string {
  const say = words.value;
  switch (told.kind) {
    case "certificate_ends":
      return say.notice.certificateEnds(told.days_left);
    case "radio":
      return radioText(told.now, clockTime(told.at_ms));
    case "seats_taken":
      return say.notice.seatsTaken(number(told.seats));
    case "storage_slow":
      return told.refused ? say.notice.storageRefused : say.notice.storageSlow;
    case "certificate_missing":
      return say.notice.certificateMissing;
    case "storage_full":
      return say.notice.storageFull;
    case "misuse":
      return say.notice.misuse[told.what](told.desk ?? told.address ?? "?", nameOf(hall, told.staff) ?? "?");
    case "clock":
      return say.notice.clock;
  }
}

function radioText(now: RadioNow, time: string): string {
  const { notice } = words.value;
  if (now === "silent") return notice.radioSilent;
  return now === "restarted" ? notice.radioRestarted(time) : notice.radioReloaded(time);
}
