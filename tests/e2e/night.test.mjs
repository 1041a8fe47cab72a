/** One whole night on one box, as the people in the hall live it. */
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { untilTie, untilTwoLines } from "./hall/bingo.mjs";
import { Box, hallbox } from "./hall/box.mjs";
import { Browser, callsShown, showsCall } from "./hall/browser.mjs";
import { Guest } from "./hall/guest.mjs";
import { findings, look, story } from "./hall/look.mjs";
import { film, printCards } from "./hall/paper.mjs";
import { Staff } from "./hall/staff.mjs";

const ANA = { name: "Ana", pin: "482915" };
const VERA = { name: "Vera", pin: "730164" };
const SOLD = 6;
/** Calls until two cards tie: long enough for a phone to miss ten and for the box to lose its power. */
const TIE_AT = 18;
const MISSED = 10;

test("a whole night", async (t) => {
  const box = await Box.bare("night");
  t.after(() => box.remove());
  const cards = await printCards(box, 9);
  const sold = cards.slice(0, SOLD);
  /** The card the camera sees. */
  const filmed = cards[0];
  /** Who holds which cards: the two that will tie, the phone with three, and a guest who plays on paper. */
  const holds = { first: null, second: null, third: [], paper: null };
  await box.start();
  const browser = await Browser.open(box, { film: await film(box, filmed) });
  t.after(() => browser.close());

  const pages = {};
  const part = story(t, pages);
  const open = async (who, kind) => (pages[who] = await browser[kind]());
  const ana = new Staff(await open("ana", "console"), box);
  const vera = new Staff(await open("vera", "console"), box);
  const one = new Guest(await open("one", "phone"), box);
  const two = new Guest(await open("two", "phone"), box);
  const three = new Guest(await open("three", "phone"), box);
  const board = await open("board", "board");
  const followers = { one: one.page, two: two.page, three: three.page, board };
  const allShow = (count, ball, who = followers) =>
    Promise.all(Object.values(who).map((page) => showsCall(page, count, ball)));

  /** Balls of the first game in the order they were called. */
  const called = [];
  const callFromCage = async (ball, who = followers) => {
    called.push(ball);
    await ana.callFromCage(ball, called.length);
    await allShow(called.length, ball, who);
  };
  /** Who has a phone reads there that the prize was handed over, and goes back to the cards. */
  const winnersGoBack = async (serials) => {
    for (const [guest, wallet] of [
      [one, [holds.first]],
      [two, [holds.second]],
      [three, holds.third],
    ]) {
      const won = wallet.filter(({ serial }) => serials.includes(serial));
      if (won.length > 0) await guest.putsPaidWinsAway(won.length);
    }
  };
  const faces = new Map();
  let plan = null;

  await part("the owner claims the box", async () => {
    await ana.page.goto(`${box.url}/staff`);
    await ana.id("claim-box").waitFor();
    await look(ana.page, "staff-claim");
    await ana.claimBox({ ...ANA, code: await box.claimCode(), desk: "Stage" });
    await ana.id("step-team").waitFor();
    await look(ana.page, "staff-first-steps");
  });

  await part("a second person joins on a second device", async () => {
    await vera.page.goto(`${box.url}/staff`);
    await vera.id("not-enrolled").waitFor();
    await look(vera.page, "staff-not-enrolled");
    await ana.addPerson({ ...VERA, role: "verifier" });
    const offer = await ana.offerDevice({
      desk: "Prize table",
      profile: "any",
    });
    await look(ana.page, "staff-device-offer");
    await vera.page.goto("about:blank");
    await vera.page.goto(offer);
    await vera.id("enrol").waitFor();
    await look(vera.page, "staff-enrol");
    await vera.enrol(offer);
    await look(vera.page, "staff-sign-in");
    await vera.signIn(VERA);
    await look(vera.page, "staff-wins-empty");
    await ana.id("offer").page().keyboard.press("Escape");
    await look(ana.page, "staff-team");
  });

  await part("prizes and games are put on the programme", async () => {
    await ana.addPrize({ name: "Hamper", stock: 2 });
    await ana.addPrize({ name: "Dinner for two", stock: 1 });
    await ana.addPrize({ name: "Mug", stock: 6 });
    await look(ana.page, "staff-prizes");
    await ana.go("programme/new");
    await look(ana.page, "staff-open-game");
    await ana.openGame({
      name: "Cage game",
      source: "balls from a cage",
      stages: [
        ["any-line", "Hamper"],
        ["two-lines", "Dinner for two"],
      ],
    });
    await ana.openGame({
      name: "Box game",
      source: "drawn by the box",
      stages: [["any-line", "Mug"]],
    });
    await look(ana.page, "staff-call-selling");
    await ana.go("programme");
    await look(ana.page, "staff-programme");
  });

  await part("six cards are sold, one by the camera", async () => {
    await ana.go("sell");
    await look(ana.page, "staff-sell");
    await ana.id("camera-start").click();
    assert.match(
      await ana.scanned("scan_sold"),
      new RegExp(`Card ${filmed.serial} `),
    );
    await ana.hasSold(1);
    await look(ana.page, "staff-sell-camera");
    await ana.id("camera-stop").click();
    for (const [i, card] of sold.slice(1).entries()) {
      await ana.typeCode(card.code);
      await ana.hasSold(i + 2);
    }
    await ana.typeCode(sold[1].code);
    assert.match(await ana.scanned("scan_already"), /already sold .*Ana/);
    await look(ana.page, "staff-sell-already");
    await ana.typeCode("0000-0000");
    await ana.scanned("scan_unknown");
    await ana.hasSold(SOLD);
  });

  await part("the numbers of the cards are looked up", async () => {
    await ana.scanMode("Look up");
    for (const { serial } of sold) faces.set(serial, await ana.faceOf(serial));
    await look(ana.page, "staff-look-up");
    plan = untilTie(faces, TIE_AT, filmed.serial);
    const rest = sold.filter(
      ({ serial }) => serial !== filmed.serial && !plan.tied.includes(serial),
    );
    [holds.first, holds.second] = plan.tied.map((serial) =>
      sold.find((card) => card.serial === serial),
    );
    holds.third = [rest[0], filmed, rest[1]];
    holds.paper = rest[2];
  });

  await part("three phones and a board join", async () => {
    await one.page.goto(box.url);
    await one.reads("Play on your phone");
    await look(one.page, "phone-join");
    await one.opens(holds.first);
    await two.opens(holds.second);
    await three.opens(holds.third[0]);
    await three.holdsBeforeCamera(holds.third[1]);
    await three.types(holds.third[2]);
    await look(three.page, "phone-add");
    await three.goesBack();
    for (const card of holds.third) await three.hasCard(card.serial);
    await look(one.page, "phone-selling");
    await look(three.page, "phone-wallet");
    await board.goto(`${box.url}/board`);
    await board.getByText("Sales are open").waitFor();
    await look(board, "board-selling");
  });

  await part("every screen follows every ball", async () => {
    await ana.closeSales();
    await one.reads("Sales are closed");
    await board.getByText("Eyes down!").waitFor();
    await look(board, "board-locked");
    for (const ball of plan.balls.slice(0, 3)) await callFromCage(ball);
    await look(ana.page, "staff-call-cage");
    await look(one.page, "phone-game");
    await look(board, "board-game");
  });

  await part(
    "a phone is out of reach for ten balls and catches up",
    async () => {
      await three.page.context().setOffline(true);
      const { three: _away, ...here } = followers;
      for (const ball of plan.balls.slice(3, 3 + MISSED))
        await callFromCage(ball, here);
      await three.reads("Reconnecting…");
      await look(three.page, "phone-offline");
      await showsCall(three.page, 3, called[2]);
      await three.page.context().setOffline(false);
      await showsCall(three.page, called.length, called.at(-1));
      await three.page.getByText("Reconnecting…").waitFor({ state: "hidden" });
    },
  );

  await part(
    "the box loses its power in the middle of a call and comes back",
    async () => {
      await Promise.all([one.isReadyForOffline(), one.hasKept(called.length)]);
      const ball = plan.balls[called.length];
      await ana.pressInCage(ball);
      await box.kill();
      await one.page.reload();
      await one.hasCard(holds.first.serial);
      await one.reads("Reconnecting…");
      await look(one.page, "phone-box-off");
      await board.getByText("No connection").first().waitFor();
      await look(board, "board-box-off");
      await look(ana.page, "staff-box-off");
      await box.start();
      called.push(ball);
      await ana.hasCalled(called.length);
      await allShow(called.length, ball);
      await vera.page.reload();
      await vera.id("me-name").getByText(VERA.name).waitFor();
      await ana.page.reload();
      await ana.id("me-name").getByText(ANA.name).waitFor();
      await ana.go("call");
      await ana.hasCalled(called.length);
      for (const guest of [one, two, three])
        assert.deepEqual(await guest.allCalls(), called);
    },
  );

  await part(
    "two cards win on one ball and share by the frozen rule",
    async () => {
      for (const ball of plan.balls.slice(called.length))
        await callFromCage(ball);
      await Promise.all([one.readsOfWin("BINGO!"), two.readsOfWin("BINGO!")]);
      await look(one.page, "phone-bingo");
      await board.getByText("Somebody has it").waitFor();
      await look(board, "board-look");
      await ana.isAt("checking a win");
      await look(ana.page, "staff-call-checking");

      await vera.claimFor(holds.paper.code);
      await vera.id("claim-verdict").getByText("Not a win").waitFor();
      await look(vera.page, "staff-claim-refused");
      await vera.page.keyboard.press("Escape");

      await one.pressBingo();
      await two.pressBingo();
      await look(one.page, "phone-claimed");
      await ana.winIs(holds.first.serial, "claimed");
      await look(ana.page, "staff-wins-claimed");
      await board.getByText("Checking 2 wins").waitFor();
      await look(board, "board-checking");
      await vera.openWin(holds.first.serial, "claimed");
      await look(vera.page, "staff-win");
      await ana.verify(holds.first.serial);
      await vera.verify(holds.second.serial);
      await Promise.all(
        [one, two].map((guest) =>
          guest.readsOfWin("You get 1 of 2 equal parts of the prize."),
        ),
      );
      await look(one.page, "phone-verified");
      await board
        .getByText("2 cards on the same number: the prize is split")
        .waitFor();
      await look(board, "board-won");
      await ana.pay(holds.first.serial);
      await vera.pay(holds.second.serial);
      await Promise.all(
        [one, two].map((guest) => guest.readsOfWin("Prize handed over")),
      );
      await look(one.page, "phone-paid");
      await one.putsPaidWinsAway();
      await two.putsPaidWinsAway();
    },
  );

  await part(
    "a prize is paid once although two press at the same time",
    async () => {
      await ana.go("call");
      await look(ana.page, "staff-call-settled");
      await ana.closeStage();
      const { balls, winner } = untilTwoLines(faces, called);
      const card = sold.find(({ serial }) => serial === winner);
      for (const ball of balls) await callFromCage(ball);
      await ana.isAt("checking a win");
      await vera.claimFor(`#${card.serial}`);
      await vera.id("win-verify").click();
      await vera.winIs(winner, "good");
      await Promise.all([ana.aboutToPay(winner), vera.aboutToPay(winner)]);
      await look(ana.page, "staff-pay");
      await Promise.all([ana.id("pay-go").click(), vera.id("pay-go").click()]);
      const outcomes = await Promise.all([ana.paying(), vera.paying()]);
      assert.deepEqual([...outcomes].sort(), ["handed over", "refused"]);
      const loser = outcomes[0] === "refused" ? ana : vera;
      await Promise.all(
        [ana, vera].map((staff) =>
          staff.id("win-stamp").getByText("Paid by").waitFor(),
        ),
      );
      assert.match(
        await loser.id("trouble").first().innerText(),
        /The prize was handed over .* Do not pay it again/,
      );
      await look(loser.page, "staff-pay-refused");
      await loser.page.keyboard.press("Escape");
      const paid = (await ana.feed()).filter((line) =>
        /handed Dinner for two to card/.test(line),
      );
      assert.equal(paid.length, 1);
      await look(ana.page, "staff-feed");
      await ana.go("prizes");
      await ana.id("prizes").getByText("none left").waitFor();
      await winnersGoBack([winner]);
    },
  );

  await part(
    "the first game ends and every screen has seen every ball once, in order",
    async () => {
      const expected = called.map((ball, i) => [i + 1, ball]);
      for (const [who, page] of Object.entries(followers)) {
        const shown = await callsShown(page);
        // The first phone was opened again while the box was off, so its page begins with what it remembered.
        const begins = who === "one" ? shown[0][0] - 1 : 0;
        assert.deepEqual(shown, expected.slice(begins), who);
      }
      for (const guest of [one, two, three])
        assert.deepEqual(await guest.allCalls(), called);
      await ana.closeStage();
      await Promise.all([
        board.getByText("Game over").waitFor(),
        one.reads("This game is over"),
      ]);
      await look(board, "board-over");
      await look(one.page, "phone-over");
      await look(ana.page, "staff-call-over");
    },
  );

  /** Balls of the second game. */
  const drawn = [];
  const draw = async () => {
    const ball = await ana.draw(drawn.length + 1);
    drawn.push(ball);
    await allShow(drawn.length, ball);
  };

  await part(
    "the box draws: a word from the room, a pause, a ball taken back",
    async () => {
      await ana.closeSales();
      await ana.id("entropy").fill("two dice: 3 and 5");
      await look(ana.page, "staff-call-locked");
      await ana.id("entropy-go").click();
      await board.getByText("two dice: 3 and 5").waitFor();
      await draw();
      await draw();
      await look(ana.page, "staff-call-running");
      await ana.pause("Kitchen is open");
      await Promise.all([
        one.reads("Kitchen is open"),
        board.getByText("Kitchen is open").first().waitFor(),
      ]);
      await look(ana.page, "staff-call-paused");
      await look(one.page, "phone-paused");
      await look(board, "board-paused");
      await ana.resume();
      await ana.undo("Too early", 1);
      const back = drawn.pop();
      await Promise.all([
        one.reads("was taken back"),
        board.getByText("was taken back").first().waitFor(),
      ]);
      await look(one.page, "phone-taken-back");
      await draw();
      assert.equal(drawn[1], back, "the order was fixed before the first ball");
    },
  );

  await part("a line wins and its prize is handed out", async () => {
    while ((await ana.status()) === "running") await draw();
    await ana.go("wins");
    const open = ana.page.locator("[data-testid=wins] a[data-open=true]");
    const winners = await open.evaluateAll((links) =>
      links.map((link) => Number(link.dataset.testid.slice("win-".length))),
    );
    assert.notEqual(winners.length, 0);
    for (const serial of winners) {
      await ana.openWin(serial, "detected");
      await ana.id("win-claim").click();
      await ana.id("win-verify").click();
    }
    for (const serial of winners) await ana.pay(serial);
    await winnersGoBack(winners);
    await ana.closeStage();
  });

  await part("the night is closed, exported and verified", async () => {
    await ana.closeNight();
    await look(ana.page, "staff-night-closed");
    await Promise.all([
      one.reads("Thank you for playing!"),
      board.getByText("Thank you for playing!").waitFor(),
    ]);
    await look(board, "board-thanks");
    const bundle = join(box.folder, "night.zip");
    await ana.download("bundle", bundle);
    const { code, words } = await hallbox("verify", bundle);
    assert.equal(code, 0, words);
    const balls = called.length + drawn.length;
    assert.match(words, new RegExp(`2 games, ${balls}\\D.*${SOLD} cards`));
  });

  await part("the phones check the draw themselves", async () => {
    for (const guest of [one, three]) {
      const panel = await guest.checksDraw("Box game");
      await panel.getByText("Everything agrees").waitFor();
      assert.equal(await panel.getByText("Agrees", { exact: true }).count(), 5);
      // It was told while cards were on sale, so the check stands on what it saw itself.
      await panel
        .getByText("Your phone saw the promise while cards were still on sale")
        .waitFor();
      await guest.reads(/^Good, covers \d+ entries of tonight$/);
    }
    await look(one.page, "phone-fair");
  });

  assert.deepEqual([...browser.faults, ...findings], []);
});
