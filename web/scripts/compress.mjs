// Writes the brotli and gzip form next to every text asset, so that the box never compresses while it serves.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const TEXT = /\.(html|js|css|json|svg|webmanifest|wasm|txt)$/;

/** Every file below `folder`, as paths relative to it. */
export async function filesBelow(folder, under = "") {
  const entries = await readdir(join(folder, under), { withFileTypes: true });
  const lists = entries.map((entry) => {
    const path = under ? `${under}/${entry.name}` : entry.name;
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
  return (await Promise.all(lists)).flat().sort();
}

/** Size in bytes over the air (brotli, quality 11). */
export async function brotli(bytes) {
  return promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

/** Compresses every text file of `folder` that has no compressed form yet. */
export async function compressAll(folder) {
  for (const path of await filesBelow(folder)) {
    if (!TEXT.test(path)) continue;
    const bytes = await readFile(join(folder, path));
    await writeFile(join(folder, `${path}.br`), await brotli(bytes));
    // Whatever runs WebAssembly takes brotli over TLS, and no page without TLS has a camera: other forms would only
    // make the program larger.
    if (path.endsWith(".wasm")) await rm(join(folder, path));
    else await writeFile(join(folder, `${path}.gz`), await promisify(gzip)(bytes, { level: 9 }));
  }
}
