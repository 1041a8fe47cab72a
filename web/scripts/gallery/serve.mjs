// One app as it is released, served with the header of the box, and the app's own code to make nights with.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, createServer as createLoader, loadConfigFromFile } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The exports of one of the app's own modules. */
export async function loadModule(path) {
  const middleware = { middlewareMode: true, hmr: false, ws: false };
  const only = { appType: "custom", logLevel: "error", optimizeDeps: { noDiscovery: true } };
  const loader = await createLoader({ root, server: middleware, ...only });
  const module = await loader.ssrLoadModule(path);
  await loader.close();
  return module;
}

/** Builds one page and serves it. */
export async function serveApp({ name, csp }) {
  const out = mkdtempSync(join(tmpdir(), `hallbox-${name}-`));
  const { config } = await loadConfigFromFile({ command: "build", mode: "production" }, undefined, root);
  config.build.rollupOptions.input = { [name]: join(root, `${name}.html`) };
  const released = { ...config.build, outDir: out, emptyOutDir: true };
  await build({ ...config, configFile: false, root, logLevel: "warn", build: released });
  // The real worker is made by finish-build; pictures need none.
  writeFileSync(join(out, `${name}-sw.js`), "");
  const server = serveFolder(out, `/${name}.html`, csp);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const stop = () => {
    server.close();
    rmSync(out, { recursive: true });
  };
  // An address that is the same every time, because pages show it. What ends in localhost may use keys and cameras.
  const flags = [`--host-resolver-rules=MAP hall.localhost:80 127.0.0.1:${server.address().port}`];
  return { address: "http://hall.localhost", flags, stop };
}

/** The files of a folder and nothing else; the page itself stands at `/`, as on the box. */
function serveFolder(folder, page, csp) {
  return createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname === "/" ? page : pathname;
    try {
      const bytes = await readFile(folder + path);
      const type = TYPES[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { "content-type": type, "content-security-policy": csp });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
}
