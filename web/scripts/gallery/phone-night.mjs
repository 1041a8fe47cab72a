// Nights for looking at the phone: one message list for every state of ux §8.
import { createHash, createHmac } from "node:crypto";

/** The moment the pictures are taken, ms. */
export const NOW = Date.UTC(2026, 4, 1, 20, 0);

export const KEYS = ["0", "1", "2", "3", "4", "5"].map((digit) => `${digit}123456789ABCDEFGHJKMNPQRS`.slice(0, 26));
const COLUMN = [0, 1, 2, 3, 4];
/** A face made by shuffling each column with a hash: any five different numbers of its fifteen. */
const faceOf = (serial) => {
  const columns = COLUMN.map((column) => {
    const numbers = Array.from({ length: 15 }, (_, index) => column * 15 + index + 1);
    const rank = (ball) => createHash("sha256").update(`${serial}/${ball}`).digest("hex");
    return numbers.sort((a, b) => rank(a).localeCompare(rank(b))).slice(0, 5);
  });
  return Array.from({ length: 25 }, (_, square) => (square === 12 ? 0 : columns[square % 5][Math.floor(square / 5)]));
};
const CODES = ["1111-1115", "7K2M-9QXA", "0000-0012", "Q3WE-RTY0", "ZXCV-BNM1", "H4JK-5PAS"];
export const card = (index, over = {}) => ({
  serial: 101 + index * 7,
  code: CODES[index],
  key: KEYS[index],
  face: faceOf(index),
  state: "active",
  sold_at: 5,
  pack: [],
  ...over,
});

const rows = [0, 1, 2, 3, 4].map((row) => 31 << (row * 5));
const columns = [0, 1, 2, 3, 4].map((column) =>
  [0, 1, 2, 3, 4].reduce((mask, row) => mask | (1 << (row * 5 + column)), 0),
);
const LINES = [
  ...rows,
  ...columns,
  (1 << 0) | (1 << 6) | (1 << 12) | (1 << 18) | (1 << 24),
  (1 << 4) | (1 << 8) | (1 << 12) | (1 << 16) | (1 << 20),
];
const pairs = LINES.flatMap((a, i) => LINES.slice(i + 1).map((b) => a | b));
export const stage = (name, masks, prize, over = {}) => ({
  pattern: "any-line",
  name,
  masks,
  goal: null,
  prize,
  jackpot: null,
  extras: [],
  win: null,
  closed: false,
  ...over,
});
export { LINES };
const boards = (...masks) => ({ boards: masks.flatMap((of, place) => (of === null ? [] : [{ place, masks: of }])) });
/** A line on each of two cards, two lines on either, the last one standing. */
export const GOALS = {
  and: { hand: 2, race: "complete", ways: [boards(LINES, LINES)] },
  or: { hand: 2, race: "complete", ways: [boards(pairs, null), boards(null, pairs), boards(LINES, LINES)] },
  any: { hand: 3, race: "complete", ways: [{ any_cards: { need: 2, masks: LINES } }] },
  last: { hand: 1, race: "last_standing", ways: [] },
};
export const STAGES = [
  stage("Any line", LINES, "Fruit basket"),
  stage("Two lines", pairs, "Dinner for two"),
  stage("Full house", [(1 << 25) - 1], "Hotel weekend"),
];

const SEED = Buffer.alloc(64, 9);
export const RULES = {
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
const sha = (text) => createHash("sha256").update(text).digest("hex");
const LOCK = sha(`game-2\n${sha(JSON.stringify(RULES))}\n${"ab".repeat(32)}`);
const ORDER = (() => {
  let bytes = [];
  for (let i = 0; i < 8; i += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(i);
    const text = Buffer.concat([
      Buffer.from("hallbox deck v1\0game-2\0"),
      Buffer.from(LOCK, "hex"),
      Buffer.from("two dice: 5 3\0"),
      counter,
    ]);
    bytes = [...bytes, ...createHmac("sha512", SEED).update(text).digest()];
  }
  const deck = Array.from({ length: 75 }, (_, index) => index + 1);
  for (let i = 74; i >= 1; i -= 1) {
    let byte = bytes.shift();
    while (byte >= 256 - (256 % (i + 1))) byte = bytes.shift();
    const j = byte % (i + 1);
    [deck[i], deck[j]] = [deck[j], deck[i]];
  }
  return deck;
})();
export const calls = (count) => ORDER.slice(0, count);

export const game = (count, over = {}) => ({
  id: "game-2",
  name: "Early bird",
  number: 2,
  of: 5,
  source: "rng",
  status: count === 0 ? "locked" : "running",
  stage: 0,
  stages: STAGES,
  calls: calls(count),
  paused: null,
  open: [0],
  dispute: null,
  pace_s: null,
  announced: null,
  format: { run: "into", start: "first_ball", plan: null, item: null },
  rules: RULES,
  locked_at: 20,
  cards: 48,
  outcome: null,
  fairness: {
    commitment: createHash("sha256").update("hallbox deck v1\n").update(SEED).digest("hex"),
    rules_hash: sha(JSON.stringify(RULES)),
    card_root: "ab".repeat(32),
    lock: LOCK,
    entropy: "two dice: 5 3",
    seed: null,
  },
  ...over,
});
export const over = (count) => {
  const played = game(count, { status: "over", outcome: "played", open: [] });
  return { ...played, fairness: { ...played.fairness, seed: SEED.toString("hex") } };
};
/** The game with a win on these cards at the last call. */
export const won = (count, cards, status = "checking") =>
  game(count, {
    status,
    stages: [
      { ...STAGES[0], win: { ball: calls(count).at(-1), call: count, cards, jackpot: false, asked: 0 } },
      ...STAGES.slice(1),
    ],
  });
export const winner = (serial, state, extra = {}) => ({
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
  ...extra,
});

export const snapshot = (cards, theGame, extra = {}) => ({
  t: "snapshot",
  v: 1,
  venue: "The Anchor",
  night: "2026-05-01",
  now_ms: NOW,
  s: 40,
  h: "00112233aabbccdd",
  game: theGame,
  next: [{ game: "game-3", commitment: "3c".repeat(32), name: "Blackout special", stages: ["Blackout"] }],
  shown: null,
  rehearsal: false,
  night_over: false,
  checkpoint: null,
  cards,
  unknown: [],
  ...extra,
});
export const VENUE = {
  venue: "The Anchor",
  wifi: "BINGO",
  join_url: "https://hall.test",
  version: "0.2.0",
  unclaimed: false,
  box_key: "x",
};
/** Something announced a moment ago. */
export const announced = (what) => ({ seq: 39, at_ms: NOW - 2_000, what });
/** The call this card completes one of these masks on. */
export const completes = (face, masks) => {
  for (let count = 1; count <= 75; count += 1) {
    const out = new Set(calls(count));
    const marked = face.reduce((mask, ball, square) => (ball === 0 || out.has(ball) ? mask | (1 << square) : mask), 0);
    if (masks.some((mask) => (mask & ~marked) === 0)) return count;
  }
};
