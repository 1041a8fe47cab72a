// The staff console in every state.
import { settle } from "./page.mjs";
import { BOX, BOX_STATES } from "./staff-box.mjs";
import {
  at,
  card,
  checking,
  FORECAST,
  FORMER,
  night,
  ok,
  QR,
  refused,
  sells,
  stamp,
  tap,
  won,
} from "./staff-night.mjs";
import { PLAN_STATES } from "./staff-plan.mjs";

const { ana, CALLS, CATALOGUE, FACE, game, me, snapshot, T0, win, winCard } = night;
/** The moment the pictures are taken, ms. */
const NOW = T0 + 60_000;
// What the box sends with every page.
const CSP = [
  "default-src 'self'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self' ws://hall.localhost",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join("; ");

/**
 * `me`, `snap`: what the box says. `at`: the place. `then`: what the person does. `cut`: how long the link is down,
 * ms. `news`: what the box says when `then` asks for it.
 */
const STATES = {
  unreachable: { me: null },
  claim: { me: me({ unclaimed: true, device: null, staff: null, tiles: [] }) },
  enrol: { me: me({ device: null, staff: null }), hash: "#e=Tok3n" },
  notenrolled: { me: me({ device: null, staff: null }) },
  signin: { me: me({ staff: null }) },
  pin: {
    me: me({ staff: null }),
    then: async (page) => {
      await tap("tile-chloe")(page);
      for (const key of "1234") await tap(`pin-${key}`)(page);
    },
  },
  skeleton: { snap: null },
  first: at("first"),
  sell: at("sell"),
  sellcamera: at("sell", {
    then: async (page) => {
      await tap("camera-start")(page);
      await page.waitForSelector("[data-state=on]");
    },
  }),
  sold: sells(ok({ type: "card_activated", data: { serial: 1207, face: FACE } })),
  already: sells(
    refused({ code: "already_active", serial: 1207, sold: stamp({ ...ana, staff: "chloe", desk: "Entrance left" }) }),
  ),
  unknown: sells(refused({ code: "unknown", what: "card" })),
  void: sells(refused({ code: "card_void", serial: 1207, voided: stamp(ana) })),
  lookup: at("sell", {
    reply: () => ({ card }),
    then: async (page) => {
      await page.getByTestId("scan-mode").getByRole("button").nth(1).click();
      await page.getByTestId("typed-code").fill("1207");
      await tap("typed-go")(page);
      await page.getByTestId("card-panel").waitFor();
      await page.getByTestId("void-open").scrollIntoViewIfNeeded();
    },
  }),
  sellunsent: at("sell", {
    cut: 40_000,
    then: async (page) => {
      await page.getByTestId("typed-code").fill("7K3M-92QX");
      await tap("typed-go")(page);
      await page.getByTestId("scan-result").waitFor();
    },
  }),
  unsent: at("sell", {
    cut: 40_000,
    then: async (page) => {
      await page.getByTestId("typed-code").fill("7K3M-92QX");
      await tap("typed-go")(page);
      await tap("unsent")(page);
    },
  }),
  tileunsent: {
    then: async (page) => {
      const left = (n) => ({
        id: `left-${n}`,
        act: { do: "activate_card", card: `#${n}` },
        staff: "ben",
        night: "2026-11-20",
        at: T0,
        order: n,
      });
      await keep(page, [left(1), left(2)]);
      await page.evaluate(() => localStorage.setItem("hallbox-staff-touched", "locked"));
      await page.reload();
      await page.getByRole("button").last().click();
      await page.getByTestId("tile-unsent-ben").waitFor();
    },
  },
  seller: at("sell", {
    snap: snapshot({ rights: ["sell"], staff: "chloe" }),
    me: me({
      staff: "chloe",
      name: "Chloé Dubois-Montgomery-Featherstonehaugh",
      desk: "Entrance left, next to the cloakroom",
      rights: ["sell"],
    }),
  }),
  callnone: at("call", { snap: snapshot({ game: null, games: [] }) }),
  selling: at("call", { snap: snapshot({ game: game("selling") }) }),
  cancel: at("call", { snap: snapshot({ game: game("selling") }), then: tap("end-early") }),
  gameover: at("call", { snap: snapshot({ game: game("over", CALLS), games: [] }) }),
  gameoverwait: at("call", { snap: snapshot({ game: game("over", CALLS), games: [], rights: ["call"] }) }),
  lock: at("call", { snap: snapshot({ game: game("selling") }), then: tap("lock") }),
  locked: at("call", { snap: snapshot({ game: game("locked") }) }),
  call: at("call"),
  auto: at("call", { snap: snapshot({ game: game("running", CALLS, { pace_s: 12 }) }) }),
  autopace: at("call", { then: tap("auto-open") }),
  undo: at("call", { then: tap("undo") }),
  pause: at("call", { then: tap("pause") }),
  end: at("call", {
    then: async (page) => {
      await tap("trouble-tools")(page);
      await tap("end-early")(page);
    },
  }),
  paused: at("call", { snap: snapshot({ game: game("paused", CALLS) }) }),
  checking: at("call", { snap: snapshot(checking(won("claimed"))) }),
  settled: at("call", { snap: snapshot({ wins: won("good"), game: game("settled", CALLS) }) }),
  cage: at("call", { snap: snapshot({ game: game("running", CALLS, { source: "cage" }) }), then: tap("cage-20") }),
  calloffline: at("call", { cut: 40_000 }),
  faster: at("call", {
    reply: () => refused({ code: "call_already_out", call: 17, ball: 33 }),
    then: async (page) => {
      await tap("draw")(page);
      await page.getByTestId("trouble").waitFor();
    },
  }),
  programme: at("programme"),
  winsnone: at("wins"),
  wins: at("wins", {
    snap: snapshot({
      ...checking([
        win([winCard(41, "paid", { by: "ana", desk: "Bar", at_ms: T0 })], {
          stage: 1,
          stage_name: "Blackout",
          game: "early-0",
          game_name: "Early bird",
        }),
        ...won("claimed"),
      ]),
    }),
  }),
  guestclaim: at("wins", {
    snap: snapshot({ game: game("running", CALLS) }),
    reply: () => refused({ code: "not_a_win", serial: 41, missing: 2 }),
    then: async (page) => {
      await tap("guest-claim")(page);
      await page.getByRole("dialog").getByTestId("typed-code").fill("41");
      await page.getByRole("dialog").getByTestId("typed-go").click();
      await page.getByTestId("trouble").waitFor();
    },
  }),
  windetected: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("detected"))), reply: () => ({ card }) }),
  winclaimed: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("claimed"))), reply: () => ({ card }) }),
  winnot: at("wins/warm-up-1/0/1207", {
    snap: snapshot(checking(won("claimed"))),
    reply: () => ({ card }),
    then: tap("win-not"),
  }),
  winsecond: at("wins/warm-up-1/0/1207", {
    snap: snapshot(checking(won("needs_second", { by: "ana", desk: "Bar", at_ms: T0 }))),
    reply: () => ({ card }),
  }),
  wingood: at("wins/warm-up-1/0/1207", {
    snap: snapshot(checking(won("good", { by: "ben", desk: "Stage", at_ms: T0, share: [1, 2] }))),
    reply: () => ({ card }),
  }),
  winpay: at("wins/warm-up-1/0/1207", {
    snap: snapshot(checking(won("good", { by: "ben", desk: "Stage", at_ms: T0 }))),
    reply: () => ({ card }),
    then: tap("win-pay"),
  }),
  winpaid: at("wins/warm-up-1/0/1207", {
    snap: snapshot(checking(won("paid", { by: "chloe", desk: "Prize desk", at_ms: T0, share: [1, 2] }))),
    reply: () => ({ card }),
  }),
  prizes: at("prizes"),
  prizeadd: at("prizes", { then: tap("prize-add") }),
  prizeworth: at("prizes", {
    then: async (page) => {
      await tap("prize-add")(page);
      await page.getByTestId("prize-value").fill("twelve");
    },
  }),
  feed: at("feed"),
  more: at("more"),
  team: at("team"),
  personadd: at("team", { then: tap("person-add") }),
  offer: at("team", {
    then: async (page) => {
      await tap("device-add")(page);
      await page.getByTestId("device-desk").fill("Bar");
      await tap("device-offer")(page);
      await page.getByTestId("offer").waitFor();
    },
  }),
  cards: at("cards"),
  night: at("night"),
  nightover: at("night", { snap: snapshot({ night_over: true, game: null }) }),
  german: at("call", { look: { language: "de" } }),
  germansell: at("sell", { look: { language: "de" } }),
  light: at("call", { look: { theme: "light" } }),
  contrast: at("wins/warm-up-1/0/1207", {
    look: { theme: "contrast" },
    snap: snapshot(checking(won("claimed"))),
    reply: () => ({ card }),
  }),
  larger: at("call", { look: { text: "larger", language: "fr" } }),
  largersell: at("sell", { look: { text: "larger", language: "de" } }),
};

/** Puts unsent acts where the console keeps them. */
function keep(page, items) {
  return page.evaluate(
    (acts) =>
      new Promise((done, failed) => {
        const opening = indexedDB.open("hallbox-staff", 1);
        opening.onerror = () => failed(opening.error);
        opening.onsuccess = () => {
          const change = opening.result.transaction("outbox", "readwrite");
          for (const act of acts) change.objectStore("outbox").put(act);
          change.oncomplete = () => done(opening.result.close());
        };
      }),
    items,
  );
}

/** Answers of the box that need no socket. */
async function answerHttp(page, who, box) {
  const api = (path, body) => page.route(`**/api/${path}`, (route) => route.fulfill({ json: body }));
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  if (who === null) await page.route("**/api/me", (route) => route.abort());
  else await api("me", who);
  await api("staff/catalogue", CATALOGUE);
  if (box === null) await page.route("**/api/box", (route) => route.abort());
  else await api("box", box);
  await api("cards/reprint", {});
  await api("staff/forecast", FORECAST);
  await api("staff/programmes", FORMER);
  await api("first-steps", { cards: true, team: true, game: false, prize: false });
  await api("devices/enrolment", {
    url: "https://bingo.example/staff#e=0123456789abcdefghijkl",
    qr_svg: QR,
    expires_ms: T0 + 600_000,
  });
}

/** What the device remembers from before. */
async function remember(page, look) {
  await page.addInitScript((kept) => localStorage.setItem("hallbox-staff-look", JSON.stringify(kept)), look);
  await page.addInitScript(() => {
    const touched = localStorage.getItem("hallbox-staff-touched");
    if (touched === null) localStorage.setItem("hallbox-staff-touched", String(Date.now()));
  });
}

/** Brings a page into a state. */
async function show({ page, address, language }, state) {
  const { me: who = me(), snap = snapshot(), at: place, hash, reply, then, cut = 0, look, news, box = BOX } = state;
  await remember(page, { language, ...look });
  await answerHttp(page, who, box);
  let alive = true;
  let socket;
  await page.routeWebSocket("**/api/staff/socket", (ws) => {
    socket = ws;
    if (!alive) return void ws.close();
    ws.onMessage((text) => {
      const asked = JSON.parse(text);
      if (asked.t === "hello" && snap) ws.send(JSON.stringify({ t: "snapshot", ...snap, now_ms: NOW }));
      else if (reply && asked.id) ws.send(JSON.stringify({ t: "reply", id: asked.id, ...reply(asked) }));
    });
  });
  await page.goto(`${address}/${hash ?? (place ? `#/${place}` : "")}`);
  await page.waitForSelector(place ? `[data-testid^="view-"]` : "[data-testid]");
  await settle(page, 200);
  if (cut > 0) {
    alive = false;
    socket.close();
    await page.clock.runFor(cut);
  }
  const { s, h, counts } = snap ?? {};
  const told = { t: "news", s: s + 1, h, feed: [], counts, shown: null, rehearsal: false, night_over: false, ...news };
  await then?.(page, () => socket.send(JSON.stringify(told)));
  await settle(page, 600);
}

export const staff = {
  name: "staff",
  csp: CSP,
  now: NOW,
  flags: ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"],
  sizes: [
    [390, 844],
    [768, 1024],
    [1280, 720],
  ],
  options: { reducedMotion: "reduce", permissions: ["camera"] },
  layout: { slack: 1, thumbs: true },
  quiet: /WebSocket|ERR_FAILED/,
  states: { ...STATES, ...PLAN_STATES, ...BOX_STATES },
  show,
};
