import { useState } from "preact/hooks";
import type { GameView } from "../../shared/protocol.gen";
import { Sheet } from "../../ui/Dialog";
import { ban, flag } from "../../ui/glyphs";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Reason } from "../parts/Reason";
import { useAct } from "../parts/useAct";
import { earlyEnd } from "../state";
import css from "./call.module.css";
import { offline } from "./GameTools";

/** A game as a view or as a line of the programme, which tells no calls. */
type Game = Pick<GameView, "id" | "name" | "status"> & { calls?: GameView["calls"] };

/** Cancels a game before its first ball or ends it after; out of the way of what is pressed all evening. */
export function EndEarly({ game }: { game: Game }) {
  const [open, setOpen] = useState(false);
  const how = earlyEnd(game);
  if (how === null) return null;
  return (
    <div class={css.tools}>
      <Button glyph={how === "cancel" ? ban : flag} onClick={() => setOpen(true)} testid="end-early">
        {how === "cancel" ? t("cancel_open", { game: game.name }) : t("end_early")}
      </Button>
      <EndSheet game={game} how={how} open={open} onClose={() => setOpen(false)} />
    </div>
  );
}

type SheetProps = { game: Game; how: "cancel" | "end"; open: boolean; onClose: () => void };

function EndSheet({ game, how, open, onClose }: SheetProps) {
  const { busy, trouble, run } = useAct();
  const end = async (reason: string) => {
    const outcome = await run({ do: "close_game", game: game.id, reason });
    if (outcome.kind === "confirmed") onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={t(`${how}_title`, { game: game.name })} closeLabel={t("close")}>
      <Reason
        usual={[t(`${how}_reason_1`), t(`${how}_reason_2`), t(`${how}_reason_3`)]}
        action={t(`${how}_go`)}
        busy={busy}
        trouble={trouble}
        why={offline()}
        onGive={(reason) => void end(reason)}
        hold
      >
        <p>{t(`${how}_explain`)}</p>
      </Reason>
    </Sheet>
  );
}
