import { useState } from "preact/hooks";
import { called } from "../../shared/bingo";
import type { GameView } from "../../shared/protocol.gen";
import { Sheet } from "../../ui/Dialog";
import { pause, undo } from "../../ui/glyphs";
import { goneWithLast, undoBar } from "../calling";
import { live } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Reason } from "../parts/Reason";
import { useAct } from "../parts/useAct";
import { isRunning } from "../state";
import { serials } from "../words";
import css from "./call.module.css";

/** Undo and pause: each asks why, because each is written down. */
export function GameTools({ game }: { game: GameView }) {
  const [open, setOpen] = useState<"undo" | "pause" | null>(null);
  const last = game.calls.at(-1);
  const close = () => setOpen(null);
  if (game.status === "over") return null;
  return (
    <div class={css.tools}>
      {last && (
        <Button glyph={undo} onClick={() => setOpen("undo")} testid="undo">
          {t("undo")}
        </Button>
      )}
      {isRunning(game) && (
        <Button glyph={pause} onClick={() => setOpen("pause")} testid="pause">
          {t("pause")}
        </Button>
      )}
      {last && <UndoSheet game={game} ball={last} open={open === "undo"} onClose={close} />}
      <PauseSheet game={game} open={open === "pause"} onClose={close} />
    </div>
  );
}

type SheetProps = { game: GameView; open: boolean; onClose: () => void };

function UndoSheet({ game, ball, open, onClose }: SheetProps & { ball: number }) {
  const { busy, trouble, run } = useAct();
  const call = game.calls.length;
  const goes = goneWithLast(game);
  const bar = undoBar(game);
  const recall = async (reason: string) => {
    const outcome = await run({ do: "recall", game: game.id, call, reason });
    if (outcome.kind === "confirmed") onClose();
  };
  const name = called(ball);
  return (
    <Sheet open={open} onClose={onClose} title={t("undo_title", { ball: name })} closeLabel={t("close")}>
      <Reason
        usual={[t("undo_reason_1"), t("undo_reason_2"), t("undo_reason_3")]}
        action={t("undo_go", { ball: name })}
        busy={busy}
        trouble={trouble}
        why={bar ? t(`undo_${bar}`) : offline()}
        onGive={(reason) => void recall(reason)}
      >
        <ul class={css.changes}>
          <li>{t("undo_changes", { call })}</li>
          {game.source === "rng" && <li>{t("undo_same", { ball: name })}</li>}
          {goes.length > 0 && <li>{t("undo_win", { serials: serials(goes) })}</li>}
        </ul>
      </Reason>
    </Sheet>
  );
}

function PauseSheet({ game, open, onClose }: SheetProps) {
  const { busy, trouble, run } = useAct();
  const give = async (reason: string) => {
    const outcome = await run({ do: "pause", game: game.id, reason });
    if (outcome.kind === "confirmed") onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={t("pause_title")} closeLabel={t("close")}>
      <Reason
        usual={[t("pause_reason_1"), t("pause_reason_2"), t("pause_reason_3")]}
        action={t("pause_go")}
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
  return live.value ? null : t("needs_live");
}
