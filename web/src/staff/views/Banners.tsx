import { Banner } from "../../ui/Banner";
import { lock, pause } from "../../ui/glyphs";
import { NetworkPill } from "../../ui/NetworkPill";
import { clockTime } from "../../shared/i18n";
import { link, retry } from "../hall";
import { t, tn } from "../lang";
import { openWins, type Hall } from "../state";
import css from "./shell.module.css";

/** What everybody has to know, on every screen: no link, paused, night over. */
export function Banners({ hall }: { hall: Hall }) {
  const paused = hall.game?.paused;
  const wins = openWins(hall);
  return (
    <>
      <LinkPill />
      <p class="spoken" role="alert">
        {wins > 0 && tn("wins_waiting", wins)}
      </p>
      <div class={css.banners}>
        {hall.nightOver && (
          <Banner kind="info" glyph={lock} title={t("night_over_banner")}>
            {t("night_over_next")}
          </Banner>
        )}
        {paused && (
          <div data-testid="paused-banner">
            <Banner kind="warn" glyph={pause} title={t("paused_banner", { reason: paused.reason })} live="assertive">
              {t("paused_since", { time: clockTime(paused.at_ms) })}
            </Banner>
          </div>
        )}
      </div>
    </>
  );
}

/** Says that the box is out of reach. */
export function LinkPill() {
  const { down_since, last_heard } = link.value;
  return (
    <div class={css.pill}>
      <NetworkPill
        downSinceMs={down_since}
        text={t("link_down", { time: clockTime(last_heard ?? down_since ?? 0) })}
        help={t("link_help")}
        followCaller={t("link_follow")}
        retryLabel={t("retry")}
        onRetry={retry}
      />
    </div>
  );
}
