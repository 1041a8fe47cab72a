import { useState } from "preact/hooks";
import { called } from "../../../shared/game/bingo";
import type { GameView } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { pause, undo } from "../../../ui/glyphs";
import { goneWithLast, undoBar } from "../../state/game/calling";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { Reason } from "../../parts/Reason";
import { useAct } from "../../parts/useAct";
import { isRunning } from "../../state/state";
import { serials } from "../../state/sentences";
import css from "./GameTools.module.css";

/** Undo and pause: each asks why, because each is written down. */
export function GameTools({ game }: { game: GameView }) {
  const say = words.value;
  const [open, setOpen] = useState<"undo" | "pause" | null>(null);
  const last = game.calls.at(-1);
  const close = () => setOpen(null);
  if (game.status === "over") return null;
  return (
    <div class="acts">
      {last && (
        <Button glyph={undo} onClick={() => setOpen("undo")} testid="undo">
          {say.undo.name}
        </Button>
      )}
      {isRunning(game) && (
        <Button glyph={pause} onClick={() => setOpen("pause")} testid="pause">
          {say.pause.name}
        </Button>
      )}
      {last && <UndoSheet game={game} ball={last} open={open === "undo"} onClose={close} />}
      <PauseSheet game={game} open={open === "pause"} onClose={close} />
    </div>
  );
}

type SheetProps = { game: GameView; open: boolean; onClose: () => void };

function UndoSheet({ game, ball, open, onClose }: SheetProps & { ball: number }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const call = game.calls.length;
  const goes = goneWithLast(game);
  const bar = undoBar(game);
  const recall = async (reason: string) => {
    const outcome = await run({ do: "recall_ball", game: game.id, call, reason });
    if (outcome.kind === "confirmed") onClose();
  };
  const name = called(ball);
  return (
    <Sheet open={open} onClose={onClose} title={say.undo.title(name)} closeLabel={say.close}>
      <Reason
        usual={say.undo.reasons}
        action={say.undo.go(name)}
        busy={busy}
        trouble={trouble}
        why={bar ? say.undo.bars[bar] : offline()}
        onGive={(reason) => void recall(reason)}
      >
        <ul class={css.changes}>
          <li>{say.undo.changes(call)}</li>
          {game.source === "rng" && <li>{say.undo.same(name)}</li>}
          {goes.length > 0 && <li>{say.undo.win(serials(goes))}</li>}
        </ul>
      </Reason>
    </Sheet>
  );
}

function PauseSheet({ game, open, onClose }: SheetProps) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const give = async (reason: string) => {
    const outcome = await run({ do: "pause_game", game: game.id, reason });
    if (outcome.kind === "confirmed") onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={say.pause.title} closeLabel={say.close}>
      <Reason
        usual={say.pause.reasons}
        action={say.pause.go}
        busy={busy}
        trouble={trouble}
        why={offline()}
        onGive={(reason) => void give(reason)}
      />
    </Sheet>
  );
}

/** Why nothing can be done now, if so. */
export function offline(): string | null {
  return live.value ? null : words.value.needsLive;
}
