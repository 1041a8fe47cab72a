// Pictures of every state of the board at every size, and what axe thinks of them.
// Usage: node scripts/shots-board.mjs [folder] [state…]
import { join } from "node:path";
import { asked, axeFindings, faultsOf, openBrowser, report, serveApp, sizes } from "./shots.mjs";

const SIZES = sizes([[1280, 720], [1920, 1080], [1024, 768], [768, 1024], [360, 640]]);
// What the box sends with every page.
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";

const { address, modules, stop } = await serveApp("board", CSP, "/src/board/fixtures.ts");
const { gameAt, newsAt, nightAt } = modules;

const CALLS = [7, 22, 64, 31, 58, 12, 70, 3, 45, 19, 66, 28, 51, 36, 9, 73, 60, 15, 25, 33, 48, 1, 42];
const hex = (text) => text.repeat(64).slice(0, 64);
const fairness = { commitment: hex("3f9c27a1be04d865"), rules_hash: hex("a"), card_root: hex("b"), lock: hex("c41e90d27f63ab58"), entropy: "two dice: 4 and 6, “jellyfish”", seed: null };
const game = (status, calls = CALLS, more = {}) => ({ ...gameAt(status, calls), fairness, ...more });
const card = (serial, state, reason = null) => ({ serial, state, reason, share: null, by: null, desk: null, at_ms: null });
const won = (status, cards, more = {}) => {
  const base = game(status, CALLS, more);
  base.stages[0] = { ...base.stages[0], win: { ball: 42, call: 23, cards } };
  return base;
};
const overGame = () => {
  const base = game("over", [...CALLS, 75, 74, 2], { stage: 1 });
  base.stages[0] = { ...base.stages[0], closed: true, win: { ball: 42, call: 23, cards: [card(1207, "paid"), card(88, "paid")] } };
  base.stages[1] = { ...base.stages[1], closed: true, win: { ball: 2, call: 26, cards: [card(415, "paid")] } };
  base.fairness = { ...fairness, seed: hex("9ad3") + hex("77e1") };
  return base;
};
const second = () => {
  const base = game("running", CALLS, { stage: 1 });
  base.stages[0] = { ...base.stages[0], closed: true, win: { ball: 31, call: 4, cards: [card(1207, "paid"), card(88, "paid")] } };
  return base;
};

const STATES = {
  loading: { night: null },
  welcome: { night: nightAt(1, null) },
  selling: { night: nightAt(1, game("selling", [])) },
  locked: { night: nightAt(1, game("locked", [])) },
  first: { night: nightAt(1, game("running", [7])) },
  running: { night: nightAt(1, game("running")) },
  second: { night: nightAt(1, second()) },
  giant: { night: nightAt(1, game("running")), query: "&layout=giant" },
  light: { night: nightAt(1, game("running")), query: "&theme=light" },
  contrast: { night: nightAt(1, game("running")), query: "&theme=contrast" },
  german: { night: nightAt(1, won("checking", [card(1207, "claimed"), card(88, "claimed")])), query: "&lang=de" },
  long: { night: { ...nightAt(1, game("running", CALLS, { name: "The Grand Christmas Charity Super Bonanza Full House of Saint Bartholomew" })), join_url: "https://bingo-hall-of-fame.example.org:8443/join", wifi: "Saint Bartholomew Community Hall Guests" } },
  paused: { night: nightAt(1, game("paused")) },
  look: { night: nightAt(1, won("checking", [card(1207, "detected")])) },
  checking: { night: nightAt(1, won("checking", [card(1207, "claimed"), card(88, "detected")])) },
  won: { night: nightAt(1, won("settled", [card(1207, "good")])) },
  tie: { night: nightAt(1, won("settled", [card(88, "good"), card(412, "paid"), card(1207, "good")])) },
  notawin: { night: nightAt(1, won("settled", [card(88, "not_a_win", "The card was voided earlier")])) },
  takenback: { night: nightAt(1, game("running")), then: [{ t: "game", ...newsAt(2, game("running", CALLS.slice(0, -1))) }] },
  cage: { night: nightAt(1, game("running", CALLS, { source: "cage" })) },
  offline: { night: nightAt(1, game("running")), cut: 10_000 },
  manual: { night: nightAt(1, game("running")), cut: 130_000 },
  over: { night: nightAt(1, overGame()) },
  thanks: { night: { ...nightAt(1, null), night_over: true } },
  menu: { night: nightAt(1, game("running")), key: "?" },
};

const { folder, states } = asked("board", () => STATES);
const browser = await openBrowser();
let findings = 0;
for (const [name, state] of states) for (const [width, height] of SIZES) findings += await shoot(name, state, width, height);
await browser.close();
await stop();
report(folder, findings);

async function shoot(name, { night, query = "", then = [], cut = 0, key }, width, height) {
  const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < height, isMobile: width < height, reducedMotion: "reduce", locale: "en-GB" });
  const page = await context.newPage();
  const said = faultsOf(page, /WebSocket/);
  if (cut > 0) await page.clock.install();
  let alive = true;
  let socket;
  await page.routeWebSocket("**/api/board/socket", (ws) => {
    socket = ws;
    if (!alive) return void ws.close();
    ws.onMessage(() => night !== null && ws.send(JSON.stringify({ t: "snapshot", ...night })));
  });
  await page.goto(`${address}/?lang=en${query}`.replace("lang=en&lang=", "lang="));
  if (night !== null) await page.waitForSelector("main:not([aria-busy])");
  await page.evaluate(() => document.fonts.ready);
  for (const message of then) socket.send(JSON.stringify(message));
  if (cut > 0) {
    alive = false;
    socket.close();
    await page.clock.runFor(cut);
  }
  if (key !== undefined) await page.keyboard.press(key);
  await page.waitForTimeout(night === null ? 50 : 250);
  // A full-page picture would forget that a phone has no mouse; a taller phone does not.
  const tall = await page.evaluate(() => document.documentElement.scrollHeight);
  if (width < height && tall > height) await page.setViewportSize({ width, height: tall });
  await page.screenshot({ path: join(folder, `${name}-${width}x${height}.png`) });
  said.push(...(await axeFindings(page)));
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth + 4);
  if (overflow) said.push("scrolls sideways");
  for (const line of said) console.error(`${name} ${width}x${height}: ${line}`);
  await context.close();
  return said.length;
}
