/** A made-up night for the tests of the board. */
import type { Ball, BoardSnapshot, GameNews, GameView, StatusView, WinView } from "../shared/protocol.gen";

const LINES = [0, 1, 2, 3, 4].map((row) => 0b11111 << (row * 5));

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
      { pattern: "any-line", name: "Any line", masks: LINES, prize: "Box of chocolates", win, closed: false },
      { pattern: "blackout", name: "Full house", masks: [0x1ffffff], prize: "Hamper", win: null, closed: false },
    ],
    calls,
    paused: status === "paused" ? { reason: "Short break", at_ms: Date.UTC(2026, 10, 20, 20, 41) } : null,
    rules: { profile: "friendly-pub", daub: "auto", claim: "press", ties: "split", second_person: false },
    fairness: { commitment: null, rules_hash: null, card_root: null, lock: null, entropy: null, seed: null },
    locked_at: 5,
    cards: 120,
    outcome: status === "over" ? "played" : null,
  };
}

/** News of that game with seq `s`. */
export function newsAt(s: number, game: GameView | null): GameNews {
  return { s, h: `hash-${s}`, game, next: [{ game: "x", commitment: null, name: "Letter X", stages: ["Letter X"] }], night_over: false, checkpoint: null };
}

/** A snapshot with seq `s`. */
export function nightAt(s: number, game: GameView | null): BoardSnapshot {
  return {
    v: 1,
    venue: "The Crown",
    night: "2026-11-20",
    join_url: "https://bingo.example/join",
    wifi: "BINGO",
    ...newsAt(s, game),
  };
}
