import { describe, expect, it } from "vitest";
import type { GameView, WinView } from "../../../shared/protocol.gen";
import { closable, goneWithLast, holdOf, jackpotLeft, marking, masksAt, nextDue, unclaimed, undoBar } from "./calling";
import { CALLS, game, item, LINES, RULES, stage, T0, UK_RULES, ana, winCard } from "../../fixtures";

const won = (...states: Parameters<typeof winCard>[1][]): WinView => ({
  ball: 70,
  call: 10,
  cards: states.map((state, i) => winCard(i + 1, state)),
  jackpot: false,
  asked: 0,
});

function playing(win: WinView | null, more: Partial<GameView> = {}): GameView {
  const stages = [stage("any-line", "Any line", LINES, { win }), stage("blackout", "Blackout", [0x1ffffff])];
  return game(win ? "checking" : "running", CALLS.slice(0, 10), { stages, ...more });
}

describe("what holds up the next ball", () => {
  it("is nothing without a win, or with one that does not stand", () => {
    expect(holdOf(playing(null))).toEqual({ kind: "free" });
    expect(holdOf(playing(won("not_a_win")))).toEqual({ kind: "free" });
  });

  it("is a win for as long as it takes where the rules wait", () => {
    expect(holdOf(playing(won("detected")))).toEqual({ kind: "checking" });
  });

  it("is a claim whatever the rules", () => {
    expect(holdOf(playing(won("detected", "claimed"), { rules: UK_RULES }))).toEqual({ kind: "checking" });
  });

  it("is nobody who sleeps where the rules do not wait", () => {
    expect(holdOf(playing(won("detected", "detected"), { rules: UK_RULES }))).toMatchObject({
      kind: "asleep",
      serials: [1, 2],
      of: 0,
      mayCall: true,
    });
  });

  it("is a sleeper until the room was asked three times", () => {
    const rules = { ...RULES, window: "three_asks" as const };
    expect(holdOf(playing({ ...won("detected"), asked: 2 }, { rules }))).toMatchObject({
      asked: 2,
      of: 3,
      mayCall: false,
    });
    expect(holdOf(playing({ ...won("detected"), asked: 3 }, { rules }))).toMatchObject({ mayCall: true });
  });
});

describe("closing stages", () => {
  it("takes a settled win, not one that waits", () => {
    expect(closable(playing(won("good", "not_a_win")))).toEqual([0]);
    expect(closable(playing(won("good", "detected")))).toEqual([]);
    expect(unclaimed(playing(won("detected")))).toEqual([0]);
    expect(unclaimed(playing(won("claimed")))).toEqual([]);
  });

  it("takes each of several that are open at once", () => {
    const stages = [
      stage("a", "A", LINES, { win: won("paid") }),
      stage("b", "B", LINES, { win: won("claimed") }),
      stage("c", "C", LINES, { win: won("good") }),
    ];
    expect(closable(playing(null, { stages, open: [0, 1, 2] }))).toEqual([0, 2]);
  });

  it("takes what nobody won once all balls are out", () => {
    const calls = Array.from({ length: 75 }, (_, i) => i + 1);
    expect(closable(playing(null, { calls }))).toEqual([0]);
  });
});

it.each([
  [{ within: 15 }, 10, 5],
  [{ within: 10 }, 10, 0],
  [null, 10, null],
] as const)("counts the calls left for a jackpot (%j after %i)", (jackpot, calls, left) => {
  const of = jackpot && { ...jackpot, name: "The snowball", value: 25_000, grows: true };
  expect(jackpotLeft(stage("blackout", "Blackout", [], { jackpot: of }), calls)).toBe(left);
});

it("knows why the last call stays", () => {
  expect(undoBar(playing(won("claimed")))).toBeNull();
  expect(undoBar(playing(won("paid")))).toBe("paid");
  expect(undoBar(playing(won("claimed"), { rules: UK_RULES }))).toBe("claimed");
  expect(undoBar(playing(won("detected"), { rules: UK_RULES }))).toBeNull();
  expect(undoBar(playing(null, { rules: { ...RULES, undo: "never" } }))).toBe("never");
  expect(goneWithLast(playing(won("detected", "claimed")))).toEqual([1, 2]);
});

it("marks every number of a wild digit", () => {
  const wild = game("running", [17, 3], { format: { run: "into", start: "wild", plan: null, item: null } });
  expect([...marking(wild)].sort((a, b) => a - b)).toEqual([3, 7, 17, 27, 37, 47, 57, 67]);
  expect(marking(game("running", [17, 3]))).toEqual([17, 3]);
});

it("looks at the masks of a card's place in its hand", () => {
  const goal = {
    hand: 2,
    race: "complete" as const,
    ways: [
      {
        boards: [
          { place: 0, masks: [1] },
          { place: 1, masks: [2] },
        ],
      },
      { boards: [{ place: 1, masks: [4] }] },
    ],
  };
  expect(masksAt([], goal, 1)).toEqual([2, 4]);
  expect(masksAt([], { ...goal, ways: [{ any_cards: { need: 1, masks: [8] } }] }, 1)).toEqual([8]);
  expect(masksAt([16], null, 0)).toEqual([16]);
});

it("knows when the box calls next", () => {
  const feed = [
    item(4, ana, { type: "ball_called", data: { game: "g", ball: 7, call: 1 } }),
    item(5, ana, { type: "card_activated", data: { serial: 1, face: [] } }),
  ];
  expect(nextDue(feed, 8)).toBe(T0 + 4 * 20_000 + 8_000);
  expect(nextDue([], 8)).toBeNull();
});
