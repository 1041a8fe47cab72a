import { describe, expect, it } from "vitest";
import { nameOf } from "./CardGrid";

const words = {
  free: "free",
  called: "called",
  last: "last call",
  won: "wins",
  missing: "needed",
  dabbed: "marked by you",
};
const face = [1, 16, 31, 46, 61, 2, 17, 42, 47, 62, 3, 18, 0, 48, 63, 4, 19, 33, 49, 64, 5, 20, 34, 50, 65];
const name = (square: number, look: object = {}) => nameOf(square, { face, marks: 1 << 12, words, ...look });

describe("names of squares", () => {
  it("say the number and what became of it", () => {
    expect(name(7)).toBe("N 42");
    expect(name(7, { marks: 1 << 7 })).toBe("N 42, called");
    expect(name(7, { marks: 1 << 7, last: 42, winning: 1 << 7 })).toBe("N 42, last call, wins");
    expect(name(7, { missing: 1 << 7 })).toBe("N 42, needed");
  });

  it("never call a mark by hand called", () => {
    expect(name(7, { dabs: 1 << 7 })).toBe("N 42, marked by you");
    expect(name(7, { dabs: 1 << 7, marks: 1 << 7 })).toBe("N 42, called");
  });

  it("leave the free square free", () => {
    expect(name(12)).toBe("free");
    expect(name(12, { winning: 1 << 12 })).toBe("free, wins");
  });
});
