/** Looks at a screen: axe finds nothing serious, and with SHOTS=1 it is drawn at every size people have. */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "./packages.mjs";

const SIZES = [
  [360, 640],
  [390, 844],
  [768, 1024],
  [1280, 720],
  [1920, 1080],
];
const SHOTS = fileURLToPath(new URL("../shots/", import.meta.url));

/** What axe found on the screens so far, in words. A test ends with nothing here. */
export const findings = [];

/** Checks a screen in the state it is in. */
export async function look(page, name) {
  if (process.env.SHOTS === "1") await shot(page, name);
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .analyze();
  const grave = violations.filter(
    ({ impact }) => impact === "serious" || impact === "critical",
  );
  for (const { id, help, nodes } of grave)
    findings.push(
      `axe on “${name}”: ${id}: ${help}\n${nodes.map(placeOf).join("\n")}`,
    );
}

const placeOf = ({ html, failureSummary }) =>
  `  ${html}\n    ${failureSummary.replaceAll("\n", "\n    ")}`;

/** Draws a screen at every size and gives it its own size back. */
export async function shot(page, name) {
  await mkdir(SHOTS, { recursive: true });
  const own = page.viewportSize();
  for (const [width, height] of SIZES) {
    await page.setViewportSize({ width, height });
    await page.screenshot({
      path: `${SHOTS}${name}-${width}x${height}.png`,
      animations: "disabled",
    });
  }
  await page.setViewportSize(own);
}

/**
 * The parts of one long test, in order. When one fails, a picture of every page is named in its error and the
 * parts after it are skipped: they would only repeat it. `pages` names the pages that are open by then.
 */
export function story(t, pages) {
  let broken = null;
  return (name, act) =>
    t.test(name, async (own) => {
      if (broken !== null) return own.skip(`“${broken}” failed`);
      try {
        await act();
      } catch (error) {
        broken = name;
        const pictures = await Promise.all(
          Object.entries(pages).map(([who, page]) =>
            lastPicture(page, `${name} ${who}`),
          ),
        );
        error.message += `\nscreens: ${pictures.filter(Boolean).join(" ")}`;
        throw error;
      }
    });
}

async function lastPicture(page, name) {
  const path = `${SHOTS}failed-${name.replace(/[^\w]+/g, "-")}.png`;
  await mkdir(SHOTS, { recursive: true });
  return page.screenshot({ path, timeout: 5_000 }).then(
    () => path,
    () => null,
  );
}
