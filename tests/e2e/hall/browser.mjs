/** Chromium that trusts the box the way a guest's phone does, and watches every page for what must not happen. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { command } from "./box.mjs";
import { chromium } from "./packages.mjs";

/** Longest wait for anything on a page: two cores may be busy with something else. */
export const PATIENCE_MS = 45_000;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-quic",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
  // No name leads anywhere but to the box. `bingo` is what guests type: unlike localhost, no browser trusts it by itself.
  "--host-resolver-rules=MAP bingo 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost",
];
const PHONE = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};
const TABLET = { viewport: { width: 1024, height: 768 } };
const TELEVISION = { viewport: { width: 1280, height: 720 } };

/** One browser with its own home, and everything its pages did wrong. */
export class Browser {
  /** Faults of any page so far, in words. A test ends with none. */
  faults = [];
  #browser;
  #origins;

  constructor(browser, origins) {
    this.#browser = browser;
    this.#origins = origins;
  }

  /** Starts Chromium with the box's authority in its trust store; `film` is what its camera sees. */
  static async open(box, { film } = {}) {
    const home = join(box.folder, "home");
    const trust = join(home, ".pki/nssdb");
    await mkdir(trust, { recursive: true });
    await command("certutil", "-N", "-d", `sql:${trust}`, "--empty-password");
    await command(
      "certutil",
      "-A",
      "-d",
      `sql:${trust}`,
      "-n",
      "hallbox",
      "-t",
      "C,,",
      "-i",
      box.ca,
    );
    const camera = film && [
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      `--use-file-for-fake-video-capture=${film}`,
    ];
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_BIN ?? "/usr/bin/chromium",
      args: [...FLAGS, ...(camera ?? [])],
      env: {
        ...process.env,
        HOME: home,
        XDG_DATA_HOME: "",
        XDG_CONFIG_HOME: "",
      },
    });
    return new Browser(browser, [box.url, box.plainUrl]);
  }

  /** A guest's phone. */
  phone(options = {}) {
    return this.#device("phone", { ...PHONE, ...options });
  }

  /** A staff device. */
  console(options = {}) {
    return this.#device("console", { ...TABLET, ...options });
  }

  /** The big screen. */
  board(options = {}) {
    return this.#device("board", { ...TELEVISION, ...options });
  }

  async close() {
    await this.#browser.close();
  }

  /** A device of its own: storage, cookies and cache are nobody else's. */
  async #device(kind, options) {
    const context = await this.#browser.newContext({
      locale: "en-GB",
      colorScheme: "dark",
      reducedMotion: "reduce",
      ...options,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    context.on("request", (request) => this.#checkAddress(kind, request.url()));
    const page = await context.newPage();
    await page.exposeFunction("tellTest", (fault) =>
      this.faults.push(`${kind}: ${fault}`),
    );
    await page.addInitScript(watchPolicy);
    await page.addInitScript(recordCalls);
    page.on("pageerror", (error) =>
      this.faults.push(`${kind}: ${error.stack ?? error}`),
    );
    page.on("websocket", (socket) =>
      this.#checkAddress(kind, socket.url().replace(/^ws/, "http")),
    );
    page.on("console", (message) => {
      if (/Content Security Policy/i.test(message.text()))
        this.faults.push(`${kind}: ${message.text()}`);
    });
    return page;
  }

  #checkAddress(kind, url) {
    const { protocol, origin } = new URL(url);
    const within =
      protocol === "data:" ||
      protocol === "blob:" ||
      this.#origins.includes(origin);
    if (!within) this.faults.push(`${kind}: a request left the box: ${url}`);
  }
}

/** In the page: tells of everything the content security policy stopped. */
function watchPolicy() {
  addEventListener("securitypolicyviolation", (event) => {
    void globalThis.tellTest(
      `policy ${event.violatedDirective} stopped ${event.blockedURI || "inline"} (${event.sourceFile})`,
    );
  });
}

/**
 * In the page: writes down every call a screen shows, the moment it shows it: `[how many, which ball]`.
 * Phones and boards have the last call in the middle and say "7 of 75" or "7/75" beside it.
 */
function recordCalls() {
  globalThis.calls = [];
  const lastCall = () => {
    const phone = document.querySelector("section[aria-label='Last call']");
    if (phone)
      return ["button", "p"].map(
        (part) => /\d+/.exec(phone.querySelector(part)?.textContent ?? "")?.[0],
      );
    const count = [...document.querySelectorAll("p")].find((one) =>
      /^\d+\/75 numbers called$/.test(one.textContent),
    );
    const ball = count
      ?.closest("section")
      ?.querySelector("[role=img]")
      ?.getAttribute("aria-label");
    return [
      /^\d+/.exec(count?.textContent ?? "")?.[0],
      /\d+/.exec(ball ?? "")?.[0],
    ];
  };
  const look = () => {
    const [count, ball] = lastCall().map(Number);
    if (!count || !ball) return;
    const newest = globalThis.calls.at(-1);
    if (newest?.[0] !== count || newest[1] !== ball)
      globalThis.calls.push([count, ball]);
  };
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
}

/** Every call this screen has shown since its page opened, in order: `[how many, which ball]`. */
export function callsShown(page) {
  return page.evaluate(() => globalThis.calls);
}

/** Waits until the screen shows this call. */
export async function showsCall(page, count, ball) {
  const shows = page.waitForFunction(
    ([count, ball]) => {
      const newest = globalThis.calls.at(-1);
      return newest?.[0] === count && newest[1] === ball;
    },
    [count, ball],
    { timeout: PATIENCE_MS, polling: 100 },
  );
  await shows.catch(async (error) => {
    error.message += `\n${page.url()} shows ${JSON.stringify(await callsShown(page))} and not ${JSON.stringify([count, ball])}`;
    throw error;
  });
}
