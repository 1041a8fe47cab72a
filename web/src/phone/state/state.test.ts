import { describe, expect, it } from "vitest";
import type { CardView, GameView, PhoneMessage, Rules, WinCardState } from "../../shared/protocol.gen";
import { dabKey, nothing, reduce, type PhoneEvent, type PhoneState } from "./state";

const FACE = [1, 16, 31, 46, 61, 2, 17, 32, 47, 62, 3, 18, 0, 48, 63, 4, 19, 33, 49, 64, 5, 20, 34, 50, 65];
const card = (serial: number, over: Partial<CardView> = {}): CardView => ({
  serial,
  code: "1111-1115",
  key: `KEY${serial}`,
  face: FACE,
  state: "active",
  sold_at: 3,
  pack: [],
  ...over,
});
const RULES: Rules = {
  profile: "friendly-pub",
  daub: "auto",
  claim: "press",
  window: "hold",
  last_number: false,
  ties: "split",
  lost_link: "plays_on",
  free: "counts",
  undo: "before_payout",
  show_card_from: null,
  second_person_from: null,
};
const game = (calls: number[], over: Partial<GameView> = {}): GameView => ({
  id: "g1",
  name: "First",
  number: 1,
  of: 2,
  source: "rng",
  status: "running",
  stage: 0,
  stages: [
    {
      pattern: "line",
      name: "Line",
      masks: [31],
      goal: null,
      prize: "Cake",
      standing: null,
      jackpot: null,
      extras: [],
      win: null,
      closed: false,
    },
  ],
  open: [0],
  format: { run: "into", start: "first_ball", plan: null, item: null },
  dispute: null,
  pace_s: null,
  announced: null,
  calls,
  paused: null,
  locked_at: 5,
  cards: 2,
  outcome: null,
  rules: RULES,
  fairness: { commitment: null, rules_hash: null, card_root: null, lock: null, entropy: null, seed: null },
  ...over,
});
const withWin = (calls: number[], states: [number, WinCardState][]): GameView => {
  const one = game(calls, { status: "checking" });
  const cards = states.map(([serial, state]) => ({
    serial,
    hand: [],
    shown: null,
    slept: null,
    state,
    reason: null,
    share: null,
    by: null,
    desk: null,
    at_ms: null,
  }));
  return {
    ...one,
    stages: [{ ...one.stages[0]!, win: { ball: calls.at(-1)!, call: calls.length, cards, jackpot: false, asked: 0 } }],
  };
};
const snapshot = (s: number, now: GameView | null, over: object = {}): PhoneMessage => ({
  t: "snapshot",
  v: 1,
  venue: "The Anchor",
  night: "2026-05-01",
  now_ms: 0,
  zone: "Europe/London",
  s,
  h: `h${s}`,
  game: now,
  next: [],
  shown: null,
  rehearsal: false,
  night_over: false,
  checkpoint: null,
  cards: [card(7), card(8)],
  unknown: [],
  ...over,
});
const news = (s: number, now: GameView | null, over: object = {}): PhoneMessage => ({
  t: "game",
  s,
  h: `h${s}`,
  game: now,
  next: [],
  shown: null,
  rehearsal: false,
  night_over: false,
  checkpoint: null,
  ...over,
});
const ball = (s: number, b: number, n: number): PhoneMessage => ({ t: "ball", s, b, n, h: `h${s}` });

const after = (messages: PhoneMessage[], from: PhoneState = nothing): PhoneState =>
  messages.reduce((state, message, at_ms) => reduce(state, { t: "heard", message, at_ms }), from);
const did = (state: PhoneState, ...events: PhoneEvent[]): PhoneState => events.reduce(reduce, state);
const calls = (state: PhoneState) => state.tonight?.game?.calls;

describe("hearing calls", () => {
  it("adds balls in order and starts the game with the first", () => {
    const state = after([snapshot(10, game([], { status: "locked" })), ball(11, 42, 1), ball(12, 7, 2)]);
    expect(calls(state)).toEqual([42, 7]);
    expect(state.tonight).toMatchObject({ s: 12, h: "h12", game: { status: "running" } });
  });

  it("drops what it knows already, whoever sends it again", () => {
    const once = after([snapshot(10, game([])), ball(11, 42, 1)]);
    expect(after([ball(11, 42, 1), news(9, null), { t: "resumed", s: 11 }], once).tonight?.game).toEqual(
      once.tonight?.game,
    );
  });

  it("takes a game told again with the same seq", () => {
    const state = after([snapshot(10, game([])), ball(11, 42, 1), news(11, withWin([42], [[7, "detected"]]))]);
    expect(calls(state)).toEqual([42]);
    expect(state.wins).toHaveLength(1);
  });

  it("never invents a call: a hole asks for the whole picture", () => {
    const state = after([snapshot(10, game([])), ball(12, 7, 2)]);
    expect(calls(state)).toEqual([]);
    expect(state.gap).toBe(true);
    expect(after([snapshot(12, game([42, 7]))], state)).toMatchObject({ gap: false, tonight: { s: 12 } });
  });

  it("ignores everything before the first snapshot", () => {
    expect(after([ball(1, 2, 1), news(2, game([2])), { t: "card", s: 2, card: card(7) }]).tonight).toBeNull();
  });

  it("tells of a ball that was taken back, until the next one", () => {
    const back = after([snapshot(10, game([42, 7])), news(11, game([42]))]);
    expect(back.recalled).toBe(7);
    expect(after([ball(12, 7, 2)], back).recalled).toBeNull();
  });
});

describe("the wallet", () => {
  it("takes a card's change although its news came with the same seq", () => {
    const state = after([snapshot(10, game([]), { cards: [card(7, { state: "unsold", sold_at: null })] })]);
    const sold = after([news(11, game([])), { t: "card", s: 11, card: card(7) }], state);
    expect(sold.tonight?.cards[0]?.state).toBe("active");
    expect(after([{ t: "card", s: 4, card: card(7, { state: "void" }) }], sold).tonight?.cards[0]?.state).toBe(
      "active",
    );
  });

  it("drops a removed card and its wins, and puts it back when asked", () => {
    const state = after([
      snapshot(
        10,
        withWin(
          [1],
          [
            [7, "detected"],
            [8, "detected"],
          ],
        ),
      ),
    ]);
    const removed = did(state, { t: "wallet", keys: ["KEY8"] });
    expect(removed.tonight?.cards.map((one) => one.serial)).toEqual([8]);
    expect(removed.wins.map((win) => win.serial)).toEqual([8]);
    const back = did(removed, { t: "wallet", keys: ["KEY7", "KEY8"], back: state.tonight!.cards });
    expect(back.tonight?.cards.map((one) => one.serial)).toEqual([7, 8]);
  });

  it("keeps taps by card and game, and forgets them with the game", () => {
    const tapped = did(after([snapshot(10, game([]))]), { t: "dabbed", game: "g1", serial: 7, square: 3 });
    expect(tapped.dabs[dabKey("g1", 7)]).toBe(8);
    expect(did(tapped, { t: "dabbed", game: "g1", serial: 7, square: 3 }).dabs[dabKey("g1", 7)]).toBe(0);
    expect(after([news(11, game([], { id: "g2" }))], tapped).dabs).toEqual({});
  });
});

describe("wins", () => {
  it("follow the card from detected to paid", () => {
    let state = after([
      snapshot(
        10,
        withWin(
          [1],
          [
            [7, "detected"],
            [99, "detected"],
          ],
        ),
      ),
    ]);
    expect(state.wins).toMatchObject([{ id: "g1/0/7", state: "detected", tied: 2, prize: "Cake", ball: 1, call: 1 }]);
    for (const [s, step] of [
      [11, "claimed"],
      [12, "good"],
      [13, "paid"],
    ] as const) {
      state = after([news(s, withWin([1], [[7, step]]))], state);
      expect(state.wins[0]?.state).toBe(step);
    }
  });

  it("of a past game stay while something is to be had", () => {
    const good = after([
      snapshot(
        10,
        withWin(
          [1],
          [
            [7, "good"],
            [8, "not_a_win"],
          ],
        ),
      ),
      news(11, game([], { id: "g2" })),
    ]);
    expect(good.wins.map((win) => win.id)).toEqual(["g1/0/7"]);
    const paid = after([snapshot(10, withWin([1], [[7, "paid"]])), news(11, game([], { id: "g2" }))]);
    expect(paid.wins).toEqual([]);
  });

  it("that a taken-back ball undid are explained", () => {
    const state = after([snapshot(10, withWin([1, 2], [[7, "claimed"]])), news(11, game([1]))]);
    expect(state.wins).toEqual([]);
    expect(state.withdrawn).toMatchObject({ serial: 7 });
    expect(did(state, { t: "read", what: "withdrawn" }).withdrawn).toBeNull();
  });

  it("keep the answer to a claim", () => {
    const pressed = did(after([snapshot(10, game([1]))]), {
      t: "claimed",
      claim: { id: "c1", game: "g1", stage: 0, serial: 7, answer: "none" },
    });
    const refusal = { code: "not_a_win", serial: 7, missing: 2 } as const;
    expect(after([{ t: "reply", id: "c1", refused: refusal }], pressed).claims.c1?.answer).toEqual(refusal);
    expect(after([{ t: "reply", id: "c1", ok: { seq: 11, entries: [] } }], pressed).claims.c1?.answer).toBe("ok");
    const busy = { code: "busy", retry_after_ms: 50 } as const;
    expect(after([{ t: "reply", id: "c1", refused: busy }], pressed).claims.c1?.answer).toBe("none");
    expect(after([{ t: "reply", id: "c2", ok: { seq: 11, entries: [] } }], pressed)).toBe(pressed);
  });
});

describe("memory", () => {
  it("raises the alarm when the box comes back shorter or different", () => {
    const known = after([snapshot(10, game([1, 2]))]);
    expect(after([snapshot(8, game([1]))], known).rollback).toBe(8);
    expect(after([snapshot(10, game([1, 3]), { h: "other" })], known).rollback).toBe(10);
    expect(after([snapshot(12, game([1, 2, 3]))], known).rollback).toBeNull();
    expect(after([snapshot(2, null, { night: "2026-05-02" })], known).rollback).toBeNull();
    expect(after([{ t: "rollback", size: 4 }], known).rollback).toBe(4);
  });

  it("says what the box tells the whole room for as long as it is so", () => {
    const warned = after([{ t: "beat", s: 1, warning: { kind: "storage_full" } }]);
    expect(warned.warning).toEqual({ kind: "storage_full" });
    expect(after([{ t: "beat", s: 1 }], warned).warning).toBeNull();
  });

  it("never gives up a longer checkpoint of the same night", () => {
    const note = (size: number, night = "n1") => `hallbox/b/${night}\n${size}\nAAAA\n\n\u2014 b AAAA\n`;
    const kept = after([snapshot(10, game([]), { checkpoint: note(10) })]);
    expect(after([news(11, game([]), { checkpoint: note(8) })], kept).receipt).toBe(note(10));
    expect(after([news(11, game([]), { checkpoint: note(12) })], kept).receipt).toBe(note(12));
    expect(after([news(11, game([]), { checkpoint: note(1, "n2") })], kept).receipt).toBe(note(1, "n2"));
    expect(after([news(11, game([]))], kept).receipt).toBe(note(10));
  });

  it("shows what was kept until the box speaks, never afterwards", () => {
    const before = after([snapshot(10, game([1]))]);
    const { tonight, finished, wins, dabs, receipt, pins } = before;
    const kept = { tonight, finished, wins, dabs, receipt, pins };
    expect(did(nothing, { t: "restored", kept })).toMatchObject({ fresh: false, tonight: { s: 10 } });
    const ahead = after([snapshot(12, game([1, 2, 3]))]);
    expect(did(ahead, { t: "restored", kept })).toEqual(ahead);
  });

  it("pins what it saw of a game first: no message, no other night and no reload changes that", () => {
    const told = (commitment: string) =>
      game([], {
        status: "selling",
        locked_at: null,
        fairness: { commitment, rules_hash: null, card_root: null, lock: null, entropy: null, seed: null },
      });
    const first = after([snapshot(10, told("aa"))]);
    const lied = after(
      [news(11, told("bb")), snapshot(2, null, { night: "2026-05-02" }), snapshot(12, told("bb"))],
      first,
    );
    expect(lied.pins["2026-05-01/g1"]).toMatchObject({
      commitment: { text: "aa", seen: "sales" },
      changed: ["commitment"],
    });
    const older = { tonight: first.tonight, finished: null, wins: [], dabs: {}, receipt: null };
    const reloaded = did(after([snapshot(11, told("bb"))]), { t: "restored", kept: { ...older, pins: first.pins } });
    expect(reloaded.pins["2026-05-01/g1"]).toMatchObject({ commitment: { text: "aa" }, changed: ["commitment"] });
    expect(did(lied, { t: "restored", kept: older }).pins).toEqual(lied.pins);
  });

  it("pins the promise of a game to come, which is shown only when its cards are locked", () => {
    const next = (commitment: string) => [{ game: "g2", commitment, name: "Second", stages: [] }];
    const early = after([snapshot(10, game([1]), { next: next("aa") })]);
    expect(early.pins["2026-05-01/g2"]).toMatchObject({ commitment: { text: "aa", seen: "sales" }, changed: [] });
    expect(after([news(11, game([1]), { next: next("bb") })], early).pins["2026-05-01/g2"]?.changed).toEqual([
      "commitment",
    ]);
    const fairness = { commitment: "bb", rules_hash: null, card_root: null, lock: null, entropy: null, seed: null };
    expect(after([news(11, game([], { id: "g2", fairness }))], early).pins["2026-05-01/g2"]?.changed).toEqual([
      "commitment",
    ]);
  });

  it("starts afresh with a new night", () => {
    const old = did(after([snapshot(10, withWin([1], [[7, "good"]]))]), {
      t: "dabbed",
      game: "g1",
      serial: 7,
      square: 1,
    });
    expect(after([snapshot(2, null, { night: "2026-05-02" })], old)).toMatchObject({
      wins: [],
      dabs: {},
      finished: null,
    });
  });

  it("keeps the last game for its result and its seed", () => {
    const ended = game([1, 2], { status: "over", outcome: "played" });
    expect(after([snapshot(10, game([1])), news(11, ended), news(12, null)]).finished).toBe(ended);
    const missed = after([snapshot(10, game([1])), news(14, game([], { id: "g2" }))]);
    expect(missed.finished?.id).toBe("g1");
  });
});

describe("a win nobody claimed in time", () => {
  const won = withWin([42], [[7, "detected"]]);

  it("sleeps when calling goes on, and is not one that was taken back", () => {
    const state = after([snapshot(10, game([])), news(11, won), ball(12, 9, 2)]);
    expect(state.tonight?.game).toMatchObject({ status: "running", stages: [{ win: null }] });
    expect(state).toMatchObject({ wins: [], withdrawn: null, slept: [{ serial: 7, call: 1 }] });
  });

  it("wakes up when it is claimed, and is gone when its ball is taken back", () => {
    const asleep = after([snapshot(10, game([])), news(11, won), ball(12, 9, 2)]);
    const claimed = withWin([42, 9], [[7, "claimed"]]);
    expect(after([news(13, claimed)], asleep)).toMatchObject({ slept: [], wins: [{ serial: 7, state: "claimed" }] });
    expect(after([news(13, game([]))], asleep).slept).toEqual([]);
  });

  it("is remembered as decided when staff said no", () => {
    const state = after([snapshot(10, game([])), news(11, withWin([42], [[7, "not_a_win"]])), ball(12, 9, 2)]);
    expect(state).toMatchObject({ denied: ["g1/0/7"], slept: [], withdrawn: null });
  });
});

describe("a hand", () => {
  it("is this guest's win when one of its cards is, and is claimed with that one", () => {
    const base = withWin([42], [[3, "detected"]]);
    const hand = { ...base.stages[0]!.win!.cards[0]!, hand: [3, 8] };
    const stages = [{ ...base.stages[0]!, win: { ...base.stages[0]!.win!, cards: [hand] } }];
    expect(after([snapshot(10, { ...base, stages })]).wins).toMatchObject([{ id: "g1/0/3", serial: 8, hand: [3, 8] }]);
  });
});

describe("catching up", () => {
  it("adds what was missed to what was tapped", () => {
    const state = after([snapshot(10, game([1, 16]))]);
    const dabbed = did(
      state,
      { t: "dabbed", game: "g1", serial: 7, square: 0 },
      {
        t: "caught_up",
        game: "g1",
        marks: [
          [7, 0b110],
          [8, 1],
        ],
      },
    );
    expect(dabbed.dabs).toEqual({ [dabKey("g1", 7)]: 0b111, [dabKey("g1", 8)]: 1 });
  });
});

describe("what an older page wrote", () => {
  it("is fetched anew where the night has fields it did not know", () => {
    const tonight = {
      ...after([snapshot(10, game([1]))]).tonight!,
      rehearsal: undefined,
    } as unknown as PhoneState["tonight"];
    const kept = { tonight, finished: null, wins: [], dabs: {}, receipt: null };
    expect(did(nothing, { t: "restored", kept }).tonight).toBeNull();
  });
});
