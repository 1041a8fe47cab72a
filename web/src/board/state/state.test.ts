import { describe, expect, it } from "vitest";
import type { BoardMessage } from "../../shared/protocol.gen";
import { gameAt, newsAt, nightAt } from "../fixtures";
import {
  type Board,
  CATCH_UP_MS,
  dueMs,
  DWELL_MS,
  hear,
  hello,
  nothing,
  recalled,
  reveal,
  shownGame,
  waiting,
} from "./state";

const ball = (s: number, b: number, n: number): BoardMessage => ({ t: "ball", s, b, n, h: `hash-${s}` });
const hears = (board: Board, ...messages: BoardMessage[]) => messages.reduce(hear, board);
const following = (calls: number[]) => hears(nothing, { t: "snapshot", ...nightAt(10, gameAt("running", calls)) });
const seen = (board: Board) => shownGame(board)?.calls;

describe("what the board hears", () => {
  it("shows a first snapshot at once", () => {
    const board = following([1, 16, 42]);
    expect(seen(board)).toEqual([1, 16, 42]);
    expect(waiting(board)).toBe(0);
  });

  it("adds a ball once, however often it is told", () => {
    const board = hears(following([1]), ball(12, 42, 2), ball(12, 42, 2), ball(11, 1, 1));
    expect(board.night?.game?.calls).toEqual([1, 42]);
    expect(board.gap).toBe(false);
    expect(hello(board)).toEqual({ t: "hello", v: 1, since: { night: "2026-11-20", s: 12, h: "hash-12" } });
  });

  it("asks for everything when a ball is missing, and is whole after a snapshot", () => {
    const board = hears(following([1]), ball(13, 50, 3));
    expect(board.gap).toBe(true);
    expect(hello(board)).toMatchObject({ since: null });
    expect(board.night?.game?.calls).toEqual([1]);
    const whole = hears(board, { t: "snapshot", ...nightAt(13, gameAt("running", [1, 42, 50])) });
    expect(whole.gap).toBe(false);
    expect(whole.night?.game?.calls).toEqual([1, 42, 50]);
  });

  it("starts running with the first ball", () => {
    const locked = hears(nothing, { t: "snapshot", ...nightAt(10, gameAt("locked", [])) });
    expect(hears(locked, ball(11, 7, 1)).night?.game?.status).toBe("running");
  });

  it("lets a win sleep that nobody claimed, as the box does", () => {
    const won = gameAt("checking", [1, 42], { ball: 42, call: 2, cards: [], jackpot: false, asked: 0 });
    const board = hears(following([1]), { t: "game", ...newsAt(12, won) }, ball(13, 50, 3));
    expect(board.night?.game).toMatchObject({ status: "running", calls: [1, 42, 50], stages: [{ win: null }, {}] });
  });

  it("hears of breaks and practice", () => {
    const shown = { text: "Sandwiches", until_ms: 9_000 };
    const board = hears(following([1]), { t: "game", ...newsAt(12, null), shown, rehearsal: true });
    expect(board.night).toMatchObject({ shown, rehearsal: true });
  });

  it("says what the box tells the whole room for as long as it is so", () => {
    const warned = hears(following([1]), { t: "beat", s: 10, warning: { kind: "ledger_damaged", seq: 7 } });
    expect(warned.warning).toEqual({ kind: "ledger_damaged", seq: 7 });
    expect(hears(warned, ball(11, 42, 2)).warning).toEqual({ kind: "ledger_damaged", seq: 7 });
    expect(hears(warned, { t: "beat", s: 10 }).warning).toBeNull();
  });

  it("ignores older news and keeps the newest checkpoint", () => {
    const news = { ...newsAt(12, gameAt("paused", [1])), checkpoint: "note" };
    const board = hears(following([1]), { t: "game", ...news }, { t: "game", ...newsAt(11, gameAt("running", [1])) });
    expect(board.night?.game?.status).toBe("paused");
    expect(hears(board, { t: "game", ...newsAt(13, gameAt("running", [1])) }).night?.checkpoint).toBe("note");
  });
});

describe("what the room sees", () => {
  it("gets every ball in order, one at a time", () => {
    let board = hears(following([1]), ball(11, 2, 2), ball(12, 3, 3), ball(13, 4, 4));
    const steps: (number[] | undefined)[] = [];
    for (let now = 0; waiting(board) > 0; now += 1) {
      board = reveal(board, now);
      steps.push(seen(board));
    }
    expect(steps).toEqual([
      [1, 2],
      [1, 2, 3],
      [1, 2, 3, 4],
    ]);
    expect(reveal(board, 99)).toBe(board);
  });

  it("gives a ball its time, and less when far behind", () => {
    const one = reveal(hears(following([1]), ball(11, 2, 2)), 1_000);
    expect(dueMs(one, 5_000)).toBeNull();
    const next = hears(one, ball(12, 3, 3));
    expect(dueMs(next, 1_200)).toBe(DWELL_MS - 200);
    expect(dueMs(next, 9_000)).toBe(0);
    const behind = hears(next, ball(13, 4, 4), ball(14, 5, 5));
    expect(dueMs(behind, 1_000)).toBe(CATCH_UP_MS);
    expect(dueMs(next, -1_000_000)).toBe(DWELL_MS);
  });

  it("hides a win and a pause until the ball that made them is out", () => {
    const won = gameAt("checking", [1, 42], { ball: 42, call: 2, cards: [], jackpot: false, asked: 0 });
    let board = hears(following([1]), { t: "game", ...newsAt(12, won) });
    expect(shownGame(board)).toMatchObject({ status: "running", calls: [1] });
    expect(shownGame(board)?.stages[0]?.win).toBeNull();
    board = reveal(board, 0);
    expect(shownGame(board)).toMatchObject({ status: "checking" });
    expect(shownGame(board)?.stages[0]?.win).toMatchObject({ ball: 42 });
  });

  it("says which ball was taken back, until the next one", () => {
    let board = hears(following([1, 42]), { t: "game", ...newsAt(12, gameAt("running", [1])) });
    expect(board.taken_back).toBe(42);
    expect(seen(board)).toEqual([1]);
    board = reveal(hears(board, ball(13, 50, 2)), 0);
    expect(board.taken_back).toBeNull();
    expect(seen(board)).toEqual([1, 50]);
  });

  it("never mentions a ball taken back before it was seen", () => {
    const unseen = hears(following([1]), ball(11, 42, 2));
    const board = hears(unseen, { t: "game", ...newsAt(12, gameAt("running", [1])) });
    expect(board.taken_back).toBeNull();
    expect(waiting(board)).toBe(0);
  });

  it("starts afresh with another game and another night", () => {
    const other = { ...gameAt("running", [5, 6]), id: "second" };
    const board = hears(following([1, 2, 3]), { t: "game", ...newsAt(12, other) });
    expect(seen(board)).toEqual([5, 6]);
    const night = { ...nightAt(2, gameAt("running", [9])), night: "2026-11-21" };
    expect(seen(hears(board, { t: "snapshot", ...night }))).toEqual([9]);
  });

  it("shows what was kept on this screen without a replay", () => {
    expect(waiting(recalled(nightAt(10, gameAt("running", [1, 2, 3]))))).toBe(0);
  });
});
