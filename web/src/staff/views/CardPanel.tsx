import { useState } from "preact/hooks";
import { marks } from "../../shared/bingo";
import { marking } from "../calling";
import type { CardInfo } from "../../shared/protocol.gen";
import { CardGrid } from "../../ui/CardGrid";
import { Sheet } from "../../ui/Dialog";
import { t, tn } from "../lang";
import { Button } from "../parts/Button";
import { Reason } from "../parts/Reason";
import { useAct } from "../parts/useAct";
import { squareWords } from "../square-words";
import { may, type Hall } from "../state";
import { stampText } from "../words";
import { Duplicate } from "./Duplicate";
import { PackOf } from "./Pack";
import css from "./sell.module.css";

type Props = {
  card: CardInfo;
  hall: Hall;
  /** Back to selling, with this player's cards in the basket. */
  onSell?: (() => void) | undefined;
};

/** Everything the box knows of one card. */
export function CardPanel({ card, hall, onSell }: Props) {
  const [voiding, setVoiding] = useState(false);
  const calls = hall.game?.calls ?? [];
  return (
    <section class={css.card} data-testid="card-panel" aria-label={t("card_label", { serial: card.serial })}>
      <div class={css.cardFace}>
        <CardGrid
          face={card.face}
          marks={marks(card.face, hall.game ? marking(hall.game) : [])}
          last={calls.at(-1)}
          label={t("card_label", { serial: card.serial })}
          words={squareWords()}
        />
      </div>
      <div class={css.cardFacts}>
        <h2>{t("scan_card", { serial: card.serial })}</h2>
        <p>{t("scan_code", { code: card.code })}</p>
        <CardState card={card} hall={hall} />
        <PackOf card={card} hall={hall} onSell={onSell} />
        {card.sold && !card.voided && <Duplicate card={card} hall={hall} />}
        {may(hall, "manage") && card.sold && !card.voided && (
          <Button kind="bad" onClick={() => setVoiding(true)} testid="void-open">
            {t("void_card")}
          </Button>
        )}
      </div>
      <VoidSheet card={card} open={voiding} onClose={() => setVoiding(false)} />
    </section>
  );
}

function CardState({ card, hall }: { card: CardInfo; hall: Hall }) {
  if (card.voided) {
    const [stamp, reason] = card.voided;
    return <p class={css.stateBad}>{`${t("scan_void")}: ${reason} (${stampText(stamp, hall)})`}</p>;
  }
  if (!card.sold) return <p>{t("scan_free")}</p>;
  return (
    <>
      <p>{`${t("scan_sold")}: ${stampText(card.sold, hall)}`}</p>
      <p>{t(card.plays ? "scan_plays" : "scan_not_plays")}</p>
      {card.plays && card.missing !== null && <p>{tn("scan_missing", card.missing)}</p>}
    </>
  );
}

function VoidSheet({ card, open, onClose }: { card: CardInfo; open: boolean; onClose: () => void }) {
  const { busy, trouble, run } = useAct();
  const give = async (reason: string) => {
    const outcome = await run({ do: "void", card: `#${card.serial}`, reason });
    if (outcome.kind === "confirmed") onClose();
  };
  const usual = [t("void_reason_1"), t("void_reason_2"), t("void_reason_3")];
  return (
    <Sheet open={open} onClose={onClose} title={t("void_title", { serial: card.serial })} closeLabel={t("close")}>
      <Reason usual={usual} action={t("void_card")} busy={busy} trouble={trouble} onGive={(reason) => void give(reason)} hold>
        <p>{t("void_explain")}</p>
      </Reason>
    </Sheet>
  );
}
