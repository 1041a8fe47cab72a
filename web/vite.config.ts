import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// One HTML entry per audience; nothing is shared between them but hashed chunks.
const pages = ["phone", "staff", "board"];

/** What every page starts with stays one file: cut up by which late part needs some of it, it would weigh more. */
const COMMON = [
  /\/node_modules\/(@preact|preact)\//,
  /vite\/preload-helper/,
  /\/src\/shared\/(lang\/i18n|device\/connection|game\/bingo|protocol\.gen)\.ts$/,
  /\/src\/ui\/(Icon\.tsx|Icon\.module\.css|glyphs\.ts)$/,
];

// `npm run dev` borrows the certificate of the venue in ./venue, where there is one: the box refuses requests whose
// Origin has another scheme, and browsers keep the cookies of staff only over TLS.
const key = here("../venue/tls/leaf.key");
const certificate = here("../venue/tls/leaf.crt");
const tls = existsSync(key) ? { https: { key: readFileSync(key), cert: readFileSync(certificate) } } : {};

export default defineConfig(({ command }) => ({
  // A class is its hash over the air; whoever works on a page reads its name too.
  css: { modules: { generateScopedName: command === "build" ? "_[hash:base64:5]" : "[local]_[hash:base64:5]" } },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    // Container queries in the styles ask for browsers of 2022 anyway.
    target: "es2022",
    // The box forbids inline script, inline style and data: URLs, so nothing may be inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
    rollupOptions: {
      input: Object.fromEntries(pages.map((page) => [page, here(`${page}.html`)])),
      output: { manualChunks: (id) => (COMMON.some((module) => module.test(id)) ? "common" : undefined) },
    },
  },
  server: { ...tls, proxy: { "/api": { target: "https://localhost:8443", secure: false, ws: true } } },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
}));
