import { useState } from "preact/hooks";
import type { GameView } from "../../shared/protocol.gen";
import { Sheet } from "../../ui/Dialog";
import { ban } from "../../ui/glyphs";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Reason } from "../parts/Reason";
import { useAct } from "../parts/useAct";
import { offline } from "./GameTools";

/** The game counts for nothing and is played again. */
export function VoidGame({ game }: { game: GameView }) {
  const { busy, trouble, run } = useAct();
  const [open, setOpen] = useState(false);
  const end = async (reason: string) => {
    const outcome = await run({ do: "void_game", game: game.id, reason });
    if (outcome.kind === "confirmed") setOpen(false);
  };
  return (
    <>
      <Button glyph={ban} kind="bad" onClick={() => setOpen(true)} testid="void-game">
        {t("void_game")}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={t("void_game_title", { game: game.name })} closeLabel={t("close")}>
        <Reason
          usual={[t("void_game_reason_1"), t("void_game_reason_2"), t("void_game_reason_3")]}
          action={t("void_game")}
          busy={busy}
          trouble={trouble}
          why={offline()}
          onGive={(reason) => void end(reason)}
          hold
        >
          <p>{t("void_game_explain")}</p>
        </Reason>
      </Sheet>
    </>
  );
}
