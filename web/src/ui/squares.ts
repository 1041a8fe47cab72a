/** Letters over the columns of a card, and before the number of a ball. */
export const LETTERS = ["B", "I", "N", "G", "O"] as const;

export type Letter = (typeof LETTERS)[number];

/** Square of the centre: row 2, column 2. */
export const CENTRE = 12;

/** Every square of a card, row by row. */
export const SQUARES: readonly number[] = Array.from({ length: 25 }, (_, square) => square);

/** Rows of a card as lists of squares. */
export const ROWS: readonly (readonly number[])[] = [0, 1, 2, 3, 4].map((row) => SQUARES.slice(row * 5, row * 5 + 5));

/** The letter called before a number from 1 to 75. */
export function letterOf(ball: number): Letter {
  return LETTERS[Math.min(4, Math.max(0, Math.floor((ball - 1) / 15)))] ?? "B";
}

/** "N 42": how a ball is said. */
export function ballName(ball: number): string {
  return `${letterOf(ball)} ${ball}`;
}

/** Whether a mask (bit = row · 5 + column) holds a square. */
export function holds(mask: number, square: number): boolean {
  return ((mask >>> square) & 1) === 1;
}
