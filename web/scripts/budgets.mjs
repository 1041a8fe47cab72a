// Fails when a page weighs more over the air than it may (brotli, quality 11). Run after `npm run build`.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotli } from "./compress.mjs";

const web = fileURLToPath(new URL("..", import.meta.url));
const KB = 1000;

/** Hard limits. `first` is all a first visit fetches on its own, fonts and icons included; null = served locally. */
const LIMITS = {
  phone: { page: 12 * KB, js: 35 * KB, first: 120 * KB },
  staff: { page: 20 * KB, js: 70 * KB, first: 140 * KB },
  board: { page: 28 * KB, js: 110 * KB, first: null },
};
/** What the phone's page links to beside Vite's own files. */
const LINKED = { phone: ["manifest.webmanifest", "icons/icon.svg", "icons/icon-192.png"] };

const manifest = JSON.parse(await readFile(`${web}node_modules/.vite-manifest.json`, "utf8"));

function initial(key, files = { js: new Set(), css: new Set(), assets: new Set() }) {
  const chunk = manifest[key];
  if (!chunk || files.js.has(chunk.file)) return files;
  files.js.add(chunk.file);
  for (const css of chunk.css ?? []) files.css.add(css);
  for (const asset of chunk.assets ?? []) files.assets.add(asset);
  for (const one of chunk.imports ?? []) initial(one, files);
  return files;
}

const COMPRESSED = /\.(woff2|png)$/;

async function weight(paths) {
  const sizes = await Promise.all(
    [...paths].map(async (path) => {
      const bytes = await readFile(`${web}dist/${path}`);
      return COMPRESSED.test(path) ? bytes.length : (await brotli(bytes)).length;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

let failed = false;
for (const [page, limits] of Object.entries(LIMITS)) {
  const files = initial(`${page}.html`);
  const html = await weight([`${page}.html`, ...files.css]);
  const js = await weight(files.js);
  // Assets fetched by script when needed (the scanner's wasm) are no part of a first visit.
  const fonts = [...files.assets].filter((path) => path.endsWith(".woff2"));
  const first = html + js + (await weight([...fonts, ...(LINKED[page] ?? [])]));
  for (const [what, size, limit] of [
    ["html+css", html, limits.page],
    ["js", js, limits.js],
    ["first load", first, limits.first],
  ]) {
    const over = limit !== null && size > limit;
    failed ||= over;
    const allowed = limit === null ? "" : ` of ${(limit / KB).toFixed(0)}`;
    console.log(
      `${over ? "OVER" : "  ok"}  ${page.padEnd(5)} ${what.padEnd(10)} ${(size / KB).toFixed(1)}${allowed} KB`,
    );
  }
}
process.exit(failed ? 1 : 0);
