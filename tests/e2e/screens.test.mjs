/** Every screen and state a night does not pass through by itself: looked at, in all colours and languages. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { Box } from "./hall/box.mjs";
import { Browser, showsCall } from "./hall/browser.mjs";
import { Guest } from "./hall/guest.mjs";
import { findings, look, story } from "./hall/look.mjs";
import { Staff } from "./hall/staff.mjs";

const ANA = { name: "Ana", pin: "482915" };

test("every screen", async (t) => {
  const box = await Box.demo("screens");
  t.after(() => box.remove());
  await box.start();
  const keys = await box.keys();
  // No film: this camera shows a test picture without a code.
  const browser = await Browser.open(box);
  t.after(() => browser.close());

  const pages = {};
  const part = story(t, pages);
  const open = async (who, kind, options) =>
    (pages[who] = await browser[kind](options));
  const ana = new Staff(
    await open("ana", "console", {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    }),
    box,
  );
  const phone = new Guest(await open("phone", "phone"), box);
  const board = await open("board", "board");
  const link = (serial) => `${box.url}/C/${keys[serial - 1]}`;

  await part("a newcomer types a code", async () => {
    const newcomer = await open("newcomer", "phone", { colorScheme: "light" });
    await newcomer.goto(box.url);
    const code = newcomer.getByLabel("Code on your card");
    const typed = async (text, answer) => {
      await code.fill(text);
      await newcomer.getByRole("button", { name: "Open card" }).click();
      await newcomer.getByText(answer).waitFor();
    };
    await typed("ABC", "Some are missing");
    await typed("ABCD-EFGH", "One character is wrong");
    await look(newcomer, "phone-join-mistyped");
    await typed("0000-0000", "We can't find 0000-0000");
    await look(newcomer, "phone-join-unknown");
    await newcomer.getByRole("button", { name: "Scan card" }).click();
    await newcomer
      .getByText(/camera|frame/i)
      .first()
      .waitFor();
    await look(newcomer, "phone-add-empty");
    await newcomer.goto(`${box.url}/C/${"0".repeat(26)}`);
    await newcomer
      .getByRole("heading", { name: "not known to this box" })
      .waitFor();
    await newcomer.getByText("Show it at the desk").waitFor();
    await look(newcomer, "phone-unknown-card");
  });

  await part("before anything is sold", async () => {
    await phone.page.goto(link(1));
    await phone.reads("Not activated yet");
    await look(phone.page, "phone-unsold");
    await board.goto(`${box.url}/board`);
    await board.getByText("Sales are open").waitFor();
    await ana.claimBox({ ...ANA, code: await box.claimCode(), desk: "Bar" });
    await ana.isAt("selling");
    await look(ana.page, "staff-call-nothing-sold");
  });

  await part("the places of the console", async () => {
    for (const place of ["more", "first", "cards", "night", "feed"]) {
      await ana.go(place);
      await look(ana.page, `staff-${place}-early`);
    }
    await ana.go("team");
    await ana.id("person-add").click();
    await look(ana.page, "staff-add-person");
    await ana.page.keyboard.press("Escape");
    await ana.go("prizes");
    await ana.page.getByRole("button", { name: "Correct" }).first().click();
    await look(ana.page, "staff-correct-stock");
    await ana.page.keyboard.press("Escape");
    await ana.go("unsent");
    await look(ana.page, "staff-unsent-empty");
  });

  await part("the sheets to print and the list are there", async () => {
    await ana.go("cards");
    for (const [id, begins] of [
      ["cards-pdf", "%PDF-"],
      ["cards-csv", "serial,code,set,kind"],
    ]) {
      const path = join(box.folder, id);
      await ana.download(id, path);
      assert.equal(
        (await readFile(path)).subarray(0, begins.length).toString(),
        begins,
      );
    }
  });

  await part("cards without a game, and a card taken out of play", async () => {
    await ana.go("sell");
    for (const [i, serial] of [1, 2, 3, 4].entries()) {
      await ana.typeCode(`#${serial}`);
      await ana.hasSold(i + 1);
    }
    await phone.page.goto(link(2));
    await phone.turnsTo(2);
    await ana.scanMode("Look up");
    await ana.typeCode("#2");
    await ana.id("void-open").click();
    await ana.id("reason").fill("Sold by mistake");
    await look(ana.page, "staff-void");
    const hold = ana.id("reason-hold");
    await hold.dispatchEvent("pointerdown");
    await hold.waitFor({ state: "hidden" });
    await phone.reads("This card is out of play");
    await look(phone.page, "phone-void");
    await phone.turnsTo(1);
    await ana.typeCode("#2");
    await ana.page.getByText("Void card:").waitFor();
    await look(ana.page, "staff-look-up-void");
  });

  await part(
    "a locked console stays locked after a reload and in another tab",
    async () => {
      await ana.page.evaluate(() =>
        localStorage.setItem(
          "hallbox-staff-touched",
          String(Date.now() - 11 * 60_000),
        ),
      );
      await ana.page.reload();
      await ana.id("pin-entry").waitFor();
      const tab = await ana.page.context().newPage();
      await tab.goto(`${box.url}/staff`);
      await tab.getByTestId("pin-entry").waitFor();
      await tab.close();
      await ana.givePin(ANA);
      await ana.go("sell");
    },
  );

  await part("a sale without a link is kept and sent later", async () => {
    await ana.scanMode("Sell");
    await ana.page.context().setOffline(true);
    await ana.page.getByText("No connection since").waitFor();
    await ana.typeCode("#5");
    await ana.scanned("scan_unsent");
    await look(ana.page, "staff-sell-offline");
    await ana.id("unsent").click();
    await ana.id("unsent-list").getByRole("listitem").waitFor();
    await look(ana.page, "staff-unsent");
    await ana.page.context().setOffline(false);
    await ana.page.getByText("Everything has reached the box").waitFor();
    await ana.go("sell");
    await ana.hasSold(4);
  });

  await part("while balls are called", async () => {
    await ana.closeSales();
    const ball = await ana.draw(1);
    await Promise.all([
      showsCall(board, 1, ball),
      showsCall(phone.page, 1, ball),
    ]);
    await ana.unfold("trouble-tools");
    await look(ana.page, "staff-trouble-tools");
    for (const [id, name] of [
      ["undo", "staff-undo"],
      ["restate-pattern", "staff-restate-pattern"],
      ["dispute", "staff-dispute"],
      ["end-early", "staff-end-early"],
      ["void-game", "staff-void-game"],
    ]) {
      await ana.id(id).click();
      await ana.id("reason").waitFor();
      await look(ana.page, name);
      await ana.page.keyboard.press("Escape");
      await ana.id("reason").waitFor({ state: "hidden" });
    }
    await board.keyboard.press("g");
    await look(board, "board-giant");
    await board.keyboard.press("g");
    await board.keyboard.press("?");
    await board.getByRole("dialog").waitFor();
    await look(board, "board-menu");
    await board.keyboard.press("Escape");
    await phone.page.getByRole("button", { name: /of 75/ }).click();
    await look(phone.page, "phone-calls");
    await phone.page
      .getByRole("dialog")
      .getByRole("button", { name: "Close" })
      .click();
    await phone.page.getByRole("button", { name: "Check this game" }).click();
    await phone.reads("So far everything agrees");
    await look(phone.page, "phone-fair-open");
    await phone.goesBack();
  });

  await part("all colours, sizes and languages of the phone", async () => {
    const setting = (name) => phone.page.getByText(name, { exact: true });
    await phone.page.getByRole("button", { name: "Settings" }).click();
    await look(phone.page, "phone-settings");
    for (const theme of ["Light", "High contrast", "Dark"]) {
      await setting(theme).click();
      await look(
        phone.page,
        `phone-settings-${theme.replace(" ", "-").toLowerCase()}`,
      );
      await phone.goesBack();
      await look(
        phone.page,
        `phone-game-${theme.replace(" ", "-").toLowerCase()}`,
      );
      await phone.page.getByRole("button", { name: "Settings" }).click();
    }
    await setting("Largest").click();
    await setting("I tap my numbers").click();
    await phone.goesBack();
    await look(phone.page, "phone-game-largest-tap");
    await phone.page.getByRole("button", { name: "Settings" }).click();
    await setting("Normal").click();
    for (const language of ["Deutsch", "Español", "Français"]) {
      await setting(language).click();
      await phone.page
        .locator(`html[lang=${language.slice(0, 2).toLowerCase()}]`)
        .waitFor();
      await look(
        phone.page,
        `phone-settings-${language.slice(0, 2).toLowerCase()}`,
      );
    }
    await setting("English").click();
    await phone.goesBack();
  });

  await part("all colours and languages of the board", async () => {
    await board.keyboard.press("?");
    for (const theme of ["Light", "High contrast", "Dark"]) {
      await board.getByLabel(theme, { exact: true }).check();
      await look(board, `board-menu-${theme.replace(" ", "-").toLowerCase()}`);
      await board.keyboard.press("Escape");
      await look(board, `board-game-${theme.replace(" ", "-").toLowerCase()}`);
      await board.keyboard.press("?");
    }
    for (const language of ["Deutsch", "Español", "Français"]) {
      await board.getByLabel(language, { exact: true }).check();
      await board
        .locator(`html[lang=${language.slice(0, 2).toLowerCase()}]`)
        .waitFor();
    }
    await look(board, "board-menu-fr");
    await board.getByLabel("English", { exact: true }).check();
    await board.keyboard.press("Escape");
  });

  await part("all colours and languages of the console", async () => {
    for (const theme of ["Light", "High contrast", "Dark"]) {
      await ana.go("more");
      await ana.page.getByRole("button", { name: theme, exact: true }).click();
      await look(
        ana.page,
        `staff-more-${theme.replace(" ", "-").toLowerCase()}`,
      );
      for (const place of ["call", "sell", "feed"]) {
        await ana.go(place);
        await look(
          ana.page,
          `staff-${place}-${theme.replace(" ", "-").toLowerCase()}`,
        );
      }
    }
    await ana.go("more");
    for (const language of ["de", "es", "fr"]) {
      await ana.id("language").selectOption(language);
      await ana.page.locator(`html[lang=${language}]`).waitFor();
      await look(ana.page, `staff-more-${language}`);
    }
    await ana.id("language").selectOption("en");
    await ana.page.locator("html[lang=en]").waitFor();
  });

  await part("signing out and a wrong PIN", async () => {
    await ana.id("sign-out").click();
    await ana.id("sign-in").waitFor();
    await ana.page.getByRole("button", { name: ANA.name }).click();
    await look(ana.page, "staff-pin");
    for (const digit of "000000") await ana.id(`pin-${digit}`).click();
    await ana.id("sign-in-go").click();
    await ana.id("sign-in-fault").waitFor();
    await look(ana.page, "staff-pin-wrong");
    for (const digit of ANA.pin) await ana.id(`pin-${digit}`).click();
    await ana.id("sign-in-go").click();
    await ana.id("me-name").waitFor();
  });

  await part("a game that ends early, and a night without games", async () => {
    await ana.go("call");
    await ana.unfold("trouble-tools");
    await ana.id("end-early").click();
    await ana.id("reason").fill("Out of time");
    const hold = ana.id("reason-hold");
    await hold.dispatchEvent("pointerdown");
    await ana.isAt("over");
    await board.getByText("The game ended early").waitFor();
    await look(board, "board-ended-early");
    await look(phone.page, "phone-ended-early");
    await look(ana.page, "staff-call-over");
    await ana.go("programme");
    for (let left = await ana.id("end-early").count(); left > 0; left -= 1) {
      await ana.id("end-early").first().click();
      await ana.id("reason").fill("Wrong game opened");
      if (left === 1) await look(ana.page, "staff-cancel-game");
      await hold.dispatchEvent("pointerdown");
      await ana.id("reason").waitFor({ state: "hidden" });
    }
    await ana.go("call");
    await ana.id("open-game").click();
    await ana.id("play-choose").waitFor();
    await ana.closeNight();
    await phone.reads("Thank you for playing!");
    await look(phone.page, "phone-night-over");
    await ana.id("open-night").click();
    await board.getByText("The first game will be announced soon.").waitFor();
    await look(board, "board-welcome");
    await phone.reads("No game yet");
    await look(phone.page, "phone-no-game");
    await ana.go("call");
    await look(ana.page, "staff-call-no-game");
  });

  assert.deepEqual([...browser.faults, ...findings], []);
});
