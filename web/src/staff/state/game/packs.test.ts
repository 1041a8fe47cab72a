import { describe, expect, it } from "vitest";
import { ana, item } from "../../fixtures";
import { EMPTY, isFull, PACK_MAX, packsIn, packsOf, serve, toPack, type Basket, type BasketEvent } from "./packs";

const after = (...events: BasketEvent[]): Basket => events.reduce(serve, EMPTY);
const first: BasketEvent = { kind: "same_player", cards: [{ text: "#7", serial: 7 }], confirmed: 0 };
const add = (text: string): BasketEvent => ({ kind: "add", text });

describe("cards of one player", () => {
  it("are nobody's until the player has a second one", () => {
    expect(after(add("#7"))).toEqual(EMPTY);
    expect(toPack(after(first))).toBeNull();
    expect(toPack(after(first, add("ABCD")))).toEqual(["#7", "ABCD"]);
  });

  it("are told once the box has them, and again with every card more", () => {
    const two = after(first, add("A"), { kind: "packed", texts: ["#7", "A"] });
    expect(toPack(two)).toBeNull();
    expect(toPack(serve(two, add("B")))).toEqual(["#7", "A", "B"]);
  });

  it("lose a card the box does not sell", () => {
    expect(toPack(after(first, add("X"), { kind: "refused", text: "X" }))).toBeNull();
  });

  it("count a card once, whether scanned or typed", () => {
    expect(after(first, add("HTTPS://B/7"), { kind: "known", text: "HTTPS://B/7", serial: 7 }).cards).toEqual([
      { text: "#7", serial: 7 },
    ]);
    expect(after(first, add("#7")).cards).toHaveLength(1);
  });

  it("begin anew with the next player, whatever is said of the last one", () => {
    const next = after(first, add("A"), { kind: "next_player" }, { kind: "packed", texts: ["#7", "A"] });
    expect(next).toEqual(EMPTY);
    const other = after(
      { kind: "same_player", cards: [{ text: "#9", serial: 9 }], confirmed: 0 },
      { kind: "packed", texts: ["#7", "A"] },
    );
    expect(other.confirmed).toBe(0);
  });

  it("are full with as many as the box takes", () => {
    const cards = Array.from({ length: PACK_MAX }, (_, i) => ({ text: `#${i}`, serial: i }));
    expect(isFull({ cards, confirmed: 0 })).toBe(true);
    expect(isFull({ cards: cards.slice(1), confirmed: 0 })).toBe(false);
  });
});

it("reads the packs of the night from the feed", () => {
  const packed = (s: number, ...serials: number[]) => item(s, ana, { type: "cards_packed", data: { serials } });
  const feed = [packed(1, 1, 2), packed(2, 5, 6), packed(3, 1, 2, 3)];
  expect(packsIn(feed)).toEqual([
    [5, 6],
    [1, 2, 3],
  ]);
  expect(packsOf(feed, 3)).toBe(1);
  expect(packsOf(feed, 2)).toBe(2);
});
