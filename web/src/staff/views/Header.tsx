import { Icon } from "../../ui/Icon";
import { hourglass, pause, triangleAlert } from "../../ui/glyphs";
import type { Me } from "../../shared/protocol.gen";
import { live, ownWaiting, refusedLater } from "../hall";
import { t, tn } from "../lang";
import { useAct } from "../parts/useAct";
import { TroubleNote } from "../parts/Trouble";
import { isRunning, may, type Hall } from "../state";
import css from "./shell.module.css";

/** Who and where we are, what has not been sent, and the emergency stop. */
export function Header({ hall, me }: { hall: Hall; me: Me }) {
  return (
    <header class={css.header}>
      <div class={css.who}>
        <b data-testid="me-name">{me.name}</b>
        <span data-testid="me-desk">{me.desk}</span>
      </div>
      <UnsentBadge />
      {live.value && may(hall, "call") && hall.game && isRunning(hall.game) && <PauseAll game={hall.game.id} />}
    </header>
  );
}

function UnsentBadge() {
  const unsent = ownWaiting.value.length;
  const refused = refusedLater.value.length;
  // One act that is on its way is no news.
  if (refused === 0 && (unsent === 0 || live.value)) return null;
  return (
    <a class={css.unsent} href="#/unsent" data-testid="unsent">
      <Icon glyph={refused > 0 ? triangleAlert : hourglass} />
      {refused > 0 ? tn("refused_later", refused) : tn("unsent", unsent)}
    </a>
  );
}

function PauseAll({ game }: { game: string }) {
  const { busy, trouble, run } = useAct();
  const stop = () => void run({ do: "pause", game, reason: t("pause_all_reason") });
  return (
    <>
      <button
        type="button"
        class={css.pauseAll}
        aria-label={t("pause_all_label")}
        disabled={busy}
        onClick={stop}
        data-testid="pause-all"
      >
        <Icon glyph={pause} />
        {t("pause_all")}
      </button>
      {trouble && <TroubleNote trouble={trouble} />}
    </>
  );
}
