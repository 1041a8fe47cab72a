import { useState } from "preact/hooks";
import type { GameView } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { ban, flag } from "../../../ui/glyphs";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { Reason } from "../../parts/Reason";
import { useAct } from "../../parts/useAct";
import { earlyEnd } from "../../state/state";
import { offline } from "./GameTools";

/** A game as a view or as a line of the programme, which tells no calls. */
type Game = Pick<GameView, "id" | "name" | "status"> & { calls?: GameView["calls"] };

/** Cancels a game before its first ball or ends it after; out of the way of what is pressed all evening. */
export function EndEarly({ game }: { game: Game }) {
  const say = words.value;
  const [open, setOpen] = useState(false);
  const how = earlyEnd(game);
  if (how === null) return null;
  return (
    <div class="acts">
      <Button glyph={how === "cancel" ? ban : flag} onClick={() => setOpen(true)} testid="end-early">
        {how === "cancel" ? say.cancel.open(game.name) : say.end.open}
      </Button>
      <EndSheet game={game} how={how} open={open} onClose={() => setOpen(false)} />
    </div>
  );
}

type SheetProps = { game: Game; how: "cancel" | "end"; open: boolean; onClose: () => void };

function EndSheet({ game, how, open, onClose }: SheetProps) {
  const texts = words.value[how];
  const { busy, trouble, run } = useAct();
  const end = async (reason: string) => {
    const outcome = await run({ do: "close_game", game: game.id, reason });
    if (outcome.kind === "confirmed") onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={texts.title(game.name)} closeLabel={words.value.close}>
      <Reason
        usual={texts.reasons}
        action={texts.go}
        busy={busy}
        trouble={trouble}
        why={offline()}
        onGive={(reason) => void end(reason)}
        hold
      >
        <p>{texts.explain}</p>
      </Reason>
    </Sheet>
  );
}
