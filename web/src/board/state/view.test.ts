import { describe, expect, it } from "vitest";
import type { WinCardState, WinView } from "../../shared/protocol.gen";
import { gameAt, nightAt, stageOf, winner } from "../fixtures";
import {
  addressInWords,
  type Around,
  callsBefore,
  noticeOf,
  openStages,
  resultOf,
  screenOf,
  shortHash,
  shownCards,
  stagesAhead,
  stagesBehind,
} from "./view";
import { hear, nothing } from "./state";

const board = (night = nightAt(1, null)) => hear(nothing, { t: "snapshot", ...night });
const win = (...states: WinCardState[]): WinView => ({
  ball: 42,
  call: 2,
  cards: states.map((state, i) => winner(10 + i, state, { reason: state === "not_a_win" ? "Wrong card" : null })),
  jackpot: false,
  asked: 0,
});
const QUIET: Around = { taken_back: null, outage: "none", said: null, message: null };
const notice = (status: "checking" | "settled" | "running", ...states: WinCardState[]) =>
  noticeOf(gameAt(status, [1, 42], win(...states)), QUIET);
/** Stages that are open side by side. */
const parallel = (status: "running" | "checking" | "settled", ...wins: (WinView | null)[]) => ({
  ...gameAt(status, [1, 42]),
  stages: wins.map((one, i) => stageOf(`s${i}`, `Stage ${i}`, [31], null, { win: one })),
  open: wins.map((_, i) => i),
  format: { run: "on_the_way" as const, start: "first_ball" as const, plan: null, item: null },
});

describe("pages", () => {
  it("follow the night", () => {
    expect(screenOf(nothing)).toBe("loading");
    expect(screenOf(board())).toBe("welcome");
    expect(screenOf(board(nightAt(1, gameAt("selling", []))))).toBe("selling");
    for (const status of ["locked", "running", "paused", "checking", "settled", "disputed"] as const) {
      expect(screenOf(board(nightAt(1, gameAt(status, []))))).toBe("play");
    }
    expect(screenOf(board(nightAt(1, gameAt("over", []))))).toBe("over");
    expect(screenOf(board({ ...nightAt(1, null), night_over: true }))).toBe("thanks");
  });

  it("give way to a break between games, never during one", () => {
    const shown = { text: "Sandwiches", until_ms: 9_000 };
    expect(screenOf(board({ ...nightAt(1, null), shown }))).toBe("shown");
    expect(screenOf(board({ ...nightAt(1, gameAt("selling", [])), shown }))).toBe("shown");
    expect(screenOf(board({ ...nightAt(1, gameAt("running", [1])), shown }))).toBe("play");
  });

  it("show the last ball before the room is sent home", () => {
    const running = board(nightAt(1, gameAt("running", [1])));
    const over = hear(running, { t: "game", ...nightAt(2, gameAt("over", [1, 42])), night_over: true });
    expect(screenOf(over)).toBe("play");
  });
});

describe("notices", () => {
  it("ask the hall to look before anybody has claimed, and to wait after", () => {
    expect(notice("checking", "detected")).toMatchObject({ kind: "look" });
    expect(notice("checking", "claimed", "detected")).toEqual({ kind: "checking", cards: 1 });
    expect(notice("checking", "needs_second")).toEqual({ kind: "checking", cards: 1 });
  });

  it("name winners only once the win stands", () => {
    expect(notice("settled", "good", "paid", "not_a_win")).toMatchObject({
      kind: "won",
      wins: [{ result: { winners: [[10], [11]], tied: 2, tie: "split" } }],
    });
    expect(notice("running", "not_a_win")).toEqual({ kind: "not_a_win", reason: "Wrong card" });
  });

  it("look at every stage that is open", () => {
    expect(noticeOf(parallel("checking", null, win("detected"), win("detected")), QUIET)).toMatchObject({
      stages: [{ name: "Stage 1" }, { name: "Stage 2" }],
    });
    expect(noticeOf(parallel("checking", win("not_a_win"), win("claimed")), QUIET)).toEqual({
      kind: "checking",
      cards: 1,
    });
    expect(noticeOf(parallel("settled", win("good"), win("paid")), QUIET)).toMatchObject({
      wins: [{ stage: { name: "Stage 0" } }, { stage: { name: "Stage 1" } }],
    });
  });

  it("put a lost box first, then what is announced, disputed, won, paused, taken back, and a message last", () => {
    const paused = gameAt("paused", [1]);
    const said = { title: "The ball is N 42", text: null };
    const around = { ...QUIET, taken_back: 42, message: "Bar closes" };
    expect(noticeOf(paused, { ...around, outage: "follow_caller", said })).toEqual({ kind: "follow_caller" });
    expect(noticeOf(gameAt("disputed", [1]), { ...around, said })).toEqual({ kind: "announced", said });
    expect(noticeOf(gameAt("disputed", [1]), around)).toMatchObject({
      kind: "disputed",
      reason: "Two guests say they called first",
    });
    expect(noticeOf(paused, { ...around, outage: "long" })).toMatchObject({ kind: "paused", reason: "Short break" });
    expect(noticeOf(gameAt("running", [1]), around)).toEqual({ kind: "taken_back", ball: 42 });
    expect(noticeOf(gameAt("running", [1]), { ...QUIET, message: "Bar closes" })).toEqual({
      kind: "message",
      text: "Bar closes",
    });
    expect(noticeOf(gameAt("running", [1]), { ...QUIET, outage: "short" })).toBeNull();
  });
});

describe("stages", () => {
  it("lie behind, open or ahead", () => {
    const base = gameAt("running", [1]);
    const second = { ...base, open: [1], stage: 1, stages: [{ ...base.stages[0]!, closed: true }, base.stages[1]!] };
    expect(openStages(second).map(({ place }) => place)).toEqual([1]);
    expect([stagesBehind(second), stagesAhead(second)].map((some) => some.map((stage) => stage.name))).toEqual([
      ["Any line"],
      [],
    ]);
    expect(stagesAhead(base).map((stage) => stage.name)).toEqual(["Full house"]);
    expect(stagesAhead(parallel("running", null, null))).toEqual([]);
  });
});

describe("a card held up to the room", () => {
  const face = Array.from({ length: 25 }, (_, square) =>
    square === 12 ? 0 : (square % 5) * 15 + Math.floor(square / 5) + 1,
  );

  it("shows its marks and the squares that win, until staff say it is none", () => {
    const calls = [1, 16, 31, 46, 61, 2];
    const show = (state: WinCardState) => {
      const won = { ...win(), cards: [winner(10, state, { shown: [face] }), winner(11, "claimed")] };
      return shownCards(gameAt("checking", calls, won));
    };
    expect(show("claimed")).toEqual([{ serial: 10, face, marks: 31 | (1 << 5) | (1 << 12), winning: 31 }]);
    expect(show("not_a_win")).toEqual([]);
  });

  it("is every card of its hand", () => {
    const base = gameAt("checking", [1, 16, 31, 46, 61]);
    const goal = {
      hand: 2,
      race: "complete" as const,
      ways: [
        {
          boards: [
            { place: 0, masks: [31] },
            { place: 1, masks: [31] },
          ],
        },
      ],
    };
    const won = { ...win(), cards: [winner(10, "claimed", { hand: [10, 14], shown: [face, face] })] };
    const cards = shownCards({ ...base, stages: [stageOf("and", "Both", [], null, { goal, win: won })] });
    expect(cards.map(({ serial, winning }) => [serial, winning])).toEqual([
      [10, 31],
      [14, 31],
    ]);
  });
});

describe("results", () => {
  it("say when the rule chose between tied cards", () => {
    const [stage] = gameAt("settled", [1, 42], win("good", "lost_tie", "lapsed")).stages;
    expect(resultOf(stage!, "random")).toEqual({ winners: [[10]], tied: 2, tie: "random" });
    const [alone] = gameAt("settled", [1, 42], win("paid")).stages;
    expect(resultOf(alone!, "random")).toEqual({ winners: [[10]], tied: 1, tie: null });
    const [open] = gameAt("checking", [1, 42], win("claimed")).stages;
    expect(resultOf(open!, "random")).toBeNull();
  });
});

describe("words", () => {
  it("list the five calls before the newest", () => {
    expect(callsBefore([1, 2, 3, 4, 5, 6, 7])).toEqual([6, 5, 4, 3, 2]);
    expect(callsBefore([1])).toEqual([]);
  });

  it("spell addresses and hashes for people", () => {
    expect(addressInWords("https://bingo.example:8443/")).toBe("bingo.example:8443");
    expect(addressInWords("https://bingo.example/join/")).toBe("bingo.example/join");
    expect(addressInWords("not a url")).toBe("not a url");
    expect(shortHash("0123456789abcdef0123")).toBe("0123 4567 89ab cdef");
  });
});
