/** Every square of a card, row by row. */
export const SQUARES: readonly number[] = Array.from({ length: 25 }, (_, square) => square);

/** Rows of a card as lists of squares. */
export const ROWS: readonly (readonly number[])[] = [0, 1, 2, 3, 4].map((row) => SQUARES.slice(row * 5, row * 5 + 5));
