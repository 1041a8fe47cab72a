import { called } from "../../../shared/game/bingo";
import type { Ball } from "../../../shared/protocol.gen";
import { CardGrid } from "../../../ui/CardGrid";
import type { ShownCard } from "../../state/view";
import { words } from "../../lang";
import css from "./ShownCards.module.css";

/** More than these would be too small to check from a chair. */
const CARDS_MAX = 4;

/** Winning cards held up to the room: their squares that win are lit, the last ball stands out. */
export function ShownCards({ cards, last }: { cards: readonly ShownCard[]; last: Ball | undefined }) {
  const say = words.value;
  const square = {
    free: say.free,
    called: say.calledLabel,
    last: say.lastLabel,
    won: say.wonLabel,
    missing: "",
    dabbed: "",
  };
  const shown = cards.slice(0, CARDS_MAX);
  return (
    <section class={css.panel} aria-label={say.shownCard}>
      <h2 class={css.title}>
        {say.shownCard}
        {last !== undefined && <span class={css.soft}> · {called(last)}</span>}
      </h2>
      <ul class={`${css.cards} ${shown.length > 2 ? css.many : ""} ${shown.length === 2 ? css.two : ""}`}>
        {shown.map(({ serial, face, marks, winning }) => (
          <li key={serial} class={css.card}>
            <CardGrid face={face} marks={marks} winning={winning} last={last} label={say.card(serial)} words={square} />
            <p class={css.serial}>{say.card(serial)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
