import { describe, expect, it } from "vitest";
import type { WinCardState, WinView } from "../shared/protocol.gen";
import { gameAt, nightAt } from "./fixtures";
import { addressInWords, callsBefore, noticeOf, resultOf, screenOf, shortHash } from "./screen";
import { hear, nothing } from "./state";

const board = (night = nightAt(1, null)) => hear(nothing, { t: "snapshot", ...night });
const win = (...states: WinCardState[]): WinView => ({
  ball: 42,
  call: 2,
  cards: states.map((state, i) => ({ serial: 10 + i, state, reason: state === "not_a_win" ? "Wrong card" : null, share: null, by: null, desk: null, at_ms: null })),
});
const notice = (status: "checking" | "settled", ...states: WinCardState[]) => noticeOf(gameAt(status, [1, 42], win(...states)), null, "none");

describe("pages", () => {
  it("follow the night", () => {
    expect(screenOf(nothing)).toBe("loading");
    expect(screenOf(board())).toBe("welcome");
    expect(screenOf(board(nightAt(1, gameAt("selling", []))))).toBe("selling");
    for (const status of ["locked", "running", "paused", "checking", "settled"] as const) {
      expect(screenOf(board(nightAt(1, gameAt(status, []))))).toBe("play");
    }
    expect(screenOf(board(nightAt(1, gameAt("over", []))))).toBe("over");
    expect(screenOf(board({ ...nightAt(1, null), night_over: true }))).toBe("thanks");
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
    expect(notice("settled", "good", "paid", "not_a_win")).toMatchObject({ kind: "won", result: { winners: [10, 11], tied: 2, tie: "split" } });
    expect(notice("settled", "not_a_win")).toEqual({ kind: "not_a_win", reason: "Wrong card" });
  });

  it("put a lost box first, then the win, then the pause, then a ball taken back", () => {
    const paused = gameAt("paused", [1]);
    expect(noticeOf(paused, 42, "follow_caller")).toEqual({ kind: "follow_caller" });
    expect(noticeOf(paused, 42, "long")).toMatchObject({ kind: "paused", reason: "Short break" });
    expect(noticeOf(gameAt("running", [1]), 42, "none")).toEqual({ kind: "taken_back", ball: 42 });
    expect(noticeOf(gameAt("running", [1]), null, "short")).toBeNull();
  });
});

describe("results", () => {
  it("say when the rule chose between tied cards", () => {
    const [stage] = gameAt("settled", [1, 42], win("good", "lost_tie", "lapsed")).stages;
    expect(resultOf(stage!, "random")).toEqual({ winners: [10], tied: 2, tie: "random" });
    const [alone] = gameAt("settled", [1, 42], win("paid")).stages;
    expect(resultOf(alone!, "random")).toEqual({ winners: [10], tied: 1, tie: null });
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
