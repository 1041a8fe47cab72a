// Two folders of pictures, pixel by pixel. The browser that drew them decodes them.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow } from "../compress.mjs";

/** The pictures of a folder. */
export async function pictures(folder) {
  return (await filesBelow(folder)).filter((path) => path.endsWith(".png"));
}

/** The pictures of this run that are not what they were, each with what is different about it. */
export async function differences(browser, before, after, made) {
  const old = await pictures(before);
  const found = made.filter((path) => !old.includes(path)).map((path) => `${path}: is new`);
  const page = await browser.newPage();
  for (const path of made.filter((one) => old.includes(one))) {
    const [one, other] = await Promise.all([readFile(join(before, path)), readFile(join(after, path))]);
    // The same bytes are the same pixels; only other bytes have to be decoded.
    const why = one.equals(other)
      ? null
      : await page.evaluate(
          pixels,
          [one, other].map((png) => png.toString("base64")),
        );
    if (why !== null) found.push(`${path}: ${why}`);
  }
  await page.close();
  return { found, same: made.length - found.length };
}

/** Runs in the page: what is different about two pictures; null = nothing. */
async function pixels(pngs) {
  const decode = async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const [one, other] = await Promise.all(pngs.map(decode));
  if (one.width !== other.width || one.height !== other.height) {
    return `was ${one.width}x${one.height}, is ${other.width}x${other.height}`;
  }
  const [a, b] = [one, other].map(({ data }) => new Uint32Array(data.buffer));
  const places = [...a.keys()].filter((at) => a[at] !== b[at]);
  if (places.length === 0) return null;
  const [x, y] = [places.map((at) => at % one.width), places.map((at) => Math.floor(at / one.width))];
  const edge = (list, best) => list.reduce((found, at) => best(found, at));
  const box = [edge(x, Math.min), edge(y, Math.min), edge(x, Math.max), edge(y, Math.max)];
  return `${places.length} pixels, between ${box.slice(0, 2)} and ${box.slice(2)}`;
}
