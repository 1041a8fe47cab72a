// A page that looks the same every time: its clock stands still unless it is moved, its dice are loaded, and it is
// looked at only when nothing is on its way any more.
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

/** Pictures taken of a page before it is said never to come to rest. */
const TRIES = 40;
/** Frames in a row without anything being fetched, until a page is taken for calm. */
const QUIET_FRAMES = 4;
/** Longest wait for anything, ms. */
const PATIENCE_MS = 30_000;
/** Parts in which the clock is moved on, so that what a timer asks for can arrive before the next one. */
const PARTS = 4;

/** What makes Chromium draw the same picture from the same page, however busy the machine is. */
const STEADY = [
  "--num-raster-threads=1",
  "--disable-partial-raster",
  "--disable-checker-imaging",
  "--disable-threaded-animation",
  "--disable-threaded-scrolling",
  "--disable-lcd-text",
  "--disable-skia-runtime-opts",
  "--font-render-hinting=none",
  "--run-all-compositor-stages-before-draw",
];

export function openBrowser(flags = []) {
  const quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"];
  const args = [...quiet, ...STEADY, ...flags];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
}

/** A page of a fresh profile at `now`. `said` fills with its errors, but for those that belong to the state shown. */
export async function openPage(browser, { now, options, quiet }, [width, height]) {
  const touch = width < height;
  const context = await browser.newContext({
    viewport: { width, height },
    hasTouch: touch,
    isMobile: touch,
    locale: "en-GB",
    timezoneId: "UTC",
    ...options,
  });
  const page = await context.newPage();
  const said = [];
  page.on("console", (line) => {
    if (["error", "warning"].includes(line.type()) && !quiet.test(line.text())) said.push(line.text());
  });
  page.on("pageerror", (error) => said.push(String(error)));
  countRequests(page);
  await page.addInitScript(keepReal);
  // It runs until it is stopped, and cannot be stopped in its past.
  await page.clock.install({ time: now - 60_000 });
  await page.clock.pauseAt(now);
  await page.addInitScript(still);
  return { context, page, said };
}

/** Runs in the page before its clock is replaced. */
function keepReal() {
  const bound = (name) => globalThis[name].bind(globalThis);
  globalThis.real = {
    frame: bound("requestAnimationFrame"),
    later: bound("setTimeout"),
    cancel: bound("clearTimeout"),
  };
}

/** Runs in the page: what comes with the next frame comes although timers stand still; chance and cursors go. */
function still() {
  const { real, setTimeout: later, clearTimeout: cancel } = globalThis;
  const atOnce = new Set();
  globalThis.requestAnimationFrame = real.frame;
  globalThis.setTimeout = (act, ms, ...rest) => {
    if (ms > 0) return later(act, ms, ...rest);
    const id = real.later(act, 0, ...rest);
    atOnce.add(id);
    return id;
  };
  globalThis.clearTimeout = (id) => (atOnce.has(id) ? real.cancel(id) : cancel(id));
  let last = 1;
  Math.random = () => (last = (last * 48_271) % 2_147_483_647) / 2_147_483_647;
  // A script's own sheet is no inline style, so the strict header allows it.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { caret-color: transparent !important } video { visibility: hidden !important }");
  document.adoptedStyleSheets = [sheet];
}

const underWay = new WeakMap();

function countRequests(page) {
  const open = new Set();
  underWay.set(page, open);
  page.on("request", (request) => {
    // What the page before asked for is never answered.
    if (request.isNavigationRequest()) open.clear();
    open.add(request);
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
}

/** Waits until something is so; throws when it does not become so. */
export async function until(page, isSo, what) {
  for (const end = Date.now() + PATIENCE_MS; !isSo();) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what()}`);
    await page.waitForTimeout(10);
  }
}

/** Waits until nothing is fetched and everything that has arrived is on the screen. */
async function calm(page) {
  const open = underWay.get(page);
  const urls = () => [...open].map((request) => request.url()).join(" ");
  // What was fetched may ask for more once it is read, so the quiet has to last a while.
  for (let quiet = 0; quiet < QUIET_FRAMES; quiet += 1) {
    if (open.size > 0) quiet = 0;
    await until(page, () => open.size === 0, urls);
    await page.evaluate(() => new Promise((drawn) => real.frame(() => real.later(drawn, 5))));
  }
}

/** Moves the page's clock on by so many ms, and waits before, between and after until it is calm. */
export async function settle(page, ms) {
  await calm(page);
  for (let part = 0; part < PARTS; part += 1) {
    await page.clock.runFor(ms / PARTS);
    await calm(page);
  }
}

/** Lays out and draws the whole page anew: what was drawn bit by bit keeps traces of how it came about. */
async function redraw(page, mobile) {
  const session = await page.context().newCDPSession(page);
  const size = { ...page.viewportSize(), mobile };
  for (const deviceScaleFactor of [2, 1]) {
    await session.send("Emulation.setDeviceMetricsOverride", { ...size, deviceScaleFactor });
    await calm(page);
  }
}

/** Runs in the page: what moves by its style sheet stands where it ends, what never ends where it begins. */
function endAnimations() {
  for (const animation of document.getAnimations()) {
    if (animation.effect.getComputedTiming().endTime === Infinity) animation.cancel();
    else animation.finish();
  }
}

/** The page as a PNG, once two pictures in a row are the same. */
export async function picture(page, [width, height]) {
  const draw = async () => {
    await page.evaluate(endAnimations);
    await redraw(page, width < height);
    return page.screenshot({ animations: "disabled", caret: "initial" });
  };
  let before = await draw();
  for (let tries = 0; tries < TRIES; tries += 1) {
    await calm(page);
    const after = await draw();
    if (after.equals(before)) return after;
    before = after;
  }
  throw new Error("the page does not come to rest");
}

/** What axe finds serious or worse. */
export async function axeFindings(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  const place = ({ target, failureSummary }) => `${target} ${failureSummary}`;
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map(place).join(" | ").slice(0, 600)}`);
}

/** Runs in the page: sideways scrolling, and where a thumb counts, buttons too small for it. */
export function layoutFaults({ slack, thumbs }) {
  const found = [];
  for (const box of [document.documentElement, document.querySelector("main")]) {
    if (box && box.scrollWidth > box.clientWidth + slack) found.push(`${box.tagName} scrolls sideways`);
  }
  for (const target of thumbs ? document.querySelectorAll("button, a[href], select, input, summary") : []) {
    const { width, height } = target.getBoundingClientRect();
    const name = target.textContent || target.getAttribute("aria-label");
    if (width > 0 && (width < 43.5 || height < 43.5)) found.push(`small target ${width}x${height}: ${name}`);
  }
  return found;
}
