/** Measures whether everything a person has to press is whole on a small screen. */

const WIDTH = 360;

/** What does not fit at 360 px with the text twice as large; the screen gets its own size back. */
export async function misfitsAtTwiceTheText(page) {
  const own = page.viewportSize();
  await page.setViewportSize({ width: WIDTH, height: 640 });
  // As if the reader had set the browser's text to 200 %: all sizes follow the root.
  const twice = 2 * (await page.evaluate(rootTextPx));
  await page.evaluate(
    (size) => (document.documentElement.style.fontSize = `${size}px`),
    twice,
  );
  // Even with reduced motion a style takes a frame to settle.
  await page.waitForFunction(
    (size) =>
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize) ===
      size,
    twice,
  );
  const found = await page.evaluate(misfits, WIDTH);
  await page.evaluate(() =>
    document.documentElement.style.removeProperty("font-size"),
  );
  await page.waitForFunction(
    (size) =>
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize) ===
      size,
    twice / 2,
  );
  await page.setViewportSize(own);
  return found;
}

const rootTextPx = () =>
  Number.parseFloat(getComputedStyle(document.documentElement).fontSize);

/** In the page: controls that stick out of the screen or whose words are cut off, in words. */
function misfits(width) {
  const name = (element) =>
    `<${element.localName}> “${(element.getAttribute("aria-label") ?? element.textContent).trim().slice(0, 40)}”`;
  const clips = (element) =>
    /hidden|clip/.test(getComputedStyle(element).overflowX);
  // What scrolls sideways on purpose may reach beyond the edge, for instance a row of cards.
  const scrolls = (element) =>
    /auto|scroll/.test(getComputedStyle(element).overflowX) &&
    element.scrollWidth > element.clientWidth + 1;
  const around = (element) =>
    element.parentElement
      ? [element.parentElement, ...around(element.parentElement)]
      : [];
  const found = [];
  const page = document.scrollingElement;
  if (page.scrollWidth > width + 1)
    found.push(`the page is ${page.scrollWidth} px wide`);
  for (const element of document.querySelectorAll(
    "button, a[href], input, select, summary",
  )) {
    const box = element.getBoundingClientRect();
    if (
      box.width === 0 ||
      !element.checkVisibility({ visibilityProperty: true })
    )
      continue;
    const outer = around(element).filter((one) => one !== page);
    if (outer.some(scrolls)) continue;
    const edges = outer.filter(clips).map((one) => one.getBoundingClientRect());
    const [left, right] = [
      Math.max(0, ...edges.map((edge) => edge.left)),
      Math.min(width, ...edges.map((edge) => edge.right)),
    ];
    if (box.left < left - 1 || box.right > right + 1)
      found.push(
        `${name(element)} sticks out: ${Math.round(box.left)} to ${Math.round(box.right)}`,
      );
    if (
      element.localName !== "input" &&
      clips(element) &&
      element.scrollWidth > element.clientWidth + 1
    )
      found.push(`${name(element)} is cut off`);
  }
  return found;
}
