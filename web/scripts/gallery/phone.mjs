// The phone in every state.
import { settle, until } from "./page.mjs";
import * as night from "./phone-night.mjs";

// What the box sends with every page.
const CSP = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self' ws://hall.localhost",
  "manifest-src 'self'",
  "worker-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const one = [night.card(0)];
const four = [0, 1, 2, 3].map((index) => night.card(index));
const six = [0, 1, 2, 3, 4, 5].map((index) => night.card(index));
const mine = one[0].serial;
const live = (cards, game, extra) => ({ cards, says: [night.snapshot(cards, game, extra)] });
const win = (state, extra, others = []) => live(four, night.won(23, [night.winner(mine, state, extra), ...others]));

const format = (run, start = "first_ball") => ({ run, start, plan: null, item: null });
const paired = [0, 1].map((index) => night.card(index, { pack: [101, 108] }));
const packed = [0, 1, 2].map((index) => night.card(index, { pack: [101, 108, 115] }));
const pot = { within: 52, name: "Friday pot", value: 125_000, grows: true };
const parallel = [
  night.stage("Four corners", [(1 << 0) | (1 << 4) | (1 << 20) | (1 << 24)], "Box of chocolates"),
  night.STAGES[0],
  night.stage("Full house", night.STAGES[2].masks, "Hotel weekend", { jackpot: pot }),
];
const survivor = night.stage("Survivor", [], "Ham", { goal: night.GOALS.last });
const extras = [
  { extra: { kind: "hot_ball", ball: 42, prize: "mug" }, name: "Bingo mug", awards: [] },
  { extra: { kind: "neighbours", prize: "bar" }, name: "Chocolate bar", awards: [] },
  { extra: { kind: "ball_value", prize: "cash", cents: 50, last_digit: true }, name: "Cash", awards: [] },
];
const strict = {
  profile: "michigan-style",
  daub: "tap",
  claim: "press",
  window: "next_ball",
  last_number: true,
  ties: "split_players",
  lost_link: "freeze",
  free: "hardway",
  undo: "before_claim",
  show_card_from: 10_000,
  second_person_from: 0,
};
const sleeps = Math.min(...four.map((card) => night.completes(card.face, night.LINES)));
function jackpotWon() {
  const base = night.won(23, [night.winner(mine, "good")], "settled");
  const extras = [
    { extra: { kind: "hot_ball", ball: 42, prize: "mug" }, name: "Bingo mug", awards: [[mine, null, false]] },
  ];
  return {
    ...base,
    stages: base.stages.map((stage, index) =>
      index === 0 ? { ...stage, jackpot: pot, extras, win: { ...stage.win, jackpot: true } } : stage,
    ),
  };
}

/** Each state: cards in the wallet, what the box says, what the guest does. */
const STATES = {
  join: { cards: [] },
  join_fault: {
    cards: [],
    act: async (page) => {
      await page.fill("#code", "1111-1116");
      await page.click("form button");
    },
  },
  join_unknown: {
    cards: [],
    act: async (page) => {
      await page.fill("#code", "7K2M-9QXA");
      await page.click("form button");
    },
  },
  loading: { cards: one, says: [] },
  loading_long: { cards: one, says: [], down_s: 5 },
  selling: live(four, night.game(0, { status: "selling", locked_at: null })),
  locked: live(four, night.game(0)),
  live_one: live(one, night.game(23)),
  live_four: live(four, night.game(23)),
  live_six_late: live(six, night.game(38)),
  card_unsold: live([night.card(0, { state: "unsold", sold_at: null })], night.game(12)),
  card_later: live([night.card(0, { sold_at: 30 }), night.card(1)], night.game(12), {}),
  card_void: live([night.card(0, { state: "void" })], night.game(12)),
  unknown_card: live(one, night.game(12), { unknown: [night.KEYS[1]] }),
  stranger: { cards: one, says: [night.snapshot([], null, { unknown: [night.KEYS[0]] })] },
  stranger_playing: { cards: one, says: [night.snapshot([], night.game(12), { unknown: [night.KEYS[0]] })] },
  changed: { cards: four, says: [night.snapshot(four, night.game(23)), { ...news(liar(night.game(24))), s: 41 }] },
  reconnecting: { ...live(four, night.game(23)), down_s: 5 },
  offline_help: { ...live(four, night.game(23)), down_s: 40 },
  manual: { ...live(four, night.game(23)), down_s: 130 },
  memory: { ...live(four, night.game(23)), reopen: true },
  paused: live(
    four,
    night.game(23, {
      status: "paused",
      paused: { reason: "The caller needs a glass of water", at_ms: night.NOW - 120_000 },
    }),
  ),
  checking: live(four, night.won(23, [night.winner(999, "claimed")])),
  settled: live(four, night.won(23, [night.winner(999, "good")], "settled")),
  recalled: { cards: four, says: [night.snapshot(four, night.game(24)), { ...news(night.game(23)), s: 41 }] },
  withdrawn: {
    cards: four,
    says: [night.snapshot(four, night.won(23, [night.winner(mine, "detected")])), { ...news(night.game(22)), s: 41 }],
  },
  rollback: { cards: four, says: [night.snapshot(four, night.game(23)), { t: "rollback", size: 31 }] },
  tap: { ...live(four, night.game(23, { rules: { ...night.game(0).rules, daub: "tap" } })), act: tapSome },
  tap_claim: { ...live(one, night.game(4, { rules: { ...night.game(0).rules, daub: "tap" } })), act: tapRow },
  win_detected: win("detected"),
  win_claiming: { ...win("detected"), act: (page) => page.click("dialog[open] button >> nth=0") },
  win_offline: { ...win("detected"), down_s: 5 },
  win_claimed_tie: win("claimed", {}, [night.winner(999, "claimed")]),
  win_second: win("needs_second"),
  win_good: win("good", { share: [1, 2] }),
  win_not: win("not_a_win", { reason: "The card was read wrongly" }),
  win_lost_tie: win("lost_tie", {}, [night.winner(999, "good")]),
  win_paid: win("paid"),
  win_lapsed: win("lapsed"),
  win_away: { ...win("claimed"), act: (page) => page.click("dialog[open] button >> nth=-1") },
  over: live(four, night.over(44)),
  between: { cards: four, says: [night.snapshot(four, night.over(44)), { ...news(null), s: 41 }] },
  ended: live(four, null, { night_over: true, next: [] }),
  calls: { ...live(four, night.game(38)), act: (page) => page.evaluate(() => (location.hash = "calls")) },
  settings: { ...live(four, night.game(23)), hash: "settings" },
  undo: { ...live(four, night.game(23)), hash: "settings", act: (page) => page.click("li button >> nth=0") },
  fair_open: { ...live(four, night.game(23)), hash: "fair" },
  fair_good: { ...live(four, night.over(44)), hash: "fair" },
  fair_kept: {
    cards: four,
    hash: "fair",
    says: [night.snapshot(four, onSale()), { ...news(night.game(23)), s: 41 }, { ...news(night.over(44)), s: 42 }],
  },
  fair_away: { cards: four, hash: "fair", says: [night.snapshot(four, onSale()), { ...news(night.over(44)), s: 41 }] },
  fair_changed: {
    cards: four,
    hash: "fair",
    says: [night.snapshot(four, night.game(23)), { ...news(liar(night.over(44))), s: 41 }],
  },
  fair_bad: { ...live(four, { ...night.over(44), calls: night.calls(44).reverse() }), hash: "fair" },
  fair_cage: { ...live(four, { ...night.game(9), source: "cage" }), hash: "fair" },
  parallel: live(four, night.game(23, { stages: parallel, open: [0, 1, 2], format: format("on_the_way") })),
  hand_and: live(
    paired,
    night.game(23, { stages: [night.stage("One line on each card", [], "Dinner for two", { goal: night.GOALS.and })] }),
  ),
  hand_elsewhere: live(
    [night.card(0, { pack: [mine, 555] })],
    night.game(23, { stages: [night.stage("Two lines on one or both cards", [], null, { goal: night.GOALS.or })] }),
  ),
  hand_alone: live(
    [night.card(0, { pack: [444, 555, mine] })],
    night.game(12, { stages: [night.stage("One line on each card", [], "Dinner for two", { goal: night.GOALS.and })] }),
  ),
  hand_any: live(
    packed,
    night.game(16, {
      stages: [night.stage("A line on two of three cards", [], "Meat tray", { goal: night.GOALS.any })],
    }),
  ),
  wild: live(four, night.game(9, { format: format("into", "wild") })),
  bonanza: live(
    four,
    night.game(0, {
      status: "selling",
      locked_at: null,
      stages: [night.STAGES[2]],
      format: format("into", { pre_drawn: 43 }),
    }),
  ),
  survivor: live(four, night.game(2, { stages: [survivor] })),
  survivor_start: live(four, night.game(0, { stages: [survivor] })),
  jackpot: live(
    four,
    night.game(23, { stages: [night.stage("Full house", night.STAGES[2].masks, "Hotel weekend", { jackpot: pot })] }),
  ),
  extras: live(
    one,
    night.game(12, { pace_s: 12, stages: [night.stage("Any line", night.LINES, "Fruit basket", { extras })] }),
  ),
  disputed: live(
    four,
    night.game(23, {
      status: "disputed",
      dispute: { reason: "Two guests say they called first", at_ms: night.NOW - 60_000 },
    }),
  ),
  announced: live(
    four,
    night.game(23, { announced: night.announced({ kind: "ball_restated", ball: night.calls(23).at(-1) }) }),
  ),
  announced_asked: live(four, night.game(23, { announced: night.announced({ kind: "claims_asked", times: 2 }) })),
  announced_void: live(
    four,
    night.game(23, {
      status: "over",
      outcome: "voided",
      announced: night.announced({ kind: "game_voided", reason: "The cage was not closed" }),
    }),
  ),
  slept_claim: live(four, night.game(sleeps + 2, { rules: { ...night.RULES, window: "next_ball" } })),
  slept_late: live(four, night.game(sleeps + 2, { rules: { ...night.RULES, window: "next_ball", last_number: true } })),
  catch_up: { ...live(four, night.game(23, { rules: { ...night.RULES, daub: "catch_up" } })), act: tapSome },
  caught_up: {
    ...live(four, night.game(23, { rules: { ...night.RULES, daub: "catch_up" } })),
    act: (page) => page.getByRole("button", { name: /missed/ }).click(),
  },
  frozen: { ...live(four, night.game(23, { rules: { ...night.RULES, lost_link: "freeze" } })), down_s: 40 },
  plays_on: { ...live(four, night.game(23)), down_s: 40 },
  rehearsal: live(four, night.game(23), { rehearsal: true }),
  break: live(four, night.over(44), {
    shown: { text: "Half-time: sandwiches at the bar", until_ms: night.NOW + 754_000 },
  }),
  message: live(four, night.game(0, { status: "selling", locked_at: null }), {
    shown: { text: "The bar closes at ten o’clock", until_ms: null },
  }),
  win_hand: live(paired, { ...night.won(23, [night.winner(mine, "claimed", { hand: [mine, 108] })]) }),
  win_hurry: live(four, {
    ...night.won(23, [night.winner(mine, "detected")]),
    rules: { ...night.RULES, window: "next_ball" },
  }),
  win_jackpot: live(four, jackpotWon()),
  win_slept: live(four, night.won(23, [night.winner(mine, "claimed", { slept: 20 })])),
  rules: { ...live(four, night.game(23)), hash: "rules" },
  rules_strict: { ...live(four, night.game(23, { rules: strict })), hash: "rules" },
  add: { ...live(one, night.game(23)), hash: "add" },
};
/** How else a guest may set the phone, and states shown in every such look. */
const LOOKS = {
  light: { theme: "light" },
  contrast: { theme: "contrast" },
  larger: { text: "larger" },
  de: { language: "de" },
};
const IN_LOOKS = [
  "join",
  "live_four",
  "paused",
  "stranger",
  "fair_changed",
  "win_detected",
  "win_good",
  "settings",
  "fair_good",
  "manual",
  "parallel",
  "hand_and",
  "slept_claim",
  "rules_strict",
  "jackpot",
];
for (const name of IN_LOOKS)
  for (const [look, settings] of Object.entries(LOOKS)) STATES[`${name}_${look}`] = { ...STATES[name], settings };

/** Before the lock, when the promise is all there is. */
function onSale() {
  const game = night.game(0, { status: "selling", locked_at: null });
  return { ...game, fairness: { ...game.fairness, rules_hash: null, card_root: null, lock: null, entropy: null } };
}

/** A box that shows another promise than before. */
function liar(game) {
  return { ...game, fairness: { ...game.fairness, commitment: "5e".repeat(32) } };
}

function news(game) {
  return {
    t: "game",
    s: 41,
    h: "00112233aabbccde",
    game,
    next: [{ game: "game-3", commitment: "3c".repeat(32), name: "Blackout special", stages: ["Blackout"] }],
    shown: null,
    rehearsal: false,
    night_over: false,
    checkpoint: null,
  };
}

async function tapSome(page) {
  const squares = page.locator("section table button, section [role=cell] button");
  for (const index of [0, 3, 7, 8]) await squares.nth(index).click();
}

async function tapRow(page) {
  for (const index of [0, 1, 2, 3, 4]) await page.locator("section [role=cell] button").nth(index).click();
  await page.getByRole("button", { name: "Claim BINGO" }).click();
}

/** The box as the state wants it: what it says to a hello, and `greeted` once it has. */
async function playBox(page, state) {
  const box = { up: true, sockets: [], greeted: 0 };
  await page.route("**/api/venue", (route) => route.fulfill({ json: night.VENUE }));
  const notFound = { refused: { code: "unknown", what: "card" } };
  await page.route("**/api/code", (route) => route.fulfill({ status: 404, json: notFound }));
  await page.routeWebSocket("**/api/phone/socket", (socket) => {
    if (!box.up) return void socket.close();
    box.sockets.push(socket);
    socket.onMessage((text) => {
      const said = JSON.parse(text);
      if (said.t === "claim" && !wonBy(state)) {
        const refused = { code: "not_a_win", serial: said.serial, missing: 3 };
        socket.send(JSON.stringify({ t: "reply", id: said.id, refused }));
      }
      if (said.t !== "hello") return;
      for (const message of state.says ?? []) socket.send(JSON.stringify(message));
      box.greeted += 1;
    });
  });
  return box;
}

/** Brings a page into a state. */
async function show({ page, address, language }, state) {
  // A worker would answer from its cache.
  await page.addInitScript(() => delete Navigator.prototype.serviceWorker);
  const box = await playBox(page, state);
  // Any page of the same origin reaches the app's disk; the app itself is opened once, with everything in its place.
  await page.goto(`${address}/manifest.webmanifest`);
  await fill(
    page,
    state.cards.map((card) => card.key),
    { language, ...state.settings },
  );
  await page.goto(`${address}/${state.hash ? `#${state.hash}` : ""}`);
  await until(
    page,
    () => box.greeted > 0,
    () => "a hello",
  );
  await settle(page, 700);
  if (state.down_s) {
    box.up = false;
    for (const socket of box.sockets) await socket.close();
    for (let passed = 0; passed < state.down_s; passed += 1) await page.clock.runFor(1_000);
    await settle(page, 700);
  }
  if (state.reopen) {
    box.up = false;
    await page.clock.runFor(2_000);
    await page.reload();
    await settle(page, 700);
  }
  if (!state.act) return;
  await state.act(page);
  await settle(page, 700);
}

const wonBy = (state) => (state.says ?? []).some((message) => message.game?.stages?.some((one) => one.win !== null));

/** Puts wallet and settings where the app keeps them. */
async function fill(page, keys, settings) {
  await page.evaluate(
    ([wallet, chosen]) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("hallbox-phone", 1);
        request.onupgradeneeded = () => request.result.createObjectStore("kept");
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const change = request.result.transaction("kept", "readwrite");
          change.objectStore("kept").put(wallet, "keys");
          change.objectStore("kept").put({ text: "normal", theme: "dark", ...chosen }, "settings");
          change.oncomplete = () => resolve(request.result.close());
        };
      }),
    [keys, settings],
  );
}

export const phone = {
  name: "phone",
  csp: CSP,
  now: night.NOW,
  sizes: [
    [390, 844],
    [768, 1024],
    [1280, 720],
  ],
  options: { serviceWorkers: "block" },
  layout: { slack: 0, thumbs: false },
  quiet: /ERR_|Failed to load|WebSocket/,
  states: STATES,
  show,
};
