import { useEffect, useState } from "preact/hooks";
import { CENTRE, has } from "../shared/game/bingo";
import { useReducedMotion } from "./motion";
import css from "./PatternPreview.module.css";
import { SQUARES } from "./squares";

/** How long one way to win stays on show. */
export const TURN_MS = 3_000;

type Props = {
  /** Every square set that wins; bit = row · 5 + column. */
  masks: readonly number[];
  /** Said instead of the drawing: the pattern's name. */
  label: string;
  /** Whether the centre is free on tonight's cards. */
  freeSquare?: boolean;
  /** Holds the turning where it is. */
  still?: boolean;
};

/** The ways to win on one card, one after the other; the first one only when motion is unwelcome. */
export function PatternPreview({ masks, ...props }: Props) {
  return <HandPreview drawings={masks.map((mask) => [mask])} {...props} />;
}

type HandProps = Omit<Props, "masks"> & {
  /** The ways to win, each as one square set for every card of the hand. */
  drawings: readonly (readonly number[])[];
};

/** The ways to win on one or more cards, side by side and in step. */
export function HandPreview({ drawings, label, freeSquare = true, still = false }: HandProps) {
  const resting = useReducedMotion() || still || drawings.length < 2;
  const [turn, setTurn] = useState(0);
  const shown = drawings.length === 0 ? 0 : turn % drawings.length;
  useEffect(() => {
    if (resting) return;
    const timer = setInterval(() => setTurn((before) => before + 1), TURN_MS);
    return () => clearInterval(timer);
  }, [resting]);
  useEffect(() => setTurn(0), [label]);
  const cards = drawings[shown] ?? [0];
  return (
    <span class={css.frame} role="img" aria-label={label}>
      <span class={css.cards}>
        {cards.map((mask, place) => (
          <span key={place} class={css.card}>
            <span class={css.squares}>
              {SQUARES.map((square) => (
                <span key={square} class={lookOf(square, mask, freeSquare)} />
              ))}
            </span>
          </span>
        ))}
      </span>
      {drawings.length > 1 && (
        <span class={css.foot}>
          <span class={css.track}>{!resting && <span key={turn} class={css.progress} />}</span>
          <span class={css.count}>
            {shown + 1}/{drawings.length}
          </span>
        </span>
      )}
    </span>
  );
}

function lookOf(square: number, mask: number, freeSquare: boolean): string {
  const look = [css.square];
  if (has(mask, square)) look.push(css.wanted);
  if (freeSquare && square === CENTRE) look.push(css.free);
  return look.join(" ");
}
