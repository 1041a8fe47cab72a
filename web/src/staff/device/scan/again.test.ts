import { expect, it } from "vitest";
import { Again } from "./again";

it("takes a card once while it stays in view, and again when it comes back", () => {
  const again = new Again();
  expect(again.isNew("A", 0)).toBe(true);
  expect(again.isNew("A", 2_000)).toBe(false);
  expect(again.isNew("A", 4_000)).toBe(false);
  expect(again.isNew("B", 4_100)).toBe(true);
  expect(again.isNew("A", 4_200)).toBe(true);
  expect(again.isNew("A", 9_000)).toBe(true);
});
