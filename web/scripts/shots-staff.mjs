// Pictures of every screen and state of the staff console at every size, and what axe thinks of them.
// Usage: node scripts/shots-staff.mjs [folder] [state…]
import { join } from "node:path";
import { engineStates, FORECAST, FORMER } from "./shots-staff-engine.mjs";
import { asked, axeFindings, faultsOf, openBrowser, report, serveApp, sizes } from "./shots.mjs";

const SIZES = sizes([[360, 640], [390, 844], [768, 1024], [1280, 720]]);
// What the box sends with every page.
const CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws://127.0.0.1:*; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

const { address, modules, stop } = await serveApp("staff", CSP, "/src/staff/fixtures.ts");
const { ana, CALLS, FACE, game, me, snapshot, T0, win, winCard } = modules;

const stamp = (by, ms = 0) => ({ seq: 6, at_ms: T0 + ms, by });
const card = { serial: 1207, code: "7K3M-92QX", face: FACE, sold: stamp(ana), voided: null, missing: 1, plays: true, pack: [], duplicate: null };
const won = (state, more = {}) => [win([winCard(1207, state, more), winCard(88, "detected")])];
const checking = (wins) => ({ wins, game: game("checking", CALLS.slice(0, 10)) });
const ok = (...entries) => ({ ok: { seq: 21, entries } });
const refused = (refusal) => ({ refused: refusal });
const QR = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 29 29'><path d='M2 2h7v7h-7zM20 2h7v7h-7zM2 20h7v7h-7zM12 12h5v5h-5z'/></svg>";
const tap = (id) => (page) => page.getByTestId(id).first().click();
const sells = (answer) => ({ at: "sell", reply: () => answer, then: async (page) => {
  await page.getByTestId("typed-code").fill("1207");
  await page.getByTestId("typed-go").click();
  await page.getByTestId("scan-result").waitFor();
} });
const at = (place, more = {}) => ({ at: place, ...more });

/** `me`, `snap`: what the box says. `at`: the place. `then`: what the person does. `cut`: how long the link is down, ms.
 * `news`: what the box says when `then` asks for it. */
const STATES = {
  unreachable: { me: null },
  claim: { me: me({ unclaimed: true, device: null, staff: null, tiles: [] }) },
  enrol: { me: me({ device: null, staff: null }), hash: "#e=Tok3n" },
  notenrolled: { me: me({ device: null, staff: null }) },
  signin: { me: me({ staff: null }) },
  pin: { me: me({ staff: null }), then: async (page) => { await tap("tile-chloe")(page); for (const key of "1234") await tap(`pin-${key}`)(page); } },
  skeleton: { snap: null },
  first: at("first"),
  sell: at("sell"),
  sellcamera: at("sell", { then: async (page) => { await tap("camera-start")(page); await page.waitForSelector("[data-state=on]"); } }),
  sold: sells(ok({ type: "card_activated", data: { serial: 1207, face: FACE } })),
  already: sells(refused({ code: "already_active", serial: 1207, sold: stamp({ ...ana, staff: "chloe", desk: "Entrance left" }) })),
  unknown: sells(refused({ code: "unknown", what: "card" })),
  void: sells(refused({ code: "card_void", serial: 1207, voided: stamp(ana) })),
  lookup: at("sell", { reply: () => ({ card }), then: async (page) => {
    await page.getByTestId("scan-mode").getByRole("button").nth(1).click();
    await page.getByTestId("typed-code").fill("1207");
    await tap("typed-go")(page);
    await page.getByTestId("card-panel").waitFor();
    await page.getByTestId("void-open").scrollIntoViewIfNeeded();
  } }),
  sellunsent: at("sell", { cut: 40_000, then: async (page) => { await page.getByTestId("typed-code").fill("7K3M-92QX"); await tap("typed-go")(page); await page.getByTestId("scan-result").waitFor(); } }),
  unsent: at("sell", { cut: 40_000, then: async (page) => { await page.getByTestId("typed-code").fill("7K3M-92QX"); await tap("typed-go")(page); await tap("unsent")(page); } }),
  tileunsent: { then: async (page) => {
    const left = (n) => ({ id: `left-${n}`, act: { do: "activate", card: `#${n}` }, staff: "ben", night: "2026-11-20", at: T0, order: n });
    await keep(page, [left(1), left(2)]);
    await page.evaluate(() => localStorage.setItem("hallbox-staff-touched", "locked"));
    await page.reload();
    await page.getByRole("button").last().click();
    await page.getByTestId("tile-unsent-ben").waitFor();
  } },
  seller: at("sell", { snap: snapshot({ rights: ["sell"], staff: "chloe" }), me: me({ staff: "chloe", name: "Chloé Dubois-Montgomery-Featherstonehaugh", desk: "Entrance left, next to the cloakroom", rights: ["sell"] }) }),
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
  end: at("call", { then: tap("end-early") }),
  paused: at("call", { snap: snapshot({ game: game("paused", CALLS) }) }),
  checking: at("call", { snap: snapshot(checking(won("claimed"))) }),
  settled: at("call", { snap: snapshot({ wins: won("good"), game: game("settled", CALLS) }) }),
  cage: at("call", { snap: snapshot({ game: game("running", CALLS, { source: "cage" }) }), then: tap("cage-20") }),
  calloffline: at("call", { cut: 40_000 }),
  faster: at("call", { reply: () => refused({ code: "call_already_out", call: 17, ball: 33 }), then: async (page) => { await tap("draw")(page); await page.getByTestId("trouble").waitFor(); } }),
  programme: at("programme"),
  winsnone: at("wins"),
  wins: at("wins", { snap: snapshot({ ...checking([win([winCard(41, "paid", { by: "ana", desk: "Bar", at_ms: T0 })], { stage: 1, stage_name: "Blackout", game: "early-0", game_name: "Early bird" }), ...won("claimed")]) }) }),
  guestclaim: at("wins", { snap: snapshot({ game: game("running", CALLS) }), reply: () => refused({ code: "not_a_win", serial: 41, missing: 2 }), then: async (page) => {
    await tap("guest-claim")(page);
    await page.getByRole("dialog").getByTestId("typed-code").fill("41");
    await page.getByRole("dialog").getByTestId("typed-go").click();
    await page.getByTestId("trouble").waitFor();
  } }),
  windetected: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("detected"))), reply: () => ({ card }) }),
  winclaimed: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("claimed"))), reply: () => ({ card }) }),
  winnot: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("claimed"))), reply: () => ({ card }), then: tap("win-not") }),
  winsecond: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("needs_second", { by: "ana", desk: "Bar", at_ms: T0 }))), reply: () => ({ card }) }),
  wingood: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("good", { by: "ben", desk: "Stage", at_ms: T0, share: [1, 2] }))), reply: () => ({ card }) }),
  winpay: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("good", { by: "ben", desk: "Stage", at_ms: T0 }))), reply: () => ({ card }), then: tap("win-pay") }),
  winpaid: at("wins/warm-up-1/0/1207", { snap: snapshot(checking(won("paid", { by: "chloe", desk: "Prize desk", at_ms: T0, share: [1, 2] }))), reply: () => ({ card }) }),
  prizes: at("prizes"),
  prizeadd: at("prizes", { then: tap("prize-add") }),
  feed: at("feed"),
  more: at("more"),
  team: at("team"),
  personadd: at("team", { then: tap("person-add") }),
  offer: at("team", { then: async (page) => { await tap("device-add")(page); await page.getByTestId("device-desk").fill("Bar"); await tap("device-offer")(page); await page.getByTestId("offer").waitFor(); } }),
  cards: at("cards"),
  night: at("night"),
  nightover: at("night", { snap: snapshot({ night_over: true, game: null }) }),
  german: at("call", { look: { language: "de" } }),
  germansell: at("sell", { look: { language: "de" } }),
  light: at("call", { look: { theme: "light" } }),
  contrast: at("wins/warm-up-1/0/1207", { look: { theme: "contrast" }, snap: snapshot(checking(won("claimed"))), reply: () => ({ card }) }),
  larger: at("call", { look: { text: "larger", language: "fr" } }),
  largersell: at("sell", { look: { text: "larger", language: "de" } }),
};

Object.assign(STATES, engineStates({ modules, at, tap, sells, ok, card, won, checking, refused }));

const { folder, states } = asked("staff", () => STATES);
const browser = await openBrowser("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream");
let findings = 0;
for (const [name, state] of states) for (const [width, height] of SIZES) findings += await shoot(name, state, width, height);
await browser.close();
await stop();
report(folder, findings);

/** Puts unsent acts where the console keeps them. */
function keep(page, items) {
  return page.evaluate((acts) => new Promise((done, failed) => {
    const opening = indexedDB.open("hallbox-staff", 1);
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
      const change = opening.result.transaction("outbox", "readwrite");
      for (const act of acts) change.objectStore("outbox").put(act);
      change.oncomplete = () => done(opening.result.close());
    };
  }), items);
}

async function answerHttp(page, who) {
  const api = (path, body) => page.route(`**/api/${path}`, (route) => route.fulfill({ json: body }));
  await page.route("**/favicon.ico", (route) => route.fulfill({ status: 204 }));
  if (who === null) await page.route("**/api/me", (route) => route.abort());
  else await api("me", who);
  await api("staff/catalogue", modules.CATALOGUE);
  await api("staff/forecast", FORECAST);
  await api("staff/programmes", FORMER);
  await api("first-steps", { cards: true, team: true, game: false, prize: false });
  await api("devices/enrolment", { url: "https://bingo.example/staff#e=0123456789abcdefghijkl", qr_svg: QR, expires_ms: T0 + 600_000 });
}

async function shoot(name, state, width, height) {
  const { me: who = me(), snap = snapshot(), at: place, hash, reply, then, cut = 0, look, news } = state;
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < height, isMobile: width < height, reducedMotion: "reduce", locale: "en-GB", timezoneId: "UTC", permissions: ["camera"] });
  const page = await context.newPage();
  const said = faultsOf(page, /WebSocket|ERR_FAILED/);
  await page.clock.install({ time: T0 + 60_000 });
  if (look) await page.addInitScript((kept) => localStorage.setItem("hallbox-staff-look", JSON.stringify(kept)), look);
  await page.addInitScript(() => localStorage.getItem("hallbox-staff-touched") ?? localStorage.setItem("hallbox-staff-touched", String(Date.now())));
  await answerHttp(page, who);
  let alive = true;
  let socket;
  await page.routeWebSocket("**/api/staff/socket", (ws) => {
    socket = ws;
    if (!alive) return void ws.close();
    ws.onMessage((text) => {
      const asked = JSON.parse(text);
      if (asked.t === "hello" && snap) ws.send(JSON.stringify({ t: "snapshot", ...snap, now_ms: T0 + 60_000 }));
      else if (reply && asked.id) ws.send(JSON.stringify({ t: "reply", id: asked.id, ...reply(asked) }));
    });
  });
  await page.goto(`${address}/${hash ?? (place ? `#/${place}` : "")}`);
  await page.waitForSelector(place ? `[data-testid^="view-"]` : "[data-testid]");
  await page.evaluate(() => document.fonts.ready);
  if (cut > 0) {
    alive = false;
    socket.close();
    await page.clock.runFor(cut);
  }
  const tell = () => socket.send(JSON.stringify({ t: "news", s: snap.s + 1, h: snap.h, feed: [], counts: snap.counts, shown: null, rehearsal: false, night_over: false, ...news }));
  if (then) await then(page, tell).catch((error) => said.push(String(error).split("\n")[0]));
  await page.clock.runFor(600);
  await page.waitForTimeout(120);
  await page.screenshot({ path: join(folder, `${name}-${width}x${height}.png`) });
  said.push(...(await axeFindings(page)));
  said.push(...(await page.evaluate(faults)));
  for (const line of said) console.error(`${name} ${width}x${height}: ${line}`);
  await context.close();
  return said.length;
}

/** Sideways scrolling and buttons too small for a thumb. */
function faults() {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`scrolls sideways: ${document.documentElement.scrollWidth}`);
  const main = document.querySelector("main");
  if (main && main.scrollWidth > main.clientWidth + 1) found.push(`main scrolls sideways: ${main.scrollWidth}`);
  for (const target of document.querySelectorAll("button, a[href], select, input, summary")) {
    const { width, height } = target.getBoundingClientRect();
    if (width > 0 && (width < 43.5 || height < 43.5)) found.push(`small target ${Math.round(width)}x${Math.round(height)}: ${target.textContent || target.getAttribute("aria-label")}`);
  }
  return found;
}
