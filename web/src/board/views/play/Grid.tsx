import { called, LETTERS } from "../../../shared/game/bingo";
import { markedBalls } from "../../../shared/game/goal";
import type { Ball, Start } from "../../../shared/protocol.gen";
import { words } from "../../lang";
import css from "./Grid.module.css";

const COLUMNS: readonly Ball[] = Array.from({ length: 15 }, (_, index) => index + 1);

/** All 75 numbers: a row of 15 for each letter, upright on narrow screens. */
export function Grid({ calls, start }: { calls: readonly Ball[]; start: Start }) {
  const out = new Set(calls);
  const brought = new Set(markedBalls(calls, start));
  const newest = calls[calls.length - 1];
  return (
    <div class={css.frame}>
      <div class={css.grid} role="table" aria-label={words.value.grid}>
        {LETTERS.map((letter, row) => (
          <div key={letter} class={css.row} role="row">
            <div class={css.letter} data-letter={letter} role="rowheader">
              {letter}
            </div>
            {COLUMNS.map((column) => {
              const ball = row * 15 + column;
              return <Cell key={ball} ball={ball} state={stateOf(ball, out, brought, newest)} />;
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

type State = "open" | "called" | "wild" | "last";

function stateOf(ball: Ball, out: ReadonlySet<Ball>, brought: ReadonlySet<Ball>, newest: Ball | undefined): State {
  if (ball === newest) return "last";
  if (out.has(ball)) return "called";
  return brought.has(ball) ? "wild" : "open";
}

function Cell({ ball, state }: { ball: Ball; state: State }) {
  const say = { open: null, called: words.value.calledLabel, wild: words.value.wildLabel, last: words.value.lastLabel }[
    state
  ];
  return (
    <div
      class={`${css.cell} ${css[state]}`}
      role="cell"
      aria-label={say === null ? called(ball) : `${called(ball)}, ${say}`}
    >
      {ball}
    </div>
  );
}
