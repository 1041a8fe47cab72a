import { useState } from "preact/hooks";
import type { GameView } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { ban } from "../../../ui/glyphs";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { Reason } from "../../parts/Reason";
import { useAct } from "../../parts/useAct";
import { offline } from "./GameTools";

/** The game counts for nothing and is played again. */
export function VoidGame({ game }: { game: GameView }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [open, setOpen] = useState(false);
  const end = async (reason: string) => {
    const outcome = await run({ do: "void_game", game: game.id, reason });
    if (outcome.kind === "confirmed") setOpen(false);
  };
  return (
    <>
      <Button glyph={ban} kind="bad" onClick={() => setOpen(true)} testid="void-game">
        {say.voidGame.go}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={say.voidGame.title(game.name)} closeLabel={say.close}>
        <Reason
          usual={say.voidGame.reasons}
          action={say.voidGame.go}
          busy={busy}
          trouble={trouble}
          why={offline()}
          onGive={(reason) => void end(reason)}
          hold
        >
          <p>{say.voidGame.explain}</p>
        </Reason>
      </Sheet>
    </>
  );
}
