import { useState } from "preact/hooks";
import { clockTime } from "../../../shared/lang/i18n";
import type { GameView } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { Reason } from "../../parts/Reason";
import { useAct } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { offline } from "./GameTools";
import { Hint } from "./Hint";

/** Somebody objects: everything stands still until the owner has decided. */
export function Disputed({ game, hall }: { game: GameView; hall: Hall }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [open, setOpen] = useState(false);
  const settle = async (decision: string) => {
    const outcome = await run({ do: "settle_dispute", game: game.id, decision });
    if (outcome.kind === "confirmed") setOpen(false);
  };
  return (
    <div class="stack" data-testid="disputed">
      <Hint>
        <b>{say.dispute.open}</b>{" "}
        {game.dispute && say.dispute.about(game.dispute.reason, clockTime(game.dispute.at_ms))}
      </Hint>
      <Button
        big
        kind="primary"
        why={may(hall, "manage") ? offline() : say.settle.wait}
        onClick={() => setOpen(true)}
        testid="settle"
      >
        {say.settle.name}
      </Button>
      <Sheet open={open} onClose={() => setOpen(false)} title={say.settle.name} closeLabel={say.close}>
        <Reason
          usual={say.settle.reasons}
          action={say.settle.go}
          busy={busy}
          trouble={trouble}
          why={offline()}
          onGive={(decision) => void settle(decision)}
        />
      </Sheet>
    </div>
  );
}
