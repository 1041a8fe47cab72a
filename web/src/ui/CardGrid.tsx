import { called, CENTRE, has, LETTERS } from "../shared/game/bingo";
import css from "./CardGrid.module.css";
import { ROWS, SQUARES } from "./squares";

/** What a square is called aloud, in the reader's language. */
export type SquareWords = {
  free: string;
  called: string;
  last: string;
  won: string;
  missing: string;
  /** Marked by hand, not confirmed by the box. */
  dabbed: string;
};

type Props = {
  /** Numbers row by row, 0 = free. */
  face: readonly number[];
  /** Squares called, as the box says; the free square counts as called. */
  marks: number;
  /** Squares of the winning pattern. */
  winning?: number | undefined;
  /** Squares still missing for the nearest win. */
  missing?: number | undefined;
  /** Squares marked by hand and not confirmed by the box: shown apart from its own. */
  dabs?: number | undefined;
  /** The newest ball. */
  last?: number | undefined;
  /** Names the card: "Card 12". */
  label: string;
  words: SquareWords;
  /** Makes every numbered square a button. */
  onTap?: ((square: number) => void) | undefined;
};

/** One card at the width of its container. */
export function CardGrid(props: Props) {
  return (
    <div class={css.frame}>
      <div class={css.card} role="table" aria-label={props.label}>
        <div class={css.row} role="row">
          {LETTERS.map((letter) => (
            <div key={letter} class={css.head} data-letter={letter} role="columnheader">
              {letter}
            </div>
          ))}
        </div>
        {ROWS.map((squares) => (
          <div key={squares[0]} class={css.row} role="row">
            {squares.map((square) => (
              <Square key={square} square={square} {...props} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}

function Square({ square, onTap, ...props }: Props & { square: number }) {
  const number = props.face[square] ?? 0;
  const shown = number === 0 ? props.words.free : number;
  const name = nameOf(square, props);
  const look = classesOf(square, props);
  if (onTap !== undefined && number !== 0) {
    const pressed = has(props.marks | (props.dabs ?? 0), square);
    return (
      <div role="cell">
        <button type="button" class={look} aria-label={name} aria-pressed={pressed} onClick={() => onTap(square)}>
          {shown}
        </button>
      </div>
    );
  }
  return (
    <div class={look} role="cell" aria-label={name}>
      {number === 0 ? <span class={css.free}>{shown}</span> : shown}
    </div>
  );
}

type Look = Omit<Props, "label" | "onTap">;

/** "N 42, called": a square as it is read out. */
export function nameOf(square: number, { face, marks, winning = 0, missing = 0, dabs = 0, last, words }: Look): string {
  const number = face[square] ?? 0;
  const parts = [number === 0 ? words.free : called(number)];
  if (number !== 0 && has(marks, square)) parts.push(number === last ? words.last : words.called);
  else if (has(dabs, square)) parts.push(words.dabbed);
  if (has(winning, square)) parts.push(words.won);
  if (has(missing, square)) parts.push(words.missing);
  return parts.join(", ");
}

function classesOf(square: number, { face, marks, winning = 0, missing = 0, dabs = 0, last }: Look): string {
  const number = face[square] ?? 0;
  const marked = has(marks, square) || (square === CENTRE && number === 0);
  const classes = [css.square];
  if (marked) classes.push(number === last ? css.last : css.called);
  else if (has(dabs, square)) classes.push(css.dabbed);
  if (has(winning, square)) classes.push(css.won);
  if (has(missing, square)) classes.push(css.missing);
  return classes.join(" ");
}

type ThumbProps = Pick<Props, "face" | "marks" | "winning" | "missing" | "label">;

/** A card too small for numbers: its marks only, said in one sentence by `label`. */
export function CardThumb({ face, marks, winning = 0, missing = 0, label }: ThumbProps) {
  return (
    <span class={css.thumb} role="img" aria-label={label}>
      {SQUARES.map((square) => {
        const free = (face[square] ?? 0) === 0;
        const look = [css.dot];
        if (has(winning, square)) look.push(css.dotWon);
        else if (free || has(marks, square)) look.push(css.dotCalled);
        else if (has(missing, square)) look.push(css.dotMissing);
        return <span key={square} class={look.join(" ")} />;
      })}
    </span>
  );
}
