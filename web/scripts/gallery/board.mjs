// The board in every state.
import { settle } from "./page.mjs";
import { loadModule } from "./serve.mjs";

const { gameAt, newsAt, nightAt, stageOf, winner } = await loadModule("/src/board/fixtures.ts");

/** The moment the pictures are taken, ms. */
const NOW = Date.UTC(2026, 10, 20, 20, 42);
// What the box sends with every page.
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const CALLS = [7, 22, 64, 31, 58, 12, 70, 3, 45, 19, 66, 28, 51, 36, 9, 73, 60, 15, 25, 33, 48, 1, 42];
const hex = (text) => text.repeat(64).slice(0, 64);
const fairness = {
  commitment: hex("3f9c27a1be04d865"),
  rules_hash: hex("a"),
  card_root: hex("b"),
  lock: hex("c41e90d27f63ab58"),
  entropy: "two dice: 4 and 6, “jellyfish”",
  seed: null,
};
const game = (status, calls = CALLS, more = {}) => ({ ...gameAt(status, calls), fairness, ...more });
const card = (serial, state, reason = null) => winner(serial, state, { reason });
const won = (status, cards, more = {}) => {
  const base = game(status, CALLS, more);
  base.stages[0] = { ...base.stages[0], win: { ball: 42, call: 23, cards, jackpot: false, asked: 0 } };
  return base;
};
const overGame = () => {
  const base = game("over", [...CALLS, 75, 74, 2], { stage: 1 });
  base.stages[0] = {
    ...base.stages[0],
    closed: true,
    win: { ball: 42, call: 23, jackpot: false, asked: 0, cards: [card(1207, "paid"), card(88, "paid")] },
  };
  base.stages[1] = {
    ...base.stages[1],
    closed: true,
    win: { ball: 2, call: 26, jackpot: false, asked: 0, cards: [card(415, "paid")] },
  };
  base.fairness = { ...fairness, seed: hex("9ad3") + hex("77e1") };
  return base;
};
const second = () => {
  const base = game("running", CALLS, { stage: 1, open: [1] });
  base.stages[0] = {
    ...base.stages[0],
    closed: true,
    win: { ball: 31, call: 4, jackpot: false, asked: 0, cards: [card(1207, "paid"), card(88, "paid")] },
  };
  return base;
};

const LINES = [0, 1, 2, 3, 4].map((row) => 31 << (row * 5));
const PAIRS = LINES.flatMap((a, i) => LINES.slice(i + 1).map((b) => a | b));
const format = (run, start = "first_ball") => ({ run, start, plan: null, item: null });
const boards = (...masks) => ({ boards: masks.flatMap((of, place) => (of === null ? [] : [{ place, masks: of }])) });
const goal = (hand, ...ways) => ({ hand, race: "complete", ways });
const pot = { within: 52, name: "Friday pot", value: 125_000, grows: true };
const of = (stages, more = {}, status = "running", calls = CALLS) =>
  game(status, calls, { stages, open: stages.map((_, place) => place).slice(0, more.format ? undefined : 1), ...more });
const corners = stageOf(
  "four-corners",
  "Four corners",
  [(1 << 0) | (1 << 4) | (1 << 20) | (1 << 24)],
  "Box of chocolates",
);
const line = stageOf("any-line", "Any line", LINES, "Dinner for two");
const full = stageOf("blackout", "Full house", [0x1ffffff], "Hamper", { jackpot: pot });
const hot = [
  { extra: { kind: "hot_ball", ball: 42, prize: "mug" }, name: "Bingo mug", awards: [] },
  {
    extra: { kind: "neighbours", prize: "bar" },
    name: "Chocolate bar",
    awards: [
      [87, null, false],
      [89, null, false],
    ],
  },
];
const and = stageOf("and-single-single", "One line on each card", [], "Dinner for two", {
  goal: goal(2, boards(LINES, LINES)),
});
const or = stageOf("or", "Two lines on one or both cards", [], "Meat tray", {
  goal: goal(2, boards(PAIRS, null), boards(null, PAIRS), boards(LINES, LINES)),
});
const any = stageOf("any", "A line on two of three cards", [], "Meat tray", {
  goal: goal(3, { any_cards: { need: 2, masks: LINES } }),
});
const last = stageOf("survivor", "Survivor", [], "Ham", { goal: { hand: 1, race: "last_standing", ways: [] } });
const FACE = [7, 22, 31, 58, 64, 12, 19, 42, 46, 61, 3, 28, 0, 51, 70, 9, 25, 33, 48, 66, 15, 16, 36, 60, 73];
const face = (shift) =>
  FACE.map((ball, square) => (ball === 0 ? 0 : (square % 5) * 15 + ((ball - 1 + shift) % 15) + 1));
const held = (cards, more = {}) => {
  const base = won("checking", cards);
  return { ...base, stages: [{ ...base.stages[0], ...more }, base.stages[1]] };
};
const announced = (what) => ({ announced: { seq: 90, at_ms: NOW, what } });

const STATES = {
  parallel: { night: nightAt(1, of([corners, line, full], { format: format("on_the_way") })) },
  parallel_long: {
    night: nightAt(
      1,
      of([corners, { ...line, name: "Any line, any way up, down or across" }, full, and], {
        format: format("first_ends"),
      }),
    ),
    query: { lang: "de" },
  },
  and: { night: nightAt(1, of([and])) },
  or: { night: nightAt(1, of([or])) },
  any: { night: nightAt(1, of([any])) },
  survivor: { night: nightAt(1, of([last], {}, "running", [7, 22])) },
  into: { night: nightAt(1, of([line, or, full], { open: [0] })) },
  wild: { night: nightAt(1, of([line], { format: format("into", "wild"), open: [0] }, "running", [7])) },
  wild_later: {
    night: nightAt(1, of([line], { format: format("into", "wild"), open: [0] }, "running", [7, 22, 64, 31, 58])),
  },
  bonanza: { night: nightAt(1, of([full], { format: format("into", { pre_drawn: 43 }), open: [0] })) },
  jackpot: { night: nightAt(1, of([{ ...full, extras: hot }], { pace_s: 12 })) },
  selling_all: {
    night: nightAt(1, of([corners, line, { ...full, extras: hot }], { format: format("on_the_way") }, "selling", [])),
  },
  selling_into: {
    night: nightAt(1, of([line, or, full], { format: format("into", { pre_drawn: 8 }) }, "selling", [])),
  },
  shown_card: { night: nightAt(1, held([winner(1207, "claimed", { shown: [FACE] })])) },
  shown_tie: {
    night: nightAt(1, held([winner(88, "claimed", { shown: [face(3)] }), winner(1207, "claimed", { shown: [FACE] })])),
  },
  shown_hand: {
    night: nightAt(
      1,
      held([winner(1207, "claimed", { hand: [1207, 1208, 1209], shown: [FACE, face(2), face(5)] })], {
        goal: goal(3, { any_cards: { need: 1, masks: LINES } }),
      }),
    ),
  },
  disputed: { night: nightAt(1, game("disputed")) },
  announced: {
    night: nightAt(1, game("running")),
    then: [{ t: "game", ...newsAt(2, game("running", CALLS, announced({ kind: "ball_restated", ball: 42 }))) }],
  },
  announced_long: {
    night: nightAt(1, game("running")),
    query: { lang: "fr" },
    then: [
      {
        t: "game",
        ...newsAt(
          2,
          game(
            "running",
            CALLS,
            announced({
              kind: "pattern_restated",
              stage: 0,
              reason: "Announced as two lines by mistake when the second microphone was off",
            }),
          ),
        ),
      },
    ],
  },
  message: {
    night: { ...nightAt(1, game("running")), shown: { text: "The bar closes at ten o’clock", until_ms: null } },
  },
  break: {
    night: { ...nightAt(1, overGame()), shown: { text: "Half-time: sandwiches at the bar", until_ms: NOW + 754_000 } },
  },
  message_between: {
    night: {
      ...nightAt(1, null),
      shown: { text: "Thank you to the bakery of Mrs Longbottom and Sons for tonight’s cakes", until_ms: null },
    },
  },
  practice: { night: { ...nightAt(1, game("running")), rehearsal: true } },
  voided: {
    night: nightAt(
      1,
      game("over", CALLS, {
        outcome: "voided",
        ...announced({ kind: "game_voided", reason: "The cage was not closed" }),
      }),
    ),
  },

  loading: { night: null },
  welcome: { night: nightAt(1, null) },
  selling: { night: nightAt(1, game("selling", [])) },
  locked: { night: nightAt(1, game("locked", [])) },
  first: { night: nightAt(1, game("running", [7])) },
  running: { night: nightAt(1, game("running")) },
  second: { night: nightAt(1, second()) },
  giant: { night: nightAt(1, game("running")), query: { layout: "giant" } },
  light: { night: nightAt(1, game("running")), query: { theme: "light" } },
  contrast: { night: nightAt(1, game("running")), query: { theme: "contrast" } },
  german: { night: nightAt(1, won("checking", [card(1207, "claimed"), card(88, "claimed")])), query: { lang: "de" } },
  long: {
    night: {
      ...nightAt(
        1,
        game("running", CALLS, { name: "The Grand Christmas Charity Super Bonanza Full House of Saint Bartholomew" }),
      ),
      join_url: "https://bingo-hall-of-fame.example.org:8443/join",
      wifi: "Saint Bartholomew Community Hall Guests",
    },
  },
  paused: { night: nightAt(1, game("paused")) },
  look: { night: nightAt(1, won("checking", [card(1207, "detected")])) },
  checking: { night: nightAt(1, won("checking", [card(1207, "claimed"), card(88, "detected")])) },
  won: { night: nightAt(1, won("settled", [card(1207, "good")])) },
  tie: { night: nightAt(1, won("settled", [card(88, "good"), card(412, "paid"), card(1207, "good")])) },
  notawin: { night: nightAt(1, won("settled", [card(88, "not_a_win", "The card was voided earlier")])) },
  takenback: {
    night: nightAt(1, game("running")),
    then: [{ t: "game", ...newsAt(2, game("running", CALLS.slice(0, -1))) }],
  },
  cage: { night: nightAt(1, game("running", CALLS, { source: "cage" })) },
  offline: { night: nightAt(1, game("running")), cut: 10_000 },
  manual: { night: nightAt(1, game("running")), cut: 130_000 },
  over: { night: nightAt(1, overGame()) },
  thanks: { night: { ...nightAt(1, null), night_over: true } },
  menu: { night: nightAt(1, game("running")), key: "?" },
};

/** Brings a page into a state. */
async function show(
  { page, address, language, size: [width, height] },
  { night, query = {}, then = [], cut = 0, key },
) {
  let alive = true;
  let socket;
  await page.routeWebSocket("**/api/board/socket", (ws) => {
    socket = ws;
    if (!alive) return void ws.close();
    ws.onMessage(() => night !== null && ws.send(JSON.stringify({ t: "snapshot", ...night })));
  });
  await page.goto(`${address}/?${new URLSearchParams({ lang: language, ...query })}`);
  if (night !== null) await page.waitForSelector("main:not([aria-busy])");
  await settle(page, 200);
  for (const message of then) socket.send(JSON.stringify(message));
  if (cut > 0) {
    alive = false;
    socket.close();
    await page.clock.runFor(cut);
  }
  if (key !== undefined) await page.keyboard.press(key);
  await settle(page, 200);
  // A full-page picture would forget that a phone has no mouse; a taller phone does not.
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  if (width < height && tall > height) await page.setViewportSize({ width, height: tall });
}

export const board = {
  name: "board",
  csp: CSP,
  now: NOW,
  sizes: [
    [1280, 720],
    [1920, 1080],
  ],
  options: { reducedMotion: "reduce" },
  layout: { slack: 4, thumbs: false },
  quiet: /WebSocket/,
  states: STATES,
  show,
};
