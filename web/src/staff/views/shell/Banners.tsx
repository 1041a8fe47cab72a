import { Banner } from "../../../ui/Banner";
import { lock, pause, triangleAlert } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { NetworkPill } from "../../../ui/NetworkPill";
import { clockTime } from "../../../shared/lang/i18n";
import type { ShownView, Warning } from "../../../shared/protocol.gen";
import { link, live, retry } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { useAct } from "../../parts/useAct";
import { may, openWins, type Hall } from "../../state/state";
import { Notices } from "./Notices";
import { PillPlace } from "./Frame";
import css from "./Banners.module.css";

/** What everybody has to know, on every screen: no link, paused, night over. */
export function Banners({ hall }: { hall: Hall }) {
  const say = words.value;
  const paused = hall.game?.paused;
  const wins = openWins(hall);
  return (
    <>
      <LinkPill />
      <p class="spoken" role="alert">
        {wins > 0 && say.wins.waiting(wins)}
      </p>
      <div class={css.banners}>
        {hall.rehearsal && (
          <div class={css.practice} data-testid="practice">
            <Icon glyph={triangleAlert} size="large" />
            <p>
              <b>{say.practice.title}</b> <span>{say.practice.hint}</span>
            </p>
          </div>
        )}
        {hall.condition.warning && <Warned warning={hall.condition.warning} hall={hall} />}
        <Notices hall={hall} />
        {hall.shown && <Shown shown={hall.shown} hall={hall} />}
        {hall.nightOver && (
          <Banner kind="info" glyph={lock} title={say.nightOver.title}>
            {say.nightOver.next}
          </Banner>
        )}
        {paused && (
          <div data-testid="paused-banner">
            <Banner kind="warn" glyph={pause} title={say.paused.title(paused.reason)} live="assertive">
              {say.paused.since(clockTime(paused.at_ms))}
            </Banner>
          </div>
        )}
      </div>
    </>
  );
}

/** Why nothing goes on, or what speaks against the record; for the owner, the way to where that is settled. */
function Warned({ warning, hall }: { warning: Warning; hall: Hall }) {
  const say = words.value.warning;
  const title =
    warning.kind === "storage_full"
      ? say.storage_full
      : warning.kind === "ledger_damaged"
        ? say.ledger_damaged(warning.seq)
        : say.rollback_suspected(warning.size);
  return (
    <div data-testid="warning">
      <Banner kind="bad" glyph={triangleAlert} title={title} live="assertive">
        {say[`${warning.kind}_next`]}{" "}
        {may(hall, "manage") && (
          <a href={warning.kind === "storage_full" ? "#/nights" : "#/night"} data-testid="warning-go">
            {say[`${warning.kind}_go`]}
          </a>
        )}
      </Banner>
    </div>
  );
}

/** A break or message that is on the screens, and the way to take it off. */
function Shown({ shown, hall }: { shown: ShownView; hall: Hall }) {
  const say = words.value;
  const { busy, run } = useAct();
  return (
    <div class={css.onScreens} data-testid="on-screens">
      <p>
        <b>{say.onScreens.title(shown.text)}</b>{" "}
        {shown.until_ms !== null && say.onScreens.until(clockTime(shown.until_ms))}
      </p>
      {may(hall, "call") && live.value && (
        <Button busy={busy} onClick={() => void run({ do: "show_item", item: null })} testid="screens-off">
          {say.onScreens.off}
        </Button>
      )}
    </div>
  );
}

/** Says that the box is out of reach. */
export function LinkPill() {
  const say = words.value;
  const { down_since, last_heard } = link.value;
  return (
    <PillPlace>
      <NetworkPill
        downSinceMs={down_since}
        text={say.link.down(clockTime(last_heard ?? down_since ?? 0))}
        help={say.link.help}
        followCaller={say.link.follow}
        retryLabel={say.retry}
        onRetry={retry}
      />
    </PillPlace>
  );
}
