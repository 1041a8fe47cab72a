// A tiny server of web/dist for looking at pages: the box's addresses and its strict headers, nothing else.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};
const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; " +
  "connect-src 'self' ws://localhost:*; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'";

/** Starts the server on a free port; resolves to its address and the way to stop it. */
export function serveDist() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const page = { "/": "/phone.html", "/staff": "/staff.html", "/board": "/board.html" }[pathname];
    const path = page ?? (pathname.startsWith("/C/") ? "/phone.html" : pathname);
    try {
      const bytes = await readFile(dist + path);
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "content-security-policy": CSP });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  return new Promise((resolve) => {
    server.listen(0, "localhost", () => {
      resolve({ url: `http://localhost:${server.address().port}`, stop: () => server.close() });
    });
  });
}
