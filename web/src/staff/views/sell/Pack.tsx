import type { CardInfo } from "../../../shared/protocol.gen";
import { hourglass, plus, users } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { words } from "../../lang";
import { isFull, packsIn, toPack } from "../../state/game/packs";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { basket, packTrouble, samePlayer, scans, serving } from "../../state/scans";
import { may, type Hall } from "../../state/state";
import { serials, shortCard } from "../../state/sentences";
import css from "./Pack.module.css";

/** The player who is being served: what they have so far, and the way to the next one. */
export function Basket() {
  const say = words.value;
  const { cards } = basket.value;
  if (cards === null) return <SamePlayer />;
  const waits = toPack(basket.value) !== null;
  return (
    <section class={css.basket} data-testid="basket" aria-label={say.pack.title}>
      <h2>
        <Icon glyph={users} /> {say.pack.title}
      </h2>
      <ol class={css.basketCards}>
        {cards.map((card) => (
          <li key={card.text}>{card.serial === null ? shortCard(card.text) : `#${card.serial}`}</li>
        ))}
      </ol>
      <p class="soft small" role="status" data-testid="pack-state" data-kept={waits ? "" : cards.length}>
        {waits && <Icon glyph={hourglass} />} {waits ? say.pack.waits : say.pack.kept(cards.length)}
      </p>
      <p class="soft small">{isFull(basket.value) ? say.pack.full : say.pack.hint}</p>
      <TroubleNote trouble={packTrouble.value} />
      <Button kind="primary" onClick={() => serving({ kind: "next_player" })} testid="next-player">
        {say.pack.done}
      </Button>
    </section>
  );
}

/** After a sale: the same player has another card. */
function SamePlayer() {
  const sold = scans.value[0]?.result.kind;
  if (sold !== "sold" && sold !== "unsent") return null;
  return (
    <Button glyph={plus} onClick={samePlayer} testid="same-player">
      {words.value.pack.same}
    </Button>
  );
}

type Props = { card: CardInfo; hall: Hall; onSell?: (() => void) | undefined };

/** The other cards of a card's player, and selling them one more. */
export function PackOf({ card, hall, onSell }: Props) {
  const say = words.value;
  const known = packsIn(hall.feed).find((pack) => pack.includes(card.serial)) ?? card.pack;
  const sold = card.sold !== null && card.voided === null;
  const extend = () => {
    const own = known.length > 0 ? known : [card.serial];
    serving({
      kind: "same_player",
      cards: own.map((serial) => ({ text: `#${serial}`, serial })),
      confirmed: known.length,
    });
    onSell?.();
  };
  return (
    <>
      {known.length > 1 && (
        <p class={css.pack} data-testid="pack">
          <Icon glyph={users} /> {say.pack.badge(serials(known))}
        </p>
      )}
      {sold && onSell && may(hall, "sell") && (
        <Button glyph={plus} onClick={extend} testid="pack-extend">
          {say.pack.extend}
        </Button>
      )}
    </>
  );
}
