/** Everything an organiser plans and a caller mends, on one console and one box. */
import assert from "node:assert/strict";
import test from "node:test";
import { Box } from "./hall/box.mjs";
import { Browser } from "./hall/browser.mjs";
import { findings, look, story } from "./hall/look.mjs";
import { Staff } from "./hall/staff.mjs";

const ANA = { name: "Ana", pin: "482915" };
const PAIR = [1, 2];
const OTHERS = [3, 4];
const POT = { name: "Snowball", value: 100, within: 74 };

test("a night of the whole engine", async (t) => {
  const box = await Box.bare("engine");
  t.after(() => box.remove());
  await box.start();
  const browser = await Browser.open(box);
  t.after(() => browser.close());
  const pages = { ana: await browser.console() };
  const part = story(t, pages);
  const ana = new Staff(pages.ana, box);

  await part("the owner sets the table: cards, a prize, a pot", async () => {
    await ana.claimBox({ ...ANA, code: await box.claimCode(), desk: "Stage" });
    await ana.makeCards(9);
    await ana.addPrize({ name: "Hamper", stock: 3 });
    await ana.addPot(POT);
    await ana
      .id("pots")
      .getByText("100.00 within 74 calls", { exact: true })
      .waitFor();
    await look(ana.page, "staff-pots");
  });

  await part("the programme is planned, saved and put in order", async () => {
    await ana.go("programme");
    await look(ana.page, "staff-programme-empty");
    await ana.id("item-add-game").click();
    await ana.fillGame({
      name: "Pairs",
      source: "drawn by the box",
      stages: [["and-single-single", "Hamper"]],
    });
    await ana.id("stage-0-jackpot-add").click();
    await ana.unfold("more-fields");
    await ana.id("game-read-out").fill("Thank you to the bakery!");
    await look(ana.page, "staff-plan-game");
    await ana.id("item-done").click();
    await ana.id("item-add-break").click();
    await ana.id("item-text").fill("The kitchen is open");
    await ana.id("item-done").click();
    await ana.id("item-1-up").click();
    await ana.id("programme-save").click();
    await ana.id("save-bar").waitFor({ state: "hidden" });
    assert.deepEqual(await kinds(ana.page), ["break", "game"]);
    await look(ana.page, "staff-programme");
    await ana.page.reload();
    await ana.go("programme");
    assert.deepEqual(await kinds(ana.page), ["break", "game"]);
  });

  await part("a break goes on the screens and off again", async () => {
    await ana.page.locator("[data-testid^=item-show-]").click();
    await ana.id("on-screens").getByText("The kitchen is open").waitFor();
    await ana.id("screens-off").click();
    await ana.id("on-screens").waitFor({ state: "hidden" });
  });

  await part(
    "a game of pairs warns until a player has two cards together",
    async () => {
      await ana.page.locator("[data-testid^=item-open-]").click();
      await ana.page
        .locator("[data-testid=pairs-warning][data-packs='0']")
        .waitFor();
      await ana.go("sell");
      await ana.sellPack(PAIR);
      for (const serial of OTHERS) await ana.sellCard(serial);
      await ana.hasSold(PAIR.length + OTHERS.length);
      await look(ana.page, "staff-sell-pack");
      await ana.scanMode("Look up");
      await ana.typeCode("#2");
      await ana.id("pack").getByText("#1, #2").waitFor();
    },
  );

  await part(
    "the game is opened from the programme after its forecast",
    async () => {
      await ana.go("programme");
      await ana.page.locator("[data-testid^=item-open-]").click();
      await ana.page
        .locator("[data-testid=pairs-warning][data-packs='1']")
        .waitFor();
      await ana.id("forecast-stage").waitFor();
      const said = await ana.id("read-out").innerText();
      for (const words of [
        "“Pairs”",
        "2 cards",
        "Snowball (100.00)",
        "within 74 calls",
        "Thank you to the bakery!",
      ])
        assert.ok(said.includes(words), `${words} is not in: ${said}`);
      await look(ana.page, "staff-open-item");
      await ana.id("open-go").click();
      await ana.id("view-call").waitFor();
      await ana.id("to-read").click();
      await ana.id("read-out").getByText("Snowball (100.00)").waitFor();
      await look(ana.page, "staff-read-out");
      await ana.go("rules");
      await ana
        .id("rules")
        .getByText("A win waits until somebody claims it")
        .waitFor();
      await look(ana.page, "staff-rules");
    },
  );

  await part("the box calls by itself until it is stopped", async () => {
    await ana.closeSales();
    await ana.unfold("auto-open");
    await ana.id("auto-seconds").fill("2");
    await ana.id("auto-start").click();
    await ana.id("auto-running").waitFor();
    await look(ana.page, "staff-auto");
    await ana.hasCalled(2);
    await ana.id("auto-stop").click();
    await ana.id("draw").waitFor();
    await ana.id("jackpot").getByText("Snowball (100.00)").waitFor();
  });

  await part(
    "somebody objects, and nothing goes on until it is settled",
    async () => {
      await ana.unfold("trouble-tools");
      await look(ana.page, "staff-trouble");
      await ana.id("dispute").click();
      await ana.giveReason("A number was not heard");
      await ana.isAt("objection");
      await look(ana.page, "staff-disputed");
      await ana.id("settle").click();
      await ana.giveReason("The last ball is said again");
      await ana.isAt("running");
      await ana.unfold("trouble-tools");
      await ana.id("restate-ball").click();
      await ana.id("restated").getByText("on every screen again").waitFor();
    },
  );

  await part("the pair wins together, and the pot is paid", async () => {
    for (
      let count = await countOf(ana.page);
      (await ana.status()) === "running";
    ) {
      count += 1;
      await ana.draw(count);
    }
    await ana.isAt("checking a win");
    await ana.openWin(PAIR[0], "detected");
    assert.equal(await ana.page.getByTestId("win-face").count(), PAIR.length);
    await ana.id("win-claim").click();
    await ana.id("win-show").click();
    await ana.page.getByText("The card is on the big screens.").waitFor();
    await look(ana.page, "staff-win-hand");
    await ana.id("win-verify").click();
    await ana.pay(PAIR[0]);
    await ana.closeStage();
    const feed = (await ana.feed()).join("\n");
    assert.match(feed, /handed Snowball \(100.00\) to card 1/);
    assert.match(feed, /The pot Snowball was won: 100.00/);
    await look(ana.page, "staff-feed-engine");
  });

  await part("a practice night counts for nothing", async () => {
    await ana.go("pots");
    const pot = await ana.id("pots").innerText();
    await ana.closeNight();
    await ana.id("open-rehearsal").click();
    await ana.id("practice").waitFor();
    await look(ana.page, "staff-practice");
    for (const place of ["sell", "call", "wins", "pots"]) {
      await ana.go(place);
      await ana.id("practice").getByText("nothing counts").waitFor();
    }
    await ana.id("pots").getByRole("button", { name: "Set the pot" }).click();
    await ana.id("pot-value").fill("999");
    await ana.id("pot-save").click();
    await ana.id("pots").getByText("999.00 within").waitFor();
    await ana.closeNight();
    await ana.id("open-night").click();
    await ana.id("practice").waitFor({ state: "hidden" });
    await ana.go("pots");
    assert.equal(await ana.id("pots").innerText(), pot);
  });

  await part("the programme of a former night is copied", async () => {
    await ana.go("programme/copy");
    await ana.page.locator("[data-testid^=copy-]").first().click();
    await ana.id("save-bar").waitFor();
    assert.deepEqual(await kinds(ana.page), ["break", "game"]);
    await ana.id("programme-discard").click();
    await ana
      .id("programme")
      .getByRole("listitem")
      .first()
      .waitFor({ state: "hidden" });
  });

  assert.deepEqual([...browser.faults, ...findings], []);
});

/** What the items of the programme are, in order. */
function kinds(page) {
  return page
    .locator("[data-testid=programme] [data-kind]")
    .evaluateAll((items) => items.map((item) => item.dataset.kind));
}

/** Balls out, as the caller reads it. */
async function countOf(page) {
  return Number.parseInt(
    await page.getByTestId("call-count").locator("[aria-hidden]").innerText(),
    10,
  );
}
