import { describe, expect, it } from "vitest";
import { CATALOGUE, RULES, UK_RULES } from "../../fixtures";
import { asked, minutesOf } from "./forecast";
import {
  andThen,
  blank,
  choose,
  clashOf,
  faultOf,
  moved,
  NOTHING,
  paying,
  shifted,
  tidied,
  wholeItem,
  without,
} from "./planned";
import { canOpen, changed, insteadOf, isOvertaken, nextGame, openedAs } from "./programme";
import { isChanged, meaning, switched, SWITCHES, THRESHOLDS } from "./switches";
import type { GameSummary, Item, Outcome, Planned } from "../../../shared/protocol.gen";

const play = (slug: string) => CATALOGUE.games.find((one) => one.slug === slug)!;
const line = choose(blank(RULES), play("any-line"), CATALOGUE);
const lineThenFull = andThen(line, play("blackout"), CATALOGUE);

describe("putting a game together", () => {
  it("names it after what is played until somebody else does", () => {
    expect(lineThenFull).toMatchObject({ name: "Any line → Blackout", play: { patterns: ["any-line", "blackout"] } });
    expect(andThen({ ...line, name: "Early bird" }, play("blackout"), CATALOGUE).name).toBe("Early bird");
  });

  it("has a place for what every stage pays", () => {
    expect(lineThenFull.stages).toEqual([NOTHING, NOTHING]);
    expect(choose(line, play("line-into-blackout"), CATALOGUE)).toMatchObject({
      play: { plan: "line-into-blackout" },
      stages: [NOTHING, NOTHING],
    });
  });

  it("moves and drops a pattern with what it pays", () => {
    const mug = { ...NOTHING, prize: "mug" };
    const paid = paying(lineThenFull, 1, mug);
    expect(shifted(paid, 1, -1, CATALOGUE)).toMatchObject({
      play: { patterns: ["blackout", "any-line"] },
      stages: [mug, NOTHING],
    });
    expect(without(paid, 0, CATALOGUE)).toMatchObject({
      play: { patterns: ["blackout"] },
      stages: [mug],
      name: "Blackout",
    });
  });

  it("leaves a list as it is where nothing can move", () => {
    expect(moved([1, 2], 0, -1)).toEqual([1, 2]);
    expect(moved([1, 2], 1, 1)).toEqual([1, 2]);
    expect(moved([1, 2], -1, 1)).toEqual([1, 2]);
  });
});

it("fills in what the box leaves out of a programme", () => {
  const sparse = { id: "i", kind: "game", ...line, stages: [{}, { prize: "mug" }] } as unknown as Item;
  expect(wholeItem(sparse)).toMatchObject({ stages: [NOTHING, { ...NOTHING, prize: "mug" }] });
});

describe("what is wrong with a game", () => {
  it.each<[string, Planned, string | null]>([
    ["nothing chosen", blank(RULES), "play"],
    ["no name", { ...line, name: " " }, "name"],
    ["all balls drawn before", { ...line, start: { pre_drawn: 75 } }, "start"],
    [
      "a box that claims and the first to call",
      { ...line, rules: { ...RULES, claim: "auto", ties: "first_to_signal" } },
      "rules_first",
    ],
    [
      "a jackpot with the last ball",
      paying(line, 0, { ...NOTHING, jackpot: { within: 75, prize: { pot: "p" } } }),
      "within",
    ],
    [
      "a hot ball nobody named",
      paying(line, 0, { ...NOTHING, extras: [{ kind: "hot_ball", ball: 0, prize: "mug" }] }),
      "ball",
    ],
    [
      "hardway where nothing is left",
      { ...choose(line, play("nine-pack"), CATALOGUE), rules: { ...RULES, free: "hardway" } },
      "hardway",
    ],
    ["nothing", line, null],
  ])("%s", (_, planned, fault) => expect(faultOf(planned, CATALOGUE)).toBe(fault));

  it("sees what nobody waits for", () => {
    expect(clashOf({ ...UK_RULES, claim: "auto" })).toBe("rules_window");
    expect(clashOf(UK_RULES)).toBeNull();
  });
});

it("sends what was filled in and nothing else", () => {
  expect(tidied({ ...line, name: " A ", price: null, pace_s: null, read_out: " " })).toEqual({ ...line, name: "A" });
  expect(tidied({ ...line, source: "cage", pace_s: 8 })).not.toHaveProperty("pace_s");
});

describe("the forecast", () => {
  it("is asked about what changes the draw only", () => {
    const key = asked(line, 50, CATALOGUE)!.key;
    expect(asked({ ...line, name: "" }, 50, CATALOGUE)!.key).toBe(key);
    expect(asked({ ...line, start: "wild" }, 50, CATALOGUE)!.key).not.toBe(key);
    expect(asked(line, 0, CATALOGUE)).toBeNull();
    expect(asked(blank(RULES), 50, CATALOGUE)).toBeNull();
  });

  it("is told in minutes at the game's own pace", () => {
    expect(minutesOf({ p10: 12, p90: 30 }, null)).toEqual({ from: 2, to: 5, every_s: 10 });
    expect(minutesOf({ p10: 4, p90: 40 }, 3)).toEqual({ from: 1, to: 2, every_s: 3 });
  });
});

describe("the programme", () => {
  const words = (id: string, text = id): Item => ({ id, kind: "message", text });
  const gameItem = (id: string): Item => ({ id, kind: "game", ...line });

  it("is changed item by item", () => {
    const items = [words("a"), words("b")];
    expect(changed(items, { kind: "put", item: words("a", "new") })).toEqual([words("a", "new"), words("b")]);
    expect(changed(items, { kind: "put", item: words("c") }).map((item) => item.id)).toEqual(["a", "b", "c"]);
    expect(changed(items, { kind: "move", id: "b", by: -1 }).map((item) => item.id)).toEqual(["b", "a"]);
    expect(changed(items, { kind: "duplicate", id: "a", as: "x" })).toEqual([
      words("a"),
      { ...words("a"), id: "x" },
      words("b"),
    ]);
    expect(changed(items, { kind: "remove", id: "a" })).toEqual([words("b")]);
    expect(changed(items, { kind: "move", id: "gone", by: 1 })).toEqual(items);
  });

  it("keeps opened games when ours is saved instead of theirs", () => {
    const theirs = { seq: 9, items: [gameItem("g"), words("a")], opened: [["g", "game-1"]] as [string, string][] };
    expect(insteadOf(theirs, [words("m")])).toEqual({ after: 9, items: [gameItem("g"), words("m")] });
    expect(isOvertaken({ after: 3, items: [] }, theirs)).toBe(true);
    expect(isOvertaken({ after: 9, items: [] }, theirs)).toBe(false);
    expect(isOvertaken(null, theirs)).toBe(false);
  });

  it("knows which game comes next", () => {
    const programme = {
      seq: 1,
      items: [gameItem("g"), words("a"), gameItem("h")],
      opened: [
        ["g", "one"],
        ["g", "again"],
      ] as [string, string][],
    };
    const again = (outcome: Outcome | null): GameSummary => ({
      id: "again",
      name: "",
      source: "rng",
      status: "over",
      outcome,
      stages: [],
    });
    expect(nextGame(programme, [again("played")])?.id).toBe("h");
    expect(nextGame(programme, [again("cancelled")])?.id).toBe("h");
    // It counts for nothing, and the cards that were sold into it are owed a game.
    expect(nextGame(programme, [again("voided")])?.id).toBe("g");
    expect(
      [null, "played", "ended", "cancelled", "voided"].map((outcome) => canOpen(again(outcome as Outcome | null))),
    ).toEqual([false, false, false, true, true]);
    expect(canOpen(undefined)).toBe(true);
    expect(openedAs(programme, "g")).toBe("again");
    expect(openedAs(programme, "h")).toBeNull();
  });
});

describe("the rules as switches", () => {
  it("say what every position means, each in its own words", () => {
    for (const { key, options } of SWITCHES) {
      const said = options.map((value) => meaning(switched(RULES, key, value), key));
      expect(new Set(said).size, key).toBe(options.length);
      for (const text of said) expect(text).toMatch(/^[A-Z].*\.$/);
    }
    for (const [key, topic] of THRESHOLDS) {
      expect(new Set([null, 0, 5_000].map((from) => meaning({ ...RULES, [key]: from }, topic))).size).toBe(3);
    }
  });

  it("turn every switch to every position", () => {
    for (const { key, options } of SWITCHES) {
      for (const value of options) expect(String(switched(RULES, key, value)[key])).toBe(value);
    }
    expect(switched(RULES, "last_number", "true").last_number).toBe(true);
  });

  it("know when a profile was changed by hand", () => {
    expect(isChanged(RULES, [RULES, UK_RULES])).toBe(false);
    expect(isChanged({ ...RULES, undo: "never" }, [RULES, UK_RULES])).toBe(true);
  });
});
