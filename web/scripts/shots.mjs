// What the three picture makers share: the pages as the box serves them, a browser, and what axe says of a page.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";
import { build, createServer as createLoader, loadConfigFromFile } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** `node scripts/shots-….mjs [folder] [state…]`: where pictures go, and which of the states are wanted. */
export function asked(app, states) {
  const [folder = join(tmpdir(), `hallbox-shots-${app}`), ...names] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  return { folder, states: Object.entries(states()).filter(([name]) => names.length === 0 || names.includes(name)) };
}

/** Sizes asked for in SIZES=360x640,…, or these. */
export function sizes(usual) {
  return process.env.SIZES?.split(",").map((size) => size.split("x").map(Number)) ?? usual;
}

/** Builds one page as it is released and serves it with the box's strict header; `modules` is the app's own code to make nights with. */
export async function serveApp(app, csp, fixtures) {
  const out = mkdtempSync(join(tmpdir(), `hallbox-${app}-`));
  const { config } = await loadConfigFromFile({ command: "build", mode: "production" }, undefined, root);
  config.build.rollupOptions.input = { [app]: join(root, `${app}.html`) };
  await build({ ...config, configFile: false, root, logLevel: "warn", build: { ...config.build, outDir: out, emptyOutDir: true } });
  // The real worker is made by finish-build; pictures need none.
  writeFileSync(join(out, `${app}-sw.js`), "");
  const loader = await createLoader({ root, server: { middlewareMode: true, hmr: false, ws: false }, appType: "custom", logLevel: "error" });
  const modules = fixtures ? await loader.ssrLoadModule(fixtures) : {};
  const server = serveFolder(out, `/${app}.html`, csp);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const stop = async () => {
    server.close();
    await loader.close();
    rmSync(out, { recursive: true });
  };
  return { address: `http://127.0.0.1:${server.address().port}`, modules, stop };
}

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The files of a folder and nothing else; the page itself stands at `/`, as on the box. */
function serveFolder(folder, page, csp) {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname === "/" ? page : pathname;
    try {
      const bytes = await readFile(folder + path);
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-security-policy": csp });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
}

export function openBrowser(...more) {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", ...more],
  });
}

/** Errors of a page from now on; `quiet` are messages that belong to the state shown. */
export function faultsOf(page, quiet) {
  const said = [];
  page.on("console", (line) => ["error", "warning"].includes(line.type()) && !quiet.test(line.text()) && said.push(line.text()));
  page.on("pageerror", (error) => said.push(String(error)));
  return said;
}

/** What axe finds serious or worse. */
export async function axeFindings(page) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join(" | ").slice(0, 600)}`);
}

/** Says where the pictures are, or how much there is to mend. */
export function report(folder, findings) {
  console.log(findings === 0 ? `Pictures are in ${folder}; axe has nothing serious to say.` : `${findings} findings`);
  process.exitCode = findings === 0 ? 0 : 1;
}
