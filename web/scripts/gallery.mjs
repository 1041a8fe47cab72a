// Pictures of every state the fixtures show, of all three apps at every size, and what is wrong with them.
// node scripts/gallery.mjs [--out folder] [--compare folder] [--app phone] [--only state] [--size 390x844]
//   [--language de] [--axe]
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { board } from "./gallery/board.mjs";
import { differences, pictures } from "./gallery/compare.mjs";
import { axeFindings, layoutFaults, openBrowser, openPage, picture } from "./gallery/page.mjs";
import { phone } from "./gallery/phone.mjs";
import { serveApp } from "./gallery/serve.mjs";
import { staff } from "./gallery/staff.mjs";

const APPS = { phone, staff, board };
/** Pages open at the same time. */
const AT_ONCE = 2;

const { values: asked } = parseArgs({
  options: {
    out: { type: "string", default: join(tmpdir(), "hallbox-gallery") },
    compare: { type: "string" },
    app: { type: "string", multiple: true, default: Object.keys(APPS) },
    only: { type: "string", multiple: true },
    size: { type: "string", multiple: true },
    language: { type: "string", default: "en" },
    axe: { type: "boolean", default: false },
  },
});

/** Pictures of this run, as paths below the folder they are in. */
const made = [];

/** Draws one state at one size and says what is wrong with it. */
async function draw(app, served, browser, { name, state, size }) {
  const { context, page, said } = await openPage(browser, app, size);
  const file = `${name}-${size.join("x")}`;
  try {
    await app.show({ page, address: served.address, language: asked.language, size }, state);
    await writeFile(join(asked.out, app.name, `${file}.png`), await picture(page, size));
    made.push(`${app.name}/${file}.png`);
    said.push(...(await page.evaluate(layoutFaults, app.layout)));
    if (asked.axe) said.push(...(await axeFindings(page)));
  } catch (error) {
    said.push(String(error));
  }
  for (const line of said) console.error(`${app.name}/${file}: ${line}`);
  await context.close();
  return said.length;
}

/** Draws all states of an app that are wanted. */
async function drawApp(app) {
  await mkdir(join(asked.out, app.name), { recursive: true });
  const served = await serveApp(app);
  const browser = await openBrowser([...served.flags, ...(app.flags ?? [])]);
  const sizes = asked.size?.map((size) => size.split("x").map(Number)) ?? app.sizes;
  const wanted = Object.entries(app.states).filter(([name]) => asked.only?.includes(name) ?? true);
  const jobs = wanted.flatMap(([name, state]) => sizes.map((size) => ({ name, state, size })));
  let findings = 0;
  const work = async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const found = await draw(app, served, browser, job);
      findings += found;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await browser.close();
  served.stop();
  return findings;
}

let findings = 0;
for (const name of asked.app) findings += await drawApp(APPS[name]);
console.log(`Pictures are in ${asked.out}; ${findings} findings.`);
if (asked.compare !== undefined) {
  const browser = await openBrowser();
  const { found, same } = await differences(browser, asked.compare, asked.out, made);
  // Where only some were asked for, the others are not missed.
  const all = !asked.only && !asked.size && asked.app.length === Object.keys(APPS).length;
  const gone = all ? (await pictures(asked.compare)).filter((path) => !made.includes(path)) : [];
  found.push(...gone.map((path) => `${path}: is gone`));
  await browser.close();
  for (const line of found) console.error(line);
  console.log(`${same} pictures are the same as in ${asked.compare}, ${found.length} are not.`);
  findings += found.length;
}
process.exitCode = findings === 0 ? 0 : 1;
