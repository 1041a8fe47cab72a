import { describe, expect, it } from "vitest";
import { called, count, distance, letter, marks, reach } from "./bingo";

const FACE = [1, 16, 31, 46, 61, 2, 17, 32, 47, 62, 3, 18, 0, 48, 63, 4, 19, 33, 49, 64, 5, 20, 34, 50, 65];
const TOP_ROW = 0b11111;
const MIDDLE_ROW = 0b11111 << 10;

describe("a card", () => {
  it("calls a ball by its letter", () => {
    expect([1, 15, 16, 30, 31, 45, 46, 60, 61, 75].map(letter).join("")).toBe("BBIINNGGOO");
    expect(called(42)).toBe("N 42");
  });

  it("marks what is called and its free square", () => {
    expect(marks(FACE, [1, 75, 65])).toBe(1 | (1 << 12) | (1 << 24));
  });

  it("counts squares up to the last bit", () => {
    expect(count(0)).toBe(0);
    expect(count((1 << 25) - 1)).toBe(25);
  });
});

describe("a distance", () => {
  it("is the best over all masks and unites what the closest ones want", () => {
    const marked = marks(FACE, [1, 16, 3]);
    // Top row misses 3, middle row misses 3 as well (3 and the free square are in).
    expect(distance(marked, [TOP_ROW, MIDDLE_ROW])).toEqual({
      missing: 3,
      wanted: (TOP_ROW | MIDDLE_ROW) & ~marked,
      won: 0,
    });
  });

  it("is zero once a mask is covered, and names the winning squares only", () => {
    const marked = marks(FACE, [1, 16, 31, 46, 61, 2]);
    expect(distance(marked, [TOP_ROW, MIDDLE_ROW])).toMatchObject({ missing: 0, wanted: 0, won: TOP_ROW });
  });

  it("never wins on a pattern without masks", () => {
    expect(distance((1 << 25) - 1, []).missing).toBe(25);
    expect(reach([1, 2])).toBe(3);
  });
});
