import { CENTRE, has } from "../../shared/game/bingo";
import css from "./Drawing.module.css";

const SIDE = 5;
const SQUARES = Array.from({ length: SIDE * SIDE }, (_, square) => square);

const square = (at: number) => `M${at % SIDE} ${Math.floor(at / SIDE)}h.9v.9h-.9z`;
const ALL = SQUARES.map(square).join("");

/** A pattern as small as an icon: words beside it say what it is. */
export function Drawing({ mask }: { mask: number }) {
  const path = SQUARES.filter((at) => has(mask, at))
    .map(square)
    .join("");
  return (
    <svg class={css.drawing} viewBox="-.05 -.05 5 5" aria-hidden>
      <path class={css.ground} d={ALL} />
      <path class={css.mask} d={path} />
      {has(mask, CENTRE) && <circle class={css.free} cx="2.45" cy="2.45" r=".2" />}
    </svg>
  );
}

/** The boards of a game side by side. */
export function Drawings({ masks }: { masks: readonly number[] }) {
  return (
    <span class={css.drawings}>
      {masks.map((mask, i) => (
        <Drawing key={i} mask={mask} />
      ))}
    </span>
  );
}
