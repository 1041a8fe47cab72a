/** The bingo of a screen: pure, the same sums the box does. */
import type { Ball, Face, Mask } from "../protocol.gen";

/** Columns of a card and the letters called before a number. */
export const LETTERS = ["B", "I", "N", "G", "O"] as const;
/** How many balls a game has. */
export const BALLS = 75;
const CENTRE = 12;
const CENTRE_MASK: Mask = 1 << CENTRE;

/** The letter called before a ball. */
export function letter(ball: Ball): string {
  return LETTERS[Math.floor((ball - 1) / 15)] ?? "?";
}

/** A ball as it is called: "N 42". */
export function called(ball: Ball): string {
  return `${letter(ball)} ${ball}`;
}

/** Squares marked once these balls are called; the free square is always marked. */
export function marks(face: Face, calls: Iterable<Ball>): Mask {
  const out = new Set(calls);
  return face.reduce((mask, ball, square) => (ball === 0 || out.has(ball) ? mask | (1 << square) : mask), 0);
}

/** Number of squares in a mask. */
export function count(mask: Mask): number {
  let left = mask;
  let squares = 0;
  for (; left !== 0; left &= left - 1) squares += 1;
  return squares;
}

/** Whether a square (0–24) is in a mask. */
export function has(mask: Mask, square: number): boolean {
  return (mask & (1 << square)) !== 0;
}

/** How far a card is from a pattern. */
export interface Distance {
  /** Squares missing at best; 0 = won. */
  missing: number;
  /** Squares of the closest masks that are still unmarked. */
  wanted: Mask;
  /** Squares of all completed masks. */
  won: Mask;
}

/** Distance of the marked squares to the closest mask. No masks = nothing to win: `missing` is 25. */
export function distance(marked: Mask, masks: readonly Mask[]): Distance {
  let missing = 25;
  let wanted = 0;
  let won = 0;
  for (const mask of masks) {
    const open = mask & ~marked;
    const left = count(open);
    if (left === 0) won |= mask;
    if (left < missing) {
      missing = left;
      wanted = open;
    } else if (left === missing) {
      wanted |= open;
    }
  }
  return { missing, wanted, won };
}

/** Squares that belong to any mask: what a pattern can use at all. */
export function reach(masks: readonly Mask[]): Mask {
  return masks.reduce((all, mask) => all | mask, 0);
}

/** A mask as 25 booleans, row by row. */
export function squares(mask: Mask): boolean[] {
  return Array.from({ length: 25 }, (_, square) => has(mask, square));
}

/** Whether the centre square of a face is free. */
export function isFree(face: Face): boolean {
  return face[CENTRE] === 0;
}

export { CENTRE, CENTRE_MASK };
