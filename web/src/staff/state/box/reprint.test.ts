import { describe, expect, it } from "vitest";
import { countOf, joined, rangesIn } from "./reprint";

describe("cards to print again", () => {
  it.each([
    ["7", [[7, 7]]],
    ["#7", [[7, 7]]],
    ["12-20", [[12, 20]]],
    ["20 – 12", [[12, 20]]],
    [
      "3, 5;  9-11,",
      [
        [3, 3],
        [5, 5],
        [9, 11],
      ],
    ],
  ])("%j is understood", (text, ranges) => {
    expect(rangesIn(text)).toEqual(ranges.map(([first, last]) => ({ first, last })));
  });

  it.each(["", " , ", "ABCD-EFGH", "1234-567X", "7,x", "1-2-3", "12345678"])("%j is no number of a card", (text) => {
    expect(rangesIn(text)).toBeNull();
  });

  it("come once each, in order", () => {
    const ranges = joined(
      [{ first: 9, last: 9 }],
      [
        { first: 1, last: 3 },
        { first: 4, last: 5 },
        { first: 2, last: 2 },
      ],
    );
    expect(ranges).toEqual([
      { first: 1, last: 5 },
      { first: 9, last: 9 },
    ]);
    expect(countOf(ranges)).toBe(6);
  });
});
