import { describe, expect, it } from "vitest";
import { count, marks } from "./bingo";
import {
  completedOn,
  drawings,
  gameMarks,
  goalOf,
  handDistance,
  handOf,
  jackpotLeft,
  linkOf,
  markedBalls,
  opensAt,
  stands,
  wildBalls,
  withBall,
} from "./goal";
import type { GameView, Goal, Mask, StageView, Way } from "../protocol.gen";

const FACE = [1, 16, 31, 46, 61, 2, 17, 32, 47, 62, 3, 18, 0, 48, 63, 4, 19, 33, 49, 64, 5, 20, 34, 50, 65];
const OTHER = FACE.map((ball) => (ball === 0 ? 0 : ball + 5));
const TOP = 0b11111;
const LEFT = 0b100001000010000100001;
const CENTRE = 1 << 12;

/** Numbers that look like dice and are the same every time. */
function dice(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return Math.floor(state / 65_536) % below;
  };
}

const boards = (...masks: [place: number, ...masks: Mask[]][]): Way => ({
  boards: masks.map(([place, ...of]) => ({ place, masks: of })),
});
const goal = (hand: number, ...ways: Way[]): Goal => ({ hand, race: "complete", ways });

/** The definition, read out word by word: some way, every choice of masks, and count what is missing. */
function naive(ways: readonly Way[], hand: readonly Mask[]): number | null {
  const lacks = (mask: Mask, place: number) => count(mask & ~hand[place]!);
  const costs = ways.flatMap((way) => {
    if ("boards" in way) {
      const cheapest = way.boards.map((board) => Math.min(...board.masks.map((mask) => lacks(mask, board.place))));
      return [cheapest.reduce((sum, cost) => sum + cost, 0)];
    }
    const { need, masks } = way.any_cards;
    const sets = Array.from({ length: 1 << hand.length }, (_, set) => set).filter((set) => count(set) === need);
    return sets.map((set) =>
      hand.reduce(
        (sum, _, place) => ((set >> place) & 1 ? sum + Math.min(...masks.map((mask) => lacks(mask, place))) : sum),
        0,
      ),
    );
  });
  return costs.length === 0 ? null : Math.min(...costs);
}

describe("a goal over several cards", () => {
  it("is a pattern on one card when nothing else is said", () => {
    const stage = { masks: [TOP], goal: null } as unknown as StageView;
    expect(handDistance(goalOf(stage), [1 | CENTRE])).toEqual({
      missing: 4,
      partial: false,
      cards: [{ missing: 4, wanted: TOP & ~1, won: 0 }],
    });
  });

  it.each([
    ["both boards", goal(2, boards([0, TOP], [1, LEFT])), [TOP, LEFT & ~1], 1, [0, 1]],
    ["both boards, done", goal(2, boards([0, TOP], [1, LEFT])), [TOP, LEFT], 0, [0, 0]],
    ["either board", goal(2, boards([0, TOP]), boards([1, LEFT])), [0, LEFT & ~1], 1, [0, 1]],
    ["two of three", goal(3, { any_cards: { need: 2, masks: [TOP] } }), [TOP, 1, TOP & ~1], 1, [0, 0, 1]],
    ["one of two", goal(2, { any_cards: { need: 1, masks: [TOP, LEFT] } }), [0, LEFT], 0, [0, 0]],
  ] as const)("counts what is missing for %s", (_, wanted, hand, missing, onCards) => {
    const found = handDistance(wanted, [...hand]);
    expect(found.missing).toBe(missing);
    expect(found.cards.map((card) => count(card.wanted))).toEqual(onCards);
  });

  it("is out of reach for a hand with too few cards", () => {
    expect(handDistance(goal(2, boards([1, TOP])), [TOP]).missing).toBeNull();
    expect(handDistance(goal(3, { any_cards: { need: 2, masks: [TOP] } }), [TOP]).missing).toBeNull();
  });

  it("counts what this phone can see when other cards of the hand are elsewhere", () => {
    expect(handDistance(goal(2, boards([0, TOP], [1, TOP])), [TOP & ~3, null])).toMatchObject({
      missing: 2,
      partial: true,
    });
    expect(handDistance(goal(2, boards([0, TOP]), boards([1, LEFT])), [TOP & ~3, null])).toMatchObject({
      missing: 2,
      partial: false,
    });
    expect(handDistance(goal(3, { any_cards: { need: 2, masks: [TOP] } }), [TOP, TOP & ~1, null])).toMatchObject({
      missing: 1,
      partial: false,
    });
    expect(handDistance(goal(3, { any_cards: { need: 2, masks: [TOP] } }), [TOP, null, null])).toMatchObject({
      missing: 0,
      partial: true,
    });
  });

  it("agrees with the definition for any marks and any ways", () => {
    const roll = dice(7);
    const mask = () => 1 + roll(0x1fff) + (roll(0xfff) << 13);
    const anyMasks = () => Array.from({ length: 1 + roll(3) }, mask);
    for (let round = 0; round < 400; round += 1) {
      const cards = 1 + roll(4);
      const way = (): Way =>
        roll(2) === 0
          ? { boards: Array.from({ length: 1 + roll(cards) }, (_, place) => ({ place, masks: anyMasks() })) }
          : { any_cards: { need: 1 + roll(cards), masks: anyMasks() } };
      const ways = Array.from({ length: 1 + roll(3) }, way);
      const hand = Array.from({ length: cards }, () => mask() | mask());
      const found = handDistance(goal(cards, ...ways), hand);
      expect(found.missing).toBe(naive(ways, hand));
      // Filling what it points at on one card brings the hand no further away, and filling everything wins.
      const filled = hand.map((marked, place) => marked | found.cards[place]!.wanted);
      expect(handDistance(goal(cards, ...ways), filled).missing).toBe(0);
    }
  });
});

describe("a hand", () => {
  const pack = [4, 9, 12, 20, 31];

  it("is cut from the pack in its order, and what is left over does not play", () => {
    expect(handOf({ serial: 9, pack }, 2, new Set())).toEqual([4, 9]);
    expect(handOf({ serial: 12, pack }, 2, new Set())).toEqual([12, 20]);
    expect(handOf({ serial: 31, pack }, 2, new Set())).toBeNull();
    expect(handOf({ serial: 5, pack: [] }, 2, new Set())).toBeNull();
  });

  it("skips cards that are out of the game, and itself is none then", () => {
    expect(handOf({ serial: 12, pack }, 2, new Set([9]))).toEqual([4, 12]);
    expect(handOf({ serial: 9, pack }, 2, new Set([9]))).toBeNull();
  });

  it("of one card needs no pack", () => {
    expect(handOf({ serial: 5, pack: [] }, 1, new Set())).toEqual([5]);
  });
});

describe("what a ball marks", () => {
  it("is every number with its last digit when the first one is wild", () => {
    expect(wildBalls(42)).toEqual([2, 12, 22, 32, 42, 52, 62, 72]);
    expect(markedBalls([42, 7, 12], "wild")).toEqual([2, 12, 22, 32, 42, 52, 62, 72, 7]);
    expect(markedBalls([42, 7], "first_ball")).toEqual([42, 7]);
    expect(markedBalls([], "wild")).toEqual([]);
    expect(gameMarks(FACE, [12], "wild") & ~CENTRE).toBe((1 << 5) | (1 << 7) | (1 << 9));
  });

  it("agrees with marking number by number for any order", () => {
    const roll = dice(3);
    for (let round = 0; round < 200; round += 1) {
      const calls = Array.from({ length: 75 }, (_, index) => index + 1)
        .sort(() => roll(3) - 1)
        .slice(0, roll(30));
      const slow = FACE.reduce(
        (mask, ball, square) =>
          ball === 0 || calls.includes(ball) || (calls.length > 0 && ball % 10 === calls[0]! % 10)
            ? mask | (1 << square)
            : mask,
        0,
      );
      expect(gameMarks(FACE, calls, "wild")).toBe(slow);
    }
  });
});

describe("the call that completed a goal", () => {
  const top = goal(1, boards([0, TOP]));

  it("is the one that brought the last number", () => {
    expect(completedOn(top, [FACE], [1, 16, 2, 31, 46, 61, 3], "first_ball")).toBe(6);
    expect(completedOn(top, [FACE], [1, 16, 31, 46], "first_ball")).toBeNull();
    expect(
      completedOn(
        goal(2, boards([0, TOP], [1, TOP])),
        [FACE, OTHER],
        [1, 16, 31, 46, 61, 6, 21, 36, 51, 66],
        "first_ball",
      ),
    ).toBe(10);
  });

  it("is never before the balls drawn in advance are out", () => {
    expect(opensAt({ pre_drawn: 8 })).toBe(8);
    expect(completedOn(top, [FACE], [1, 16, 31, 46, 61, 2, 3], { pre_drawn: 8 })).toBeNull();
    expect(completedOn(top, [FACE], [1, 16, 31, 46, 61, 2, 3, 4, 5], { pre_drawn: 8 })).toBe(8);
  });

  it("is where the distance first becomes nothing, whatever the order", () => {
    const roll = dice(11);
    for (let round = 0; round < 60; round += 1) {
      const calls = Array.from({ length: 75 }, (_, index) => index + 1)
        .map((ball) => [roll(1_000), ball] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, ball]) => ball);
      const call = completedOn(top, [FACE], calls, "first_ball")!;
      expect(marks(FACE, calls.slice(0, call)) & TOP).toBe(TOP);
      expect(marks(FACE, calls.slice(0, call - 1)) & TOP).not.toBe(TOP);
    }
  });
});

describe("the last one standing", () => {
  it("stands until one of its numbers is out", () => {
    expect(stands(FACE, [], "first_ball")).toBe(true);
    expect(stands(FACE, [75, 6], "first_ball")).toBe(true);
    expect(stands(FACE, [75, 5], "first_ball")).toBe(false);
    expect(stands(FACE, [75], "wild")).toBe(false);
  });
});

describe("a ball and nothing else", () => {
  const win = { ball: 16, call: 1, cards: [], jackpot: false, asked: 0 };
  const game = {
    status: "checking",
    open: [1],
    calls: [16],
    stages: [
      { win, closed: true },
      { win, closed: false },
    ],
  } as unknown as GameView;

  it("puts wins of open stages to sleep and leaves closed ones", () => {
    const after = withBall(game, 7);
    expect(after).toMatchObject({ status: "running", calls: [16, 7], stages: [{ win }, { win: null }] });
  });
});

describe("a stage in pictures", () => {
  const stage = (of: Goal | null, masks: Mask[] = []) => ({ masks, goal: of, jackpot: null }) as unknown as StageView;

  it("draws every board of its hand, in step", () => {
    expect(drawings(stage(null, [TOP, LEFT]))).toEqual([[TOP], [LEFT]]);
    expect(drawings(stage(goal(2, boards([0, TOP, LEFT], [1, LEFT]))))).toEqual([
      [TOP, LEFT],
      [LEFT, LEFT],
    ]);
    expect(drawings(stage(goal(3, { any_cards: { need: 2, masks: [TOP] } })))).toEqual([[TOP, TOP]]);
    expect(drawings(stage({ hand: 1, race: "last_standing", ways: [] }))).toEqual([[0]]);
  });

  it("draws ways in turns, with the card a way does not need left empty", () => {
    expect(drawings(stage(goal(2, boards([0, TOP, LEFT]), boards([1, LEFT]))))).toEqual([
      [TOP, 0],
      [0, LEFT],
      [LEFT, 0],
    ]);
  });

  it("says how they hang together", () => {
    expect(linkOf(stage(null, [TOP]))).toBeNull();
    expect(linkOf(stage(goal(2, boards([0, TOP], [1, LEFT]))))).toEqual({ kind: "and" });
    expect(linkOf(stage(goal(2, boards([0, TOP]), boards([1, LEFT]))))).toEqual({ kind: "or" });
    expect(linkOf(stage(goal(3, { any_cards: { need: 2, masks: [TOP] } })))).toEqual({ kind: "any", need: 2, hand: 3 });
  });

  it("counts down to the end of a jackpot", () => {
    const jackpot = { within: 52, name: "Pot", value: 25_000, grows: true };
    expect([0, 45, 52, 60].map((calls) => jackpotLeft({ ...stage(null), jackpot }, calls))).toEqual([52, 7, 0, 0]);
    expect(jackpotLeft(stage(null), 3)).toBeNull();
  });
});
