/** What the box and its pages do when the world is not kind to them. */
import assert from "node:assert/strict";
import test from "node:test";
import { Box } from "./hall/box.mjs";
import { Browser } from "./hall/browser.mjs";
import { misfitsAtTwiceTheText } from "./hall/fit.mjs";
import { Guest } from "./hall/guest.mjs";
import { story } from "./hall/look.mjs";
import { Staff } from "./hall/staff.mjs";

/** A name somebody thinks is funny. */
const NASTY = "<img src=https://evil.example/x onerror=alert(1)>";

test("a hostile world", async (t) => {
  const box = await Box.demo("hostile");
  t.after(() => box.remove());
  await box.start();
  const keys = await box.keys();
  const browser = await Browser.open(box);
  t.after(() => browser.close());

  const pages = {};
  const part = story(t, pages);
  const open = async (who, kind, options) =>
    (pages[who] = await browser[kind](options));
  const ana = new Staff(await open("ana", "console"), box);
  const phone = new Guest(await open("phone", "phone"), box);
  const plain = await open("plain", "phone");
  const board = await open("board", "board");

  await part("names that are code stay words on every screen", async () => {
    await ana.claimBox({
      name: NASTY,
      pin: "730164",
      desk: NASTY,
      code: await box.claimCode(),
    });
    await ana.addPrize({ name: NASTY, stock: 3 });
    await ana.openGame({
      name: NASTY,
      source: "drawn by the box",
      stages: [["any-line", NASTY]],
    });
    await ana.go("feed");
    await ana.id("feed").getByText(NASTY).first().waitFor();
    await board.goto(`${box.url}/board`);
    await board.getByText("Sales are open").waitFor();
    await phone.page.goto(`${box.url}/C/${keys[0]}`);
    await phone.hasCard(1);
    for (const page of [ana.page, board, phone.page])
      assert.equal(await page.locator("img[src^=http]").count(), 0);
  });

  await part("guests play in the clear, and are told", async () => {
    await plain.goto(`${box.plainUrl}/C/${keys[1]}`);
    await plain.getByRole("table", { name: "Card #2" }).waitFor();
    await plain.getByText("This connection is not protected.").waitFor();
    await ana.go("sell");
    await ana.typeCode("#2");
    await plain.getByText("Not activated yet").waitFor({ state: "hidden" });
    await board.goto(`${box.plainUrl}/board`);
    await board.getByText("Sales are open").waitFor();
  });

  await part("staff are not served in the clear", async () => {
    const answer = await plain.goto(`${box.plainUrl}/staff`);
    assert.equal(answer.status(), 403);
    // Where to go instead, and how to trust the box.
    const links = await plain
      .getByRole("link")
      .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    assert.deepEqual(links, [`${box.url}/staff`, "/trust"]);
    for (const path of [
      "/api/me",
      "/api/bundle",
      "/api/staff/socket",
      "/api/first-steps",
      "/api/box",
    ]) {
      assert.equal(
        (await plain.request.get(box.plainUrlForPrograms + path)).status(),
        403,
        path,
      );
    }
    const posted = await plain.request.post(
      `${box.plainUrlForPrograms}/api/claim-box`,
      { data: {}, headers: { "x-hallbox": "1" } },
    );
    assert.equal(posted.status(), 403);
  });

  await part("nobody without a session gets what staff get", async () => {
    for (const path of [
      "/api/bundle",
      "/api/first-steps",
      "/api/box",
      "/api/cards/1-9.pdf",
      "/api/cards/1-9.csv",
    ]) {
      const status = await phone.page.evaluate(
        (path) => fetch(path).then((answer) => answer.status),
        path,
      );
      assert.ok(
        status === 401 || status === 403 || status === 404,
        `${path}: ${status}`,
      );
    }
  });

  await part("every page forbids what it does not need", async () => {
    for (const path of ["/", "/board", "/staff"]) {
      const asked = phone.page.evaluate(
        (path) => fetch(path).then((answer) => [...answer.headers]),
        path,
      );
      const headers = Object.fromEntries(await asked);
      const policy = headers["content-security-policy"];
      assert.match(policy, /default-src 'self'/, path);
      assert.doesNotMatch(policy, /'unsafe-inline'|'unsafe-eval'|\*/, path);
      assert.equal(headers["strict-transport-security"], undefined, path);
      assert.equal(headers["x-content-type-options"], "nosniff", path);
    }
  });

  await part(
    "text twice as large cuts no control off on a small phone",
    async () => {
      const found = [];
      const measure = async (page, name) =>
        found.push(
          ...(await misfitsAtTwiceTheText(page)).map(
            (one) => `${name}: ${one}`,
          ),
        );
      for (const place of [
        "call",
        "sell",
        "wins",
        "feed",
        "more",
        "first",
        "programme",
        "programme/new",
        "prizes",
        "cards",
        "reprint",
        "team",
        "night",
        "box",
      ]) {
        await ana.go(place);
        await measure(ana.page, `staff ${place}`);
      }
      await measure(phone.page, "phone game");
      for (const [name, heading] of [
        ["Settings", "Settings"],
        ["Add a card", "Add a card"],
        ["Check this game", "Check this game"],
      ]) {
        await phone.page.getByRole("button", { name }).click();
        await phone.page.getByRole("heading", { name: heading }).waitFor();
        await measure(phone.page, `phone ${heading}`);
        await phone.goesBack();
      }
      const newcomer = await open("newcomer", "phone");
      await newcomer.goto(box.url);
      await newcomer.getByText("Play on your phone").waitFor();
      await measure(newcomer, "phone join");
      await newcomer.goto(`${box.url}/staff`);
      await newcomer.getByTestId("not-enrolled").waitFor();
      await measure(newcomer, "staff not enrolled");
      assert.deepEqual(found, []);
    },
  );

  assert.deepEqual(browser.faults, []);
});
