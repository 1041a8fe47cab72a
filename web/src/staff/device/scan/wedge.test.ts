import { expect, it } from "vitest";
import { Wedge } from "./wedge";

function type(text: string, gapMs: number): string | null {
  const wedge = new Wedge();
  let found: string | null = null;
  [...text].forEach((key, i) => (found = wedge.key(key, 1_000 + i * gapMs) ?? found));
  return wedge.key("Enter", 1_000 + text.length * gapMs) ?? found;
}

it("hears a scanner", () => expect(type("ABCD-EFGH", 8)).toBe("ABCD-EFGH"));
it("does not hear a person", () => expect(type("ABCD-EFGH", 120)).toBeNull());
it("does not hear a slip of the hand", () => expect(type("ab", 5)).toBeNull());

it("forgets what a person typed before the scan", () => {
  const wedge = new Wedge();
  wedge.key("x", 0);
  [..."#1234"].forEach((key, i) => wedge.key(key, 5_000 + i * 5));
  expect(wedge.key("Enter", 5_025)).toBe("#1234");
});

it("ignores Shift and the like", () => {
  const wedge = new Wedge();
  ["A", "Shift", "B", "C", "D"].forEach((key, i) => wedge.key(key, i * 5));
  expect(wedge.key("Enter", 25)).toBe("ABCD");
});
