import { useEffect, useState } from "preact/hooks";
import { CENTRE, has } from "../shared/bingo";
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

/** The ways to win, one after the other; the first one only when motion is unwelcome. */
export function PatternPreview({ masks, label, freeSquare = true, still = false }: Props) {
  const resting = useReducedMotion() || still || masks.length < 2;
  const [turn, setTurn] = useState(0);
  const shown = masks.length === 0 ? 0 : turn % masks.length;
  useEffect(() => {
    if (resting) return;
    const timer = setInterval(() => setTurn((before) => before + 1), TURN_MS);
    return () => clearInterval(timer);
  }, [resting]);
  useEffect(() => setTurn(0), [masks]);
  const mask = masks[shown] ?? 0;
  return (
    <span class={css.frame} role="img" aria-label={label}>
      <span class={css.squares}>
        {SQUARES.map((square) => (
          <span key={square} class={lookOf(square, mask, freeSquare)} />
        ))}
      </span>
      {masks.length > 1 && (
        <span class={css.foot}>
          <span class={css.track}>{!resting && <span key={turn} class={css.progress} />}</span>
          <span class={css.count}>
            {shown + 1}/{masks.length}
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
