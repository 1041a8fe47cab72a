import { describe, expect, it } from "vitest";
import type { StaffMessage, StaffNews } from "../../shared/protocol.gen";
import { feedRows } from "./feed";
import { ana, ben, CALLS, FEED, game, item, snapshot, T0, win, winCard } from "../fixtures";
import {
  afterGame,
  breaksOrder,
  claimedBy,
  earlyEnd,
  hear,
  isRunning,
  openWins,
  soldBy,
  sortedWins,
  type Hall,
} from "./state";

const NOW = T0 - 5_000;

function opened(more: Parameters<typeof snapshot>[0] = {}): Hall {
  return hear(null, { t: "snapshot", ...snapshot(more) }, NOW)!;
}

function news(s: number, more: Partial<StaffNews> = {}): StaffMessage {
  const { counts } = snapshot();
  return { t: "news", s, h: "feed", feed: [], counts, shown: null, rehearsal: false, night_over: false, ...more };
}

describe("hearing", () => {
  it("knows nothing before the first snapshot", () => {
    expect(hear(null, { t: "ball", s: 1, b: 5, n: 1, h: "" }, NOW)).toBeNull();
  });

  it("takes over a snapshot and learns the box's clock", () => {
    expect(opened()).toMatchObject({ staff: "ana", s: 17, skewMs: 5_000, game: { id: "warm-up-1" } });
  });

  it("appends a ball to the calls and to the feed", () => {
    const hall = hear(opened(), { t: "ball", s: 18, b: 33, n: 17, h: "aa" }, NOW)!;
    expect(hall.game?.calls).toEqual([...CALLS, 33]);
    expect(hall).toMatchObject({ s: 18, h: "aa" });
    expect(hall.feed.at(-1)).toMatchObject({
      s: 18,
      at_ms: T0,
      entry: { type: "ball_called", data: { ball: 33, call: 17 } },
    });
  });

  it("takes the same ball once", () => {
    const ball: StaffMessage = { t: "ball", s: 18, b: 33, n: 17, h: "aa" };
    const once = hear(opened(), ball, NOW)!;
    expect(hear(once, ball, NOW)).toBe(once);
  });

  it("starts a locked game with its first ball", () => {
    const hall = opened({ game: game("locked") });
    expect(hear(hall, { t: "ball", s: 18, b: 33, n: 1, h: "" }, NOW)?.game?.status).toBe("running");
  });

  it("sees that it missed a ball, and does not invent one", () => {
    const hall = opened();
    const ball: StaffMessage = { t: "ball", s: 30, b: 33, n: 19, h: "" };
    expect(breaksOrder(hall, ball)).toBe(true);
    expect(hear(hall, ball, NOW)).toBe(hall);
    expect(breaksOrder(hall, { ...ball, s: 18, n: 17 })).toBe(false);
  });

  it("keeps what news leaves out, and drops what news says is gone", () => {
    const hall = hear(opened(), news(18, { wins: [win([winCard(1, "detected")])] }), NOW)!;
    expect(hall.game?.id).toBe("warm-up-1");
    expect(hall.wins).toHaveLength(1);
    expect(hear(hall, news(19, { game: null }), NOW)?.game).toBeNull();
  });

  it("uses old news for the feed only", () => {
    const late = item(12, ana, { type: "game_resumed", data: { game: "warm-up-1" } });
    const hall = hear(opened(), news(12, { feed: [late], game: null }), NOW)!;
    expect(hall.game).not.toBeNull();
    expect(hall.feed.map((one) => one.s)).toContain(12);
  });

  it("lets the full telling of a ball replace the short one", () => {
    const short = hear(opened(), { t: "ball", s: 18, b: 33, n: 17, h: "" }, NOW)!;
    const full = item(18, ben, { type: "ball_called", data: { game: "warm-up-1", ball: 33, call: 17 } });
    const hall = hear(short, news(19, { feed: [full] }), NOW)!;
    expect(hall.feed.filter((one) => one.s === 18)).toEqual([full]);
  });

  it("keeps the older feed over a reconnect, but not over a new night", () => {
    const again = { t: "snapshot", ...snapshot({ feed: FEED.slice(-2) }) } as const;
    expect(hear(opened(), again, NOW)?.feed).toEqual(FEED);
    expect(hear(opened(), { ...again, night: "2026-11-21" }, NOW)?.feed).toEqual(FEED.slice(-2));
  });
});

describe("the feed", () => {
  it("shows holes, but not where a filter makes them", () => {
    expect(feedRows(opened(), "all").filter((row) => row.kind === "gap")).toEqual([
      { kind: "gap", after: 11, missing: 2 },
    ]);
    expect(feedRows(opened(), "wins").map((row) => row.kind === "item" && row.item.s)).toEqual([16, 15]);
    expect(feedRows(opened(), "mine").every((row) => row.kind === "item" && row.item.by.staff === "ana")).toBe(true);
  });

  it("knows own balls from those of others and of the box, whichever comes first, the ball or the answer", () => {
    const entry = { type: "ball_called", data: { game: "warm-up-1", ball: 33, call: 17 } } as const;
    const ball: StaffMessage = { t: "ball", s: 18, b: 33, n: 17, h: "aa" };
    const answer: StaffMessage = { t: "reply", id: "x", ok: { seq: 18, entries: [entry] } };
    const own = (hall: Hall) => feedRows(hall, "mine").some((row) => row.kind === "item" && row.item.s === 18);
    const after = (...messages: StaffMessage[]) => messages.reduce((hall, one) => hear(hall, one, NOW)!, opened());
    expect(own(after(ball, answer))).toBe(true);
    expect(own(after(answer, ball))).toBe(true);
    expect(after(answer, ball)).toMatchObject({ s: 18, game: { calls: [...CALLS, 33] } });
    expect(own(after(ball))).toBe(false);
    const paced = hear(opened({ game: game("running", CALLS, { pace_s: 12 }) }), ball, NOW)!;
    expect(paced.feed.at(-1)?.by).toEqual({ kind: "system" });
    expect(own(paced)).toBe(false);
  });

  it("never takes what the box did by itself for somebody's own", () => {
    const system = { kind: "system", staff: "ana" } as const;
    const grew = item(18, system, {
      type: "pot_grew",
      data: { game: "warm-up-1", stage: 1, pot: "snowball-1", value: 1, within: 52 },
    });
    const hall = hear(opened(), news(18, { feed: [grew] }), NOW)!;
    expect(feedRows(hall, "mine").some((row) => row.kind === "item" && row.item.s === 18)).toBe(false);
  });

  it("counts one person's sales, and says when it cannot see them all", () => {
    expect(soldBy(opened(), "ana")).toEqual({ count: 1, all: false });
    expect(soldBy(opened({ feed: FEED.slice(0, 8), s: 7 }), "ana")).toEqual({ count: 1, all: true });
  });
});

describe("wins", () => {
  const paid = win([winCard(1, "paid")], { stage: 0 });
  const open = win([winCard(2, "claimed"), winCard(3, "lost_tie")], { stage: 1 });
  const newer = win([winCard(4, "not_a_win")], { stage: 2 });

  it("puts what still wants something first, then the newest", () => {
    expect(sortedWins([paid, open, newer])).toEqual([open, newer, paid]);
    expect(openWins(opened({ wins: [paid, open, newer] }))).toBe(1);
  });

  it("finds the card a confirmed claim was about", () => {
    const claim = { type: "claim_made", data: { game: "g", stage: 0, serial: 88 } } as const;
    expect(claimedBy({ id: "x", ok: { seq: 4, entries: [claim] } })).toBe(88);
    expect(claimedBy({ id: "x", refused: { code: "not_claimed" } })).toBeNull();
  });
});

it("offers the emergency stop only while there is something to stop", () => {
  expect(isRunning(game("running"))).toBe(true);
  expect(isRunning(game("paused"))).toBe(false);
  expect(isRunning(game("selling"))).toBe(false);
  expect(isRunning(null)).toBe(false);
});

describe("what can be done about a game", () => {
  it("is to cancel it before its first ball, and to end it after", () => {
    expect(earlyEnd({ status: "selling" })).toBe("cancel");
    expect(earlyEnd(game("locked", []))).toBe("cancel");
    expect(earlyEnd(game("paused", []))).toBe("cancel");
    expect(earlyEnd(game("paused", [7]))).toBe("end");
    expect(earlyEnd(game("running", [7]))).toBe("end");
    expect(earlyEnd(game("over", []))).toBeNull();
  });

  it("after its end is to sell the next one, to open one, or to wait for who may", () => {
    const over = opened({ game: game("over"), games: [] });
    expect(afterGame(over)).toEqual({ then: "open" });
    expect(afterGame({ ...over, rights: ["call"] })).toEqual({ then: "wait" });
    expect(afterGame({ ...over, nightOver: true })).toEqual({ then: "night_over" });
    const next = { id: "g2", name: "Second", source: "rng", status: "selling", outcome: null, stages: [] } as const;
    expect(afterGame({ ...over, games: [{ ...next, stages: [] }] })).toMatchObject({
      then: "sell",
      game: { id: "g2" },
    });
  });
});
