import { describe, expect, it } from "vitest";
import type { Daub, GameView, LostLink } from "../../shared/protocol.gen";
import { houseMarks, isFrozen, markMode, mayCatchUp } from "./house";

type Ruled = Pick<GameView, "rules" | "locked_at" | "outcome" | "calls">;

function game(daub: Daub, lost_link: LostLink = "plays_on", more: Partial<Ruled> = {}): Ruled {
  const rules = {
    profile: "friendly-pub",
    daub,
    claim: "press",
    window: "hold",
    last_number: false,
    ties: "split",
    lost_link,
    free: "counts",
    undo: "before_payout",
    show_card_from: null,
    second_person_from: null,
  } as const;
  return { rules, locked_at: 7, outcome: null, calls: [1], ...more };
}

describe("marking", () => {
  it("is the guest's own choice where the phone may mark by itself", () => {
    expect([markMode(game("auto"), "auto"), markMode(game("auto"), "tap"), markMode(null, "auto")]).toEqual([
      "auto",
      "tap",
      "auto",
    ]);
    expect([houseMarks(game("auto")), houseMarks(null)]).toEqual([false, false]);
  });

  it("is by hand where the house says so, whatever the guest likes", () => {
    for (const daub of ["tap", "catch_up"] as const) {
      expect([markMode(game(daub), "auto"), houseMarks(game(daub))]).toEqual(["tap", true]);
    }
  });

  it("may be caught up with unless every number must be tapped", () => {
    expect([mayCatchUp(game("catch_up")), mayCatchUp(game("auto")), mayCatchUp(game("tap"))]).toEqual([
      true,
      true,
      false,
    ]);
    expect(mayCatchUp(game("catch_up", "plays_on", { calls: [] }))).toBe(false);
  });
});

describe("a lost link", () => {
  it("stops the cards where the house says so, during the game and while it lasts", () => {
    expect(isFrozen(game("auto", "freeze"), false)).toBe(true);
    expect(isFrozen(game("auto", "freeze"), true)).toBe(false);
    expect(isFrozen(game("auto", "freeze", { locked_at: null }), false)).toBe(false);
    expect(isFrozen(game("auto", "freeze", { outcome: "played" }), false)).toBe(false);
  });

  it("lets them play on otherwise", () => {
    expect(isFrozen(game("auto", "plays_on"), false)).toBe(false);
    expect(isFrozen(null, false)).toBe(false);
  });
});
