import { useState } from "preact/hooks";
import { marks } from "../../../shared/game/bingo";
import { marking } from "../../state/game/calling";
import type { CardInfo } from "../../../shared/protocol.gen";
import { CardGrid } from "../../../ui/CardGrid";
import { Sheet } from "../../../ui/Dialog";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { Reason } from "../../parts/Reason";
import { useAct } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { squareWords, stampText } from "../../state/sentences";
import { Duplicate } from "./Duplicate";
import { PackOf } from "./Pack";
import css from "./CardPanel.module.css";

type Props = {
  card: CardInfo;
  hall: Hall;
  /** Back to selling, with this player's cards in the basket. */
  onSell?: (() => void) | undefined;
};

/** Everything the box knows of one card. */
export function CardPanel({ card, hall, onSell }: Props) {
  const say = words.value;
  const [voiding, setVoiding] = useState(false);
  const calls = hall.game?.calls ?? [];
  return (
    <section class={css.card} data-testid="card-panel" aria-label={say.card(card.serial)}>
      <div class={css.cardFace}>
        <CardGrid
          face={card.face}
          marks={marks(card.face, hall.game ? marking(hall.game) : [])}
          last={calls.at(-1)}
          label={say.card(card.serial)}
          words={squareWords()}
        />
      </div>
      <div class={css.cardFacts}>
        <h2>{say.scan.card(card.serial)}</h2>
        <p>{say.scan.code(card.code)}</p>
        <CardState card={card} hall={hall} />
        <PackOf card={card} hall={hall} onSell={onSell} />
        {card.sold && !card.voided && <Duplicate card={card} hall={hall} />}
        {may(hall, "manage") && card.sold && !card.voided && (
          <Button kind="bad" onClick={() => setVoiding(true)} testid="void-open">
            {say.voidCard.go}
          </Button>
        )}
      </div>
      <VoidSheet card={card} open={voiding} onClose={() => setVoiding(false)} />
    </section>
  );
}

function CardState({ card, hall }: { card: CardInfo; hall: Hall }) {
  const say = words.value;
  if (card.voided) {
    const [stamp, reason] = card.voided;
    return <p class="is-bad">{`${say.scan.void}: ${reason} (${stampText(stamp, hall)})`}</p>;
  }
  if (!card.sold) return <p>{say.scan.free}</p>;
  return (
    <>
      <p>{`${say.scan.sold}: ${stampText(card.sold, hall)}`}</p>
      <p>{card.plays ? say.scan.plays : say.scan.notPlays}</p>
      {card.plays && card.missing !== null && <p>{say.scan.missing(card.missing)}</p>}
    </>
  );
}

function VoidSheet({ card, open, onClose }: { card: CardInfo; open: boolean; onClose: () => void }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const give = async (reason: string) => {
    const outcome = await run({ do: "void_card", card: `#${card.serial}`, reason });
    if (outcome.kind === "confirmed") onClose();
  };
  const usual = say.voidCard.reasons;
  return (
    <Sheet open={open} onClose={onClose} title={say.voidCard.title(card.serial)} closeLabel={say.close}>
      <Reason
        usual={usual}
        action={say.voidCard.go}
        busy={busy}
        trouble={trouble}
        onGive={(reason) => void give(reason)}
        hold
      >
        <p>{say.voidCard.explain}</p>
      </Reason>
    </Sheet>
  );
}
