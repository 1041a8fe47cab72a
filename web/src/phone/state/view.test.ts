import { describe, expect, it } from "vitest";
import { playsIn } from "../../shared/game/goal";
import type { CardView, GameView } from "../../shared/protocol.gen";
import { dabKey, nothing, type PhoneState } from "./state";
import {
  byToGo,
  isOut,
  isStranger,
  keepOrder,
  looksLikeWin,
  missed,
  nextShown,
  sleepers,
  squaresOf,
  standings,
} from "./view";

const FACE = [1, 16, 31, 46, 61, 2, 17, 32, 47, 62, 3, 18, 0, 48, 63, 4, 19, 33, 49, 64, 5, 20, 34, 50, 65];
const OTHER = [6, 16, 31, 46, 61, 7, 17, 32, 47, 62, 8, 18, 0, 48, 63, 9, 19, 33, 49, 64, 10, 20, 34, 50, 65];
const TOP = 0b11111;
const card = (serial: number, face: number[], over: Partial<CardView> = {}): CardView => ({
  serial,
  code: "",
  key: `K${serial}`,
  face,
  state: "active",
  sold_at: 3,
  pack: [],
  ...over,
});
const game = {
  id: "g1",
  stage: 0,
  locked_at: 5,
  calls: [1, 16, 31],
  status: "running",
  stages: [{ pattern: "top", name: "Top", masks: [TOP], goal: null, prize: null, win: null, closed: false }],
  open: [0],
  format: { run: "into", start: "first_ball" },
  rules: { window: "next_ball" },
  outcome: null,
} as unknown as GameView;
const night = (cards: CardView[], over: Partial<PhoneState> = {}): PhoneState => ({
  ...nothing,
  ...over,
  tonight: {
    venue: "",
    night: "n",
    s: 1,
    h: "",
    game,
    next: [],
    shown: null,
    rehearsal: false,
    night_over: false,
    cards,
    clock_ms: 0,
    zone: null,
    heard_ms: 0,
  },
});

describe("a wallet", () => {
  it("is a stranger's when the box knows none of its cards", () => {
    const strange = night([], { unknown: ["K1", "K2"] });
    expect(isStranger(["K1", "K2"], strange)).toBe(true);
    expect(isStranger(["K1", "K3"], strange)).toBe(false);
    expect(isStranger([], strange)).toBe(false);
    expect(isStranger(["K1"], { ...strange, tonight: null })).toBe(false);
  });
});

describe("a card", () => {
  it("plays when it was sold before sales closed", () => {
    expect(playsIn(card(1, FACE), game)).toBe(true);
    expect(playsIn(card(1, FACE, { sold_at: 5 }), game)).toBe(false);
    expect(playsIn(card(1, FACE, { sold_at: 9 }), { ...game, locked_at: null })).toBe(true);
    expect(playsIn(card(1, FACE, { state: "void" }), game)).toBe(false);
    expect(playsIn(card(1, FACE, { state: "unsold", sold_at: null }), game)).toBe(false);
  });

  it("is not marked while it does not play", () => {
    const [one] = standings(night([card(1, FACE, { sold_at: 9 })]), [1, 16, 31]);
    expect(one).toMatchObject({ plays: false, marks: 1 << 12 });
  });
});

describe("the order of cards", () => {
  it("puts the nearest first and those that do not play last", () => {
    const all = standings(night([card(1, OTHER), card(2, FACE), card(3, FACE, { state: "void" })]), [1, 16]);
    expect(byToGo(all)).toEqual([2, 1, 3]);
  });

  it("is held while touched: nobody jumps, newcomers wait at the end", () => {
    expect(keepOrder([2, 1, 3], [3, 1, 2, 4])).toEqual([2, 1, 3, 4]);
    expect(keepOrder([2, 1], [1])).toEqual([1]);
  });
});

describe("the squares", () => {
  const dabs = { [dabKey("g1", 1)]: 1 | (1 << 24) };
  const [one] = standings(night([card(1, FACE)], { dabs }), [1, 16, 31]);

  it("mark themselves, and ignore taps while the box is there", () => {
    expect(squaresOf(one!, "auto", false)).toEqual({ marks: one!.marks, dabs: 0, missing: 0, winning: 0 });
  });

  it("point at the last one missing", () => {
    const [near] = standings(night([card(1, FACE)]), [1, 16, 31, 46]);
    expect(squaresOf(near!, "auto", false).missing).toBe(1 << 4);
  });

  it("keep taps apart from the box's marks when the caller is followed by ear", () => {
    expect(squaresOf(one!, "auto", true)).toMatchObject({ marks: one!.marks, dabs: 1 << 24, missing: 0 });
  });

  it("want every called number tapped when the guest marks", () => {
    expect(squaresOf(one!, "tap", false)).toEqual({
      marks: 1 | (1 << 12),
      dabs: 1 << 24,
      missing: (1 << 1) | (1 << 2),
      winning: 0,
    });
  });
});

describe("a guess", () => {
  const dabs = { [dabKey("g1", 1)]: TOP };

  it("is a pattern made with taps that the box has not seen", () => {
    expect(looksLikeWin(standings(night([card(1, FACE)], { dabs }), [1]), [], game)).toEqual({ serial: 1, stage: 0 });
    expect(looksLikeWin(standings(night([card(1, FACE)]), [1]), [], game)).toBeNull();
  });

  it("is none when the box sees the win itself", () => {
    expect(looksLikeWin(standings(night([card(1, FACE)], { dabs }), [1, 16, 31, 46, 61]), [], game)).toBeNull();
  });
});

describe("calls that were missed", () => {
  it("appear one by one", () => {
    expect(nextShown([1], [1, 2, 3])).toEqual([1, 2]);
    expect(nextShown([1, 2, 3], [1, 2, 3])).toEqual([1, 2, 3]);
  });

  it("are replaced at once when it is no continuation", () => {
    expect(nextShown([1, 2, 3], [1, 2])).toEqual([1, 2]);
    expect(nextShown([1, 2], [9, 8, 7])).toEqual([9, 8, 7]);
  });
});

describe("several stages and cards", () => {
  const stage = (over: object) => ({ ...game.stages[0]!, ...over });
  const LEFT = 0b100001000010000100001;
  const pair = (...places: number[]) => ({
    masks: [],
    goal: { hand: 2, race: "complete", ways: [{ boards: places.map((place) => ({ place, masks: [TOP] })) }] },
  });
  const playing = (over: Partial<GameView>, cards: CardView[], more: Partial<PhoneState> = {}) => {
    const now = night(cards, more);
    return { ...now, tonight: { ...now.tonight!, game: { ...game, ...over } } };
  };

  it("count for every stage that is open, the nearest first", () => {
    const both = playing({ stages: [stage({}), stage({ masks: [LEFT] })] as GameView["stages"], open: [0, 1] }, [
      card(1, FACE),
    ]);
    const [one] = standings(both, [1, 2, 3, 4]);
    expect(one!.aims.map((aim) => aim.missing)).toEqual([4, 1]);
    expect(one!.official).toEqual({ missing: 1, wanted: 1 << 20, won: 0 });
  });

  it("sum a hand up over its cards, and point at each card's own squares", () => {
    const cards = [card(1, FACE, { pack: [1, 2] }), card(2, OTHER, { pack: [1, 2] })];
    const [first, second] = standings(
      playing({ stages: [stage(pair(0, 1))] as GameView["stages"] }, cards),
      [1, 16, 31, 46, 61],
    );
    expect([first!.official.missing, second!.official.missing]).toEqual([1, 1]);
    expect([first!.official.wanted, second!.official.wanted]).toEqual([0, 1]);
    expect(first!.aims[0]).toMatchObject({ hand: [1, 2], elsewhere: [], won: 0 });
  });

  it("tell what is on another phone apart from what is missing", () => {
    const [one] = standings(
      playing({ stages: [stage(pair(0, 1))] as GameView["stages"] }, [card(1, FACE, { pack: [1, 2] })]),
      [1, 16, 31, 46],
    );
    expect(one!.aims[0]).toMatchObject({ hand: [1, 2], elsewhere: [2], missing: 1, won: 0 });
  });

  it("leave out a card without a partner", () => {
    const [one] = standings(
      playing({ stages: [stage(pair(0, 1))] as GameView["stages"] }, [card(3, FACE, { pack: [1, 2, 3] })]),
      [1],
    );
    expect(one!.aims).toEqual([]);
    expect(one!.official.missing).toBe(25);
  });

  it("let the last one standing stand until a number of every card of the hand is out", () => {
    const last = {
      stages: [stage({ masks: [], goal: { hand: 1, race: "last_standing", ways: [] } })] as GameView["stages"],
    };
    const [first, second] = standings(playing(last, [card(1, FACE), card(2, OTHER)]), [1]);
    expect([isOut(first!), isOut(second!)]).toEqual([true, false]);
    expect(byToGo([first!, second!])).toEqual([2, 1]);
    expect(second!.aims[0]!.stands).toBe(true);
  });

  it("mark what a wild first ball brings", () => {
    const [one] = standings(playing({ format: { ...game.format, start: "wild" } }, [card(1, FACE)]), [31]);
    expect(one!.official.missing).toBe(2);
  });

  it("win nothing before the balls drawn in advance are out", () => {
    const before = playing({ format: { ...game.format, start: { pre_drawn: 6 } } }, [card(1, FACE)]);
    expect(standings(before, [1, 16, 31, 46, 61])[0]!.official.won).toBe(0);
    expect(standings(before, [1, 16, 31, 46, 61, 75])[0]!.official.won).toBe(TOP);
  });

  describe("a win that slept", () => {
    const calls = [1, 16, 31, 46, 61, 70];
    const asleep = (over: Partial<GameView> = {}, more: Partial<PhoneState> = {}) => {
      const state = playing({ calls, ...over }, [card(1, FACE)], more);
      return sleepers(standings(state, calls), state);
    };

    it("is found on the card, with the call it completed on", () => {
      expect(asleep()).toEqual([{ serial: 1, stage: 0, call: 5 }]);
    });

    it("is none on the newest call, in a house that waits, or when staff said no", () => {
      expect(asleep({ calls: calls.slice(0, 5) })).toEqual([]);
      expect(asleep({ rules: { ...game.rules, window: "hold" } })).toEqual([]);
      expect(asleep({}, { denied: ["g1/0/1"] })).toEqual([]);
    });
  });

  it("offer to mark what was called and not tapped", () => {
    const dabs = { [dabKey("g1", 1)]: 1 };
    expect(missed(standings(night([card(1, FACE), card(2, OTHER, { state: "void" })], { dabs }), [1, 16, 70]))).toEqual(
      [[1, 2]],
    );
  });
});
