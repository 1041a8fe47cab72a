/** What the box tells people about itself: the owner's page, notices, how a device learns to trust it, cards again. */
import assert from "node:assert/strict";
import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { Box } from "./hall/box.mjs";
import { Browser } from "./hall/browser.mjs";
import { misfitsAtTwiceTheText } from "./hall/fit.mjs";
import { findings, look, story } from "./hall/look.mjs";
import { Staff } from "./hall/staff.mjs";

const ANA = { name: "Ana", pin: "482915" };
/** As long as a name of a network may be. */
const LONG_NAME = "The-Crown-and-Anchor-Bingo-Hall1";
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A radio the test machine does not have, as the box tells of it. */
const radio = (more = {}) => ({
  from: "radio",
  name: LONG_NAME,
  radio: {
    on_air: true,
    networks: [
      { name: LONG_NAME, staff: false, taken: 14, seats: 19 },
      { name: "Crew", staff: true, taken: 3, seats: 4 },
    ],
    crowded: true,
    trouble: null,
    ...more,
  },
});
const disk = (more) => ({
  speed: "good",
  saves: 412,
  since_ms: Date.now() - 90 * MINUTE,
  p50_us: 2_140,
  p99_us: 36_600,
  max_us: 88_000,
  free_bytes: 24_900_000_000,
  low: false,
  ...more,
});

test("the box itself", async (t) => {
  const box = await Box.bare("box");
  t.after(() => box.remove());
  // Files that are not there: the box serves all the same, and says so.
  await appendFile(
    join(box.data, "hallbox.toml"),
    '[tls]\ncertificate = "/nonexistent/hall.pem"\nkey = "/nonexistent/hall.key"\n',
  );
  await box.start();
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
  const found = [];
  const measure = async (page, name) =>
    found.push(
      ...(await misfitsAtTwiceTheText(page)).map((one) => `${name}: ${one}`),
    );

  /** Shows the page of the box with some of what it says replaced. */
  const seen = async (change) => {
    await ana.page.unroute("**/api/box");
    if (change) {
      const real = await ana.page.evaluate(() =>
        fetch("/api/box").then((response) => response.json()),
      );
      await ana.page.route("**/api/box", (route) =>
        route.fulfill({ json: { ...real, ...change } }),
      );
    }
    await ana.go("more");
    await ana.go("box");
    await ana.id("box").waitFor();
  };

  await part("a notice is told once, and leads to the page", async () => {
    await ana.claimBox({ ...ANA, code: await box.claimCode(), desk: "Bar" });
    const notice = ana
      .id("notice")
      .getByText("it has no certificate they know");
    await notice.waitFor();
    await look(ana.page, "staff-notice");
    await measure(ana.page, "notice");
    await ana.id("notice-look").click();
    await ana
      .id("box-certificate")
      .getByText("Phones warn of this box")
      .waitFor();
    await ana.id("notice-away").click();
    await notice.waitFor({ state: "hidden" });
    await ana.page.reload();
    await ana.id("box").waitFor();
    assert.equal(await notice.count(), 0);
  });

  await part("the page as this machine is", async () => {
    await seen(null);
    await ana
      .id("box-wifi")
      .getByText("does not run the Wi-Fi itself")
      .waitFor();
    await ana
      .id("box-copies")
      .getByText("Nobody has taken a night along yet")
      .waitFor();
    await look(ana.page, "staff-box");
    await measure(ana.page, "box");
    await ana.download("box-bundle", join(box.folder, "night.zip"));
    await ana.id("box-look").click();
    await ana.id("box-copies").getByText("Night of").waitFor();
    await ana.id("box-trust").click();
    await ana
      .id("box-trust-shown")
      .getByText(`${box.plainUrlForPrograms}/trust`)
      .waitFor();
    await look(ana.page, "staff-box-trust");
    await measure(ana.page, "box with its code");
  });

  await part("the clock is set from this phone", async () => {
    const set = [];
    await ana.page.route("**/api/clock", async (route) => {
      set.push(route.request().postDataJSON());
      await route.fulfill({ json: null });
    });
    const staff = { clock: "staff", clock_set: true };
    await seen({ ...staff, now_ms: Date.now() - 17 * MINUTE });
    await ana.id("box-clock").getByText("17 minutes later").waitFor();
    await look(ana.page, "staff-box-clock");
    await ana.id("box-clock-set").click();
    await assertSoon(() => set.length === 1);
    assert.ok(
      Math.abs(set[0].now_ms - Date.now()) < MINUTE,
      JSON.stringify(set),
    );
    // By days: both dates first. By more than a phone may say: not at all.
    await seen({ ...staff, now_ms: Date.now() + 20 * DAY });
    await ana.id("box-clock-set").click();
    await ana.id("box-clock-leave").click();
    await ana.id("box-clock-set").click();
    await ana.id("box-clock-sure").click();
    await assertSoon(() => set.length === 2);
    assert.ok(Math.abs(set[1].seen_ms - set[1].now_ms - 20 * DAY) < MINUTE);
    await seen({ ...staff, now_ms: Date.now() + 61 * DAY });
    assert.ok(await ana.id("box-clock-set").isDisabled());
    // Nothing has set it: today's date is typed, and no other is taken.
    await seen({
      clock: null,
      clock_set: false,
      now_ms: Date.now() - 400 * DAY,
    });
    await ana.id("box-clock-set").click();
    await look(ana.page, "staff-box-clock-dates");
    const today = await ana.page.evaluate(() => {
      const now = new Date();
      return [now.getDate(), now.getMonth() + 1, now.getFullYear()];
    });
    const type = async (day, month, year) => {
      await ana.id("box-clock-day").fill(String(day));
      await ana.id("box-clock-month").fill(String(month));
      await ana.id("box-clock-year").fill(String(year));
    };
    await type(today[0], today[1], today[2] + 9);
    await ana.id("box-clock").getByText("another date").waitFor();
    assert.ok(await ana.id("box-clock-sure").isDisabled());
    await type(...today);
    await ana.id("box-clock-sure").click();
    await assertSoon(() => set.length === 3);
    assert.match(set[2].date, /^\d{4}-\d{2}-\d{2}$/);
    await seen({ clock: "ntp", now_ms: Date.now() + 17 * MINUTE });
    await ana
      .id("box-clock")
      .getByText("Check the clock of this phone")
      .waitFor();
    assert.ok(await ana.id("box-clock-set").isDisabled());
  });

  await part("a new version, from the stick to the way back", async () => {
    const asked = [];
    let refuses = true;
    await ana.page.route("**/api/update", async (route) => {
      asked.push(route.request().postDataJSON());
      await (refuses
        ? route.fulfill({
            status: 409,
            json: { refused: { code: "game_still_running", game: "First" } },
          })
        : route.fulfill({ json: null }));
    });
    const told = (step, reason = null, version = "0.2.0") =>
      seen({ update: { step, version, reason, at_ms: Date.now() } });
    await told("found");
    await ana.id("box-version").scrollIntoViewIfNeeded();
    await look(ana.page, "staff-box-update");
    await ana.id("box-update-ask").click();
    await ana.id("box-version").getByText("A game is still running").waitFor();
    refuses = false;
    await ana.id("box-update-ask").click();
    await ana.id("box-version").getByText("The box was told").waitFor();
    await told("installed");
    await ana.id("box-version").scrollIntoViewIfNeeded();
    await look(ana.page, "staff-box-update-installed");
    await measure(ana.page, "box with an update");
    await ana.id("box-update-restart").press("Enter", { delay: 1_300 });
    await ana.id("box-version").getByText("The box starts anew").waitFor();
    await told("good");
    await ana.id("box-update-ask").click();
    assert.deepEqual(asked, [
      { install: "0.2.0" },
      { install: "0.2.0" },
      "restart",
      "back",
    ]);
    await told("failed", "it did not serve: the version before runs again");
    await ana.id("box-version").getByText("it did not serve").waitFor();
    await ana.id("box-version").scrollIntoViewIfNeeded();
    await look(ana.page, "staff-box-update-failed");
    // What no file of ours is called, and as long as a stick allows.
    await told(
      "refused",
      "it is signed by a key this box does not trust",
      `hallbox-${"holiday-pictures-".repeat(12)}.update`,
    );
    await measure(ana.page, "box with a strange file");
    await ana.page.unroute("**/api/update");
  });

  await part("radio, card and certificate in trouble", async () => {
    const until = Date.now() + 6.5 * 24 * 60 * MINUTE;
    const certificate = {
      from: "files",
      until_ms: until,
      days_left: 6,
      remind_days: 7,
      why: null,
    };
    await seen({ wifi: radio(), storage: disk(), certificate });
    await ana.id("box-wifi").getByText("14 of 19 seats taken").waitFor();
    await ana
      .id("box-wifi")
      .getByText("This room needs an access point")
      .waitFor();
    await ana.id("box-certificate").getByText("6 days left").waitFor();
    await look(ana.page, "staff-box-crowded");
    await measure(ana.page, "box with a radio");
    const trouble = {
      now: "silent",
      at_ms: Date.now() - 2 * MINUTE,
      number: 1,
    };
    await seen({
      wifi: radio({ on_air: false, trouble }),
      storage: disk({
        speed: "refused",
        p99_us: 412_000,
        max_us: 2_300_000,
        free_bytes: 140_000_000,
        low: true,
      }),
    });
    await ana.id("box-wifi").getByText("The radio is silent").waitFor();
    await ana
      .id("box-storage")
      .getByText("Replace it before you sell cards")
      .waitFor();
    await look(ana.page, "staff-box-trouble");
    await seen({
      wifi: radio({ trouble: { ...trouble, now: "reloaded" } }),
      storage: disk({ speed: null, saves: 3 }),
    });
    await ana.id("box-wifi").getByText("was loaded again").waitFor();
    await look(ana.page, "staff-box-reloaded");
    await ana.go("more");
    await ana.id("language").selectOption("de");
    await ana.page.locator("html[lang=de]").waitFor();
    await seen({
      wifi: radio(),
      storage: disk({ speed: "slow", low: true, free_bytes: 140_000_000 }),
      certificate,
    });
    await look(ana.page, "staff-box-de");
    await measure(ana.page, "box in German");
    await ana.go("more");
    await ana.id("language").selectOption("en");
    await ana.page.locator("html[lang=en]").waitFor();
  });

  await part("without a link the page says how old it is", async () => {
    await seen(null);
    await ana.page.context().setOffline(true);
    await ana.id("box-look").click();
    await ana.page.getByText(/As of \d/).waitFor();
    await look(ana.page, "staff-box-offline");
    await ana.go("more");
    await ana.go("box");
    await ana.page
      .getByTestId("view-box")
      .getByRole("button", { name: "Try again" })
      .waitFor();
    await look(ana.page, "staff-box-unreachable");
    await ana.page.context().setOffline(false);
    await ana.id("box").waitFor();
  });

  await part("cards are printed again", async () => {
    await ana.makeCards(40);
    await ana.id("to-reprint").click();
    await ana.page.getByText("No card yet").waitFor();
    await look(ana.page, "staff-reprint-empty");
    for (const text of ["#3", "7, 20-31", "4"]) await ana.typeCode(text);
    await ana.id("reprint-chosen").getByText("Cards 3 to 4").waitFor();
    await ana.page.getByRole("heading", { name: "15 cards" }).waitFor();
    await ana.page.getByRole("button", { name: "Leave out Card 7" }).click();
    await ana.page.getByRole("heading", { name: "14 cards" }).waitFor();
    await ana.typeCode("ABCD-EFGH");
    await ana.id("trouble").waitFor();
    await ana.id("reason").fill("Beer on the old ones");
    await look(ana.page, "staff-reprint");
    await measure(ana.page, "reprint");
    await ana.id("reason-submit").click();
    await ana.id("reprint-save").waitFor();
    await look(ana.page, "staff-reprint-ready");
    const path = join(box.folder, "again.pdf");
    await ana.download("reprint-save", path);
    assert.equal((await readFile(path)).subarray(0, 5).toString(), "%PDF-");
    await ana.go("feed");
    await ana
      .id("feed")
      .getByText("printed cards 20 to 31 again: Beer on the old ones")
      .waitFor();
  });

  await part("a device learns to trust the box", async () => {
    const newcomer = await open("newcomer", "phone", { locale: "de-DE" });
    await newcomer.goto(`${box.plainUrl}/trust`);
    await newcomer
      .getByRole("heading", { name: "Dieser Box vertrauen" })
      .waitFor();
    await newcomer.getByRole("link", { name: "English" }).click();
    await newcomer.getByRole("heading", { name: "Trust this box" }).waitFor();
    for (const name of ["iPhone, iPad", "Android"])
      await newcomer.getByText(name, { exact: true }).click();
    await look(newcomer, "trust");
    await measure(newcomer, "trust");
    const profile = await newcomer.evaluate(readProfile);
    assert.equal(profile.type, "application/x-apple-aspen-config");
    assert.equal(profile.root, "com.apple.security.root");
    const pem = await readFile(box.ca, "utf8");
    assert.equal(
      profile.data,
      pem
        .split("\n")
        .filter((line) => !line.startsWith("-"))
        .join("")
        .trim(),
    );
    await newcomer.goto(`${box.plainUrl}/staff`);
    await newcomer
      .getByRole("link", { name: "Dieser Box vertrauen" })
      .waitFor();
    await look(newcomer, "trust-staff-in-the-clear");
  });

  assert.deepEqual(found, []);
  assert.deepEqual([...browser.faults, ...findings], []);
});

/** In the page: the profile as an XML parser finds it, which is as strict as the device. */
async function readProfile() {
  const response = await fetch("/trust/hallbox.mobileconfig");
  const plist = new DOMParser().parseFromString(
    await response.text(),
    "application/xml",
  );
  if (plist.querySelector("parsererror"))
    throw new Error(plist.querySelector("parsererror").textContent);
  const payload = plist.querySelector("plist > dict > array > dict");
  const value = (key) =>
    [...payload.querySelectorAll(":scope > key")].find(
      (one) => one.textContent === key,
    ).nextElementSibling;
  return {
    type: response.headers.get("content-type"),
    root: value("PayloadType").textContent,
    data: value("PayloadContent").textContent.replace(/\s/g, ""),
  };
}

/** Waits until something holds. */
async function assertSoon(holds) {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    assert.ok(Date.now() < deadline, `${holds} did not come true`);
    await new Promise((soon) => setImmediate(soon));
  }
}
