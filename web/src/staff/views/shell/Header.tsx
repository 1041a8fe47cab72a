import { Icon } from "../../../ui/Icon";
import { hourglass, pause, triangleAlert } from "../../../ui/glyphs";
import type { Me } from "../../../shared/protocol.gen";
import { live, ownWaiting, refusedLater } from "../../state/hall";
import { words } from "../../lang";
import { useAct } from "../../parts/useAct";
import { TroubleNote } from "../../parts/Trouble";
import { isRunning, may, type Hall } from "../../state/state";
import { HeaderBar } from "./Frame";
import css from "./Header.module.css";

/** Who and where we are, what has not been sent, and the emergency stop. */
export function Header({ hall, me }: { hall: Hall; me: Me }) {
  return (
    <HeaderBar>
      <div class={css.who}>
        <b data-testid="me-name">{me.name}</b>
        <span data-testid="me-desk">{me.desk}</span>
      </div>
      <UnsentBadge />
      {live.value && may(hall, "call") && hall.game && isRunning(hall.game) && <PauseAll game={hall.game.id} />}
    </HeaderBar>
  );
}

function UnsentBadge() {
  const say = words.value;
  const unsent = ownWaiting.value.length;
  const refused = refusedLater.value.length;
  // One act that is on its way is no news.
  if (refused === 0 && (unsent === 0 || live.value)) return null;
  return (
    <a class={css.unsent} href="#/unsent" data-testid="unsent">
      <Icon glyph={refused > 0 ? triangleAlert : hourglass} />
      {refused > 0 ? say.unsent.refusedCount(refused) : say.unsent.count(unsent)}
    </a>
  );
}

function PauseAll({ game }: { game: string }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const stop = () => void run({ do: "pause_game", game, reason: say.pauseAll.reason });
  return (
    <>
      <button
        type="button"
        class={css.pauseAll}
        aria-label={say.pauseAll.label}
        disabled={busy}
        onClick={stop}
        data-testid="pause-all"
      >
        <Icon glyph={pause} />
        {say.pauseAll.go}
      </button>
      {trouble && <TroubleNote trouble={trouble} />}
    </>
  );
}
