// What Vite does not do: the service worker with its list of files, the build's name, and compression.
import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { transformWithEsbuild } from "vite";
import { compressAll, filesBelow } from "./compress.mjs";

const web = fileURLToPath(new URL("..", import.meta.url));
const dist = `${web}dist`;

/** Every file an entry may ever ask for: its own, its static and its lazy imports. */
function filesOf(manifest, key, seen = new Set()) {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return [];
  seen.add(key);
  const below = [...(chunk.imports ?? []), ...(chunk.dynamicImports ?? [])];
  return [
    chunk.file,
    ...(chunk.css ?? []),
    ...(chunk.assets ?? []),
    ...below.flatMap((one) => filesOf(manifest, one, seen)),
  ];
}

const manifest = JSON.parse(await readFile(`${dist}/.vite/manifest.json`, "utf8"));
const icons = (await filesBelow(dist)).filter((path) => /^(icons\/|manifest\.webmanifest$)/.test(path));
const source = await readFile(`${web}src/worker/sw.ts`, "utf8");

/** Writes the worker that keeps one page and its files; its build names what is in them. */
async function writeWorker(name, page, to) {
  const below = filesOf(manifest, `${name}.html`).filter((path) => !path.endsWith(".html"));
  const files = [...new Set([...below, ...icons])].sort();
  const hash = createHash("sha256");
  for (const path of [`${name}.html`, ...files]) hash.update(path).update(await readFile(`${dist}/${path}`));
  const build = hash.digest("hex").slice(0, 12);
  const filled = { NAME: name, PAGE: page, BUILD: build, FILES: files.map((path) => `/${path}`) };
  const define = Object.fromEntries(Object.entries(filled).map(([key, value]) => [key, JSON.stringify(value)]));
  const worker = await transformWithEsbuild(source, "sw.ts", { minify: true, target: "es2022", define });
  await writeFile(`${dist}/${to}`, worker.code);
  return build;
}

const build = await writeWorker("phone", "/", "sw.js");
await writeWorker("board", "/board", "board-sw.js");
await writeFile(`${dist}/version.json`, `${JSON.stringify({ build })}\n`);
// Only this script and the budgets read it; the box embeds everything that stays.
await writeFile(`${web}node_modules/.vite-manifest.json`, JSON.stringify(manifest));
await rm(`${dist}/.vite`, { recursive: true });
await compressAll(dist);
