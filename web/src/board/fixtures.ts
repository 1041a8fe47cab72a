/** A made-up night for the tests of the board. */
import type {
  Ball,
  BoardSnapshot,
  GameNews,
  GameView,
  StageView,
  StatusView,
  WinCardState,
  WinCardView,
  WinView,
} from "../shared/protocol.gen";

const LINES = [0, 1, 2, 3, 4].map((row) => 0b11111 << (row * 5));

/** A stage won with any of these on one card. */
export function stageOf(
  pattern: string,
  name: string,
  masks: number[],
  prize: string | null,
  more: Partial<StageView> = {},
): StageView {
  return {
    pattern,
    name,
    masks,
    goal: null,
    prize,
    standing: null,
    jackpot: null,
    extras: [],
    win: null,
    closed: false,
    ...more,
  };
}

/** A winning card. */
export function winner(serial: number, state: WinCardState, more: Partial<WinCardView> = {}): WinCardView {
  return {
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
    ...more,
  };
}

/** A two-stage game that stands at `status` with these calls. */
export function gameAt(status: StatusView, calls: Ball[], win: WinView | null = null): GameView {
  return {
    id: "first",
    name: "Friday Full House",
    number: 2,
    of: 6,
    source: "rng",
    status,
    stage: 0,
    stages: [
      stageOf("any-line", "Any line", LINES, "Box of chocolates", { win }),
      stageOf("blackout", "Full house", [0x1ffffff], "Hamper"),
    ],
    calls,
    open: status === "over" ? [] : [0],
    format: { run: "into", start: "first_ball", plan: null, item: null },
    dispute:
      status === "disputed"
        ? { reason: "Two guests say they called first", at_ms: Date.UTC(2026, 10, 20, 20, 41) }
        : null,
    pace_s: null,
    announced: null,
    paused: status === "paused" ? { reason: "Short break", at_ms: Date.UTC(2026, 10, 20, 20, 41) } : null,
    rules: {
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
    },
    fairness: { commitment: null, rules_hash: null, card_root: null, lock: null, entropy: null, seed: null },
    locked_at: 5,
    cards: 120,
    outcome: status === "over" ? "played" : null,
  };
}

/** News of that game with seq `s`. */
export function newsAt(s: number, game: GameView | null): GameNews {
  const next = [{ game: "x", commitment: null, name: "Letter X", stages: ["Letter X"] }];
  return { s, h: `hash-${s}`, game, next, shown: null, rehearsal: false, night_over: false, checkpoint: null };
}

/** A snapshot with seq `s`. */
export function nightAt(s: number, game: GameView | null): BoardSnapshot {
  return {
    v: 1,
    venue: "The Crown",
    night: "2026-11-20",
    now_ms: 0,
    join_url: "https://bingo.example/join",
    wifi: "BINGO",
    ...newsAt(s, game),
  };
}
