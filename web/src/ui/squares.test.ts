import { describe, expect, it } from "vitest";
import { ballName, holds, letterOf, ROWS } from "./squares";

describe("squares", () => {
  it("knows the letter at both ends of every column", () => {
    const ends = [1, 15, 16, 30, 31, 45, 46, 60, 61, 75];
    expect(ends.map(letterOf).join("")).toBe("BBIINNGGOO");
    expect(ballName(42)).toBe("N 42");
  });

  it("reads masks by row and column", () => {
    const topRightAndCentre = (1 << 4) | (1 << 12);
    expect(ROWS.flat().filter((square) => holds(topRightAndCentre, square))).toEqual([4, 12]);
  });
});
