/** Acts with a text the box does not take, written down by a page that did not look: seen, mended, thrown away. */
import test from "node:test";
import { Box } from "./hall/box.mjs";
import { Browser } from "./hall/browser.mjs";
import { look, story } from "./hall/look.mjs";
import { Staff } from "./hall/staff.mjs";

const ANA = { name: "Ana", pin: "482915" };

/** Acts in the outbox as if their forms were long gone. */
function leaveBehind({ acts, staff, night }) {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open("hallbox-staff");
    asked.onerror = () => reject(asked.error);
    asked.onsuccess = () => {
      const kept = asked.result.transaction("outbox", "readwrite");
      const at = Date.now() - 60_000;
      for (const [order, act] of acts.entries()) {
        kept
          .objectStore("outbox")
          .put({ id: crypto.randomUUID(), act, staff, night, at, order });
      }
      kept.oncomplete = () => {
        asked.result.close();
        resolve();
      };
    };
  });
}

test("acts with a text the box does not take", async (t) => {
  const box = await Box.demo("refused");
  t.after(() => box.remove());
  await box.start();
  const browser = await Browser.open(box);
  t.after(() => browser.close());
  const pages = {};
  const part = story(t, pages);
  pages.ana = await browser.console({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const ana = new Staff(pages.ana, box);

  await part("they are refused one by one, and shown", async () => {
    await ana.claimBox({ ...ANA, code: await box.claimCode(), desk: "Bar" });
    const { night } = await ana.page.evaluate(async () =>
      (await fetch("/api/health")).json(),
    );
    const prize = (name, i) => ({
      do: "add_prize",
      prize: `old-${i}`,
      name,
      stock: 1,
      value: 0,
    });
    const acts = ["A\tham", "   ", "Ω".repeat(50)].map(prize);
    await ana.page.evaluate(leaveBehind, { acts, staff: "s1", night });
    await ana.page.reload();
    await ana.page.getByText("3 refused").waitFor();
    await ana.go("unsent");
    await ana.page.getByText("80 plain letters fit").first().waitFor();
    await look(ana.page, "staff-unsent-refused");
  });

  await part("one is mended and arrives", async () => {
    const text = ana.id("mend-text").first();
    await text.fill("A ham");
    await ana.id("mend").first().click();
    await ana.page.getByText("2 refused").waitFor();
    await ana.go("prizes");
    await ana.id("prizes").getByText("A ham", { exact: true }).waitFor();
  });

  await part("the others are thrown away", async () => {
    await ana.go("unsent");
    for (const left of [1, 0]) {
      await ana.id("throw-away").first().click();
      await ana.id("throw-away-not").click();
      await ana.id("throw-away").first().click();
      await ana.id("throw-away-sure").click();
      if (left) await ana.page.getByText(`${left} refused`).waitFor();
    }
    await ana.id("mend-text").first().waitFor({ state: "detached" });
  });

  await part("and a sale is confirmed at once", async () => {
    await ana.scanMode("Sell");
    await ana.typeCode("#1");
    await ana.hasSold(1);
  });
});
