/** What staff do on their console, in the words of the hall. */
import { PATIENCE_MS } from "./browser.mjs";

/** A console and the person who holds it. */
export class Staff {
  constructor(page, box) {
    this.page = page;
    this.box = box;
  }

  id(name) {
    return this.page.getByTestId(name);
  }

  /** Goes to a place of the console by its address, as its tabs and lists do. */
  async go(place) {
    await this.page.evaluate((place) => (location.hash = `#/${place}`), place);
    await this.id(`view-${place.split("/")[0]}`).waitFor();
  }

  /** First start: makes the box theirs. */
  async claimBox({ code, name, pin, desk }) {
    await this.page.goto(`${this.box.url}/staff`);
    await this.id("claim-code").fill(code);
    await this.id("claim-name").fill(name);
    await this.id("claim-pin").fill(pin);
    await this.id("claim-pin-again").fill(pin);
    await this.id("claim-desk").fill(desk);
    await this.id("claim-submit").click();
    await this.id("me-name").waitFor();
  }

  async addPerson({ name, role, pin }) {
    await this.go("team");
    await this.id("person-add").click();
    await this.id("person-name").fill(name);
    await this.id("person-role").selectOption(role);
    await this.id("person-pin").fill(pin);
    await this.id("person-save").click();
    await this.id("people").getByText(name, { exact: true }).waitFor();
  }

  /** Offers a place to a new device; tells the address in the code on the screen. */
  async offerDevice({ desk, profile }) {
    await this.go("team");
    await this.id("device-add").click();
    await this.id("device-desk").fill(desk);
    await this.id("device-profile").selectOption(profile);
    await this.id("device-offer").click();
    return this.id("offer-url").innerText();
  }

  /** Takes up an offer on this new device. */
  async enrol(url) {
    await this.page.goto(url);
    await this.id("enrol-submit").click();
    await this.id("sign-in").waitFor();
  }

  async signIn({ name, pin }) {
    await this.page.getByRole("button", { name }).click();
    await this.givePin({ name, pin });
  }

  /** Types the PIN the page asks for. */
  async givePin({ name, pin }) {
    for (const digit of pin) await this.id(`pin-${digit}`).click();
    await this.id("sign-in-go").click();
    await this.id("me-name").getByText(name).waitFor();
  }

  async addPrize({ name, stock }) {
    await this.go("prizes");
    await this.id("prize-add").click();
    await this.id("prize-name").fill(name);
    await this.id("prize-stock").fill(`${stock}`);
    await this.id("prize-save").click();
    await this.id("prizes").getByText(name, { exact: true }).waitFor();
    await this.id("prize-save").waitFor({ state: "hidden" });
  }

  /** Opens a game: `source` in words of the screen, `stages` as [pattern slug, prize name]. */
  async openGame({ name, source, stages }) {
    await this.go("programme/new");
    await this.fillGame({ name, source, stages });
    await this.id("open-go").click();
    await this.id("view-call").waitFor();
  }

  /** Fills the form of a game that is planned or opened. */
  async fillGame({ name, source, stages }) {
    for (const [i, [slug]] of stages.entries()) {
      await this.id(i === 0 ? "play-choose" : "play-then").click();
      await this.choosePlay(slug);
    }
    await this.id("game-name").fill(name);
    await this.id("game-source").getByRole("button", { name: source }).click();
    for (const [i, [, prize]] of stages.entries()) {
      if (!prize) continue;
      const prizes = this.id(`stage-${i}-prize`);
      const label = await prizes
        .locator("option", { hasText: prize })
        .innerText();
      await prizes.selectOption({ label });
    }
  }

  /** Picks a game in the list, as found by its slug. */
  async choosePlay(slug) {
    await this.id("search").fill(slug.replaceAll("-", " "));
    await this.id(`play-${slug}`).click();
    await this.id("sequence").waitFor();
  }

  async makeCards(count) {
    await this.go("cards");
    await this.id("cards-count").fill(`${count}`);
    await this.id("cards-go").click();
    await this.id("downloads").waitFor();
  }

  /** Adds a pot that is won within so many calls. */
  async addPot({ name, value, within }) {
    await this.go("pots");
    await this.id("pot-new").click();
    await this.id("pot-name").fill(name);
    await this.id("pot-value").fill(`${value}`);
    await this.id("pot-within").fill(`${within}`);
    await this.id("pot-save").click();
    await this.id("pot-save").waitFor({ state: "hidden" });
  }

  /** Sells cards that belong to one player; waits until the box keeps them together. */
  async sellPack(serials) {
    for (const [i, serial] of serials.entries()) {
      await this.sellCard(serial);
      if (i === 0) await this.id("same-player").click();
    }
    await this.page
      .locator(`[data-testid=pack-state][data-kept="${serials.length}"]`)
      .waitFor();
    await this.id("next-player").click();
  }

  async sellCard(serial) {
    await this.typeCode(`#${serial}`);
    await this.id("recent-scans")
      .getByText(new RegExp(`^Card ${serial} ·`))
      .first()
      .waitFor();
  }

  /** Opens what is folded away on the caller's page. */
  async unfold(name) {
    const summary = this.id(name);
    if (!(await summary.evaluate((element) => element.parentElement.open)))
      await summary.click();
  }

  /** Gives a reason in the sheet that is open. */
  async giveReason(reason) {
    await this.id("reason").fill(reason);
    await this.id("reason-submit").click();
    await this.id("reason-submit").waitFor({ state: "hidden" });
  }

  async typeCode(code) {
    await this.id("typed-code").fill(code);
    await this.id("typed-go").click();
  }

  /** Waits for a scan to come to this and tells what is said of it. */
  async scanned(kind) {
    const result = this.page.locator(
      `[data-testid=scan-result][data-kind=${kind}]`,
    );
    await result.waitFor();
    return result.innerText();
  }

  /** Waits until this many cards are sold tonight. */
  async hasSold(count) {
    await this.id("sold-tonight")
      .getByText(`${count}`, { exact: true })
      .waitFor();
  }

  async scanMode(name) {
    await this.go("sell");
    await this.id("scan-mode").getByRole("button", { name }).click();
  }

  /** The numbers of a sold or unsold card, row by row, 0 = free; looked up, nothing is changed. */
  async faceOf(serial) {
    await this.typeCode(`#${serial}`);
    const card = this.page.getByRole("table", {
      name: `Card ${serial}`,
      exact: true,
    });
    await card.waitFor();
    const squares = await card.getByRole("cell").allInnerTexts();
    return squares.map((text) => (/^\d+$/.test(text) ? Number(text) : 0));
  }

  async status() {
    return this.id("game-status").innerText();
  }

  /** Waits until the game stands so. */
  async isAt(status) {
    await this.id("game-status").getByText(status, { exact: true }).waitFor();
  }

  /** Waits until this many balls are out here. */
  async hasCalled(count) {
    await this.id("call-count")
      .getByText(`${count}/75`, { exact: true })
      .waitFor();
  }

  async closeSales() {
    await this.go("call");
    await this.id("lock").click();
    await this.id("lock-confirm").click();
    await this.isAt("sales closed");
  }

  /** Enters the ball the cage gave, as call number `count`. */
  async callFromCage(ball, count) {
    await this.pressInCage(ball);
    await this.hasCalled(count);
  }

  /** The same without waiting for what comes of it. */
  async pressInCage(ball) {
    // The pad lets go of the ball before once its answer has come.
    await this.id("cage-confirm").getByText("Draw next").waitFor();
    await this.id(`cage-${ball}`).click();
    await this.id("cage-confirm").click();
  }

  /** Draws the next ball as call number `count`; tells which it is. */
  async draw(count) {
    await this.id("draw").click();
    await this.hasCalled(count);
    return Number(await this.id("last-ball").getAttribute("data-ball"));
  }

  async pause(reason) {
    await this.id("pause").click();
    await this.id("reason").fill(reason);
    await this.id("reason-submit").click();
    await this.isAt("paused");
  }

  async resume() {
    await this.id("resume").click();
    await this.isAt("running");
  }

  /** Takes the last ball back, so that `left` are out. */
  async undo(reason, left) {
    await this.id("undo").click();
    await this.id("reason").fill(reason);
    await this.id("reason-submit").click();
    await this.hasCalled(left);
  }

  /** Opens a winning card and waits until it stands so. */
  async openWin(serial, state) {
    await this.go("wins");
    await this.page
      .locator(
        `[data-testid=wins] [data-testid=win-${serial}][data-state=${state}]`,
      )
      .click();
    await this.id("win-face").first().waitFor();
  }

  /** Waits until a card in the list of wins stands so. */
  async winIs(serial, state) {
    await this.go("wins");
    await this.page
      .locator(
        `[data-testid=wins] [data-testid=win-${serial}][data-state=${state}]`,
      )
      .waitFor();
  }

  /** A guest without a phone calls out: enters the claim of their card. */
  async claimFor(code) {
    await this.go("wins");
    await this.id("guest-claim").click();
    await this.typeCode(code);
  }

  async verify(serial) {
    await this.openWin(serial, "claimed");
    await this.id("win-verify").click();
    await this.id("win-verify").waitFor({ state: "hidden" });
  }

  /** Stands before the prize with the hand on the button. */
  async aboutToPay(serial) {
    await this.openWin(serial, "good");
    await this.id("win-pay").click();
    await this.id("pay-go").waitFor();
  }

  /** What came of pressing: "handed over" when the question is gone, "refused" when it says why it is not. */
  async paying() {
    const outcome = await this.page.waitForFunction(() => {
      if (!document.querySelector("[data-testid=pay-go]")) return "handed over";
      return (
        document.querySelector("dialog[open] [data-testid=trouble]") &&
        "refused"
      );
    });
    return outcome.jsonValue();
  }

  async pay(serial) {
    await this.aboutToPay(serial);
    await this.id("pay-go").click();
    await this.id("pay-go").waitFor({ state: "hidden" });
    await this.id("win-stamp").getByText("Paid by").waitFor();
  }

  async closeStage() {
    await this.go("call");
    await this.id("close-stage").click();
    await this.id("close-stage").waitFor({ state: "hidden" });
  }

  async closeNight() {
    await this.go("night");
    await this.id("close-word").fill("CLOSE");
    await this.id("close-night").click();
    await this.id("open-night").waitFor();
  }

  /** Presses a link to a file and keeps the file at this path. */
  async download(link, path) {
    const arriving = this.page.waitForEvent("download", {
      timeout: PATIENCE_MS,
    });
    await this.id(link).click();
    await (await arriving).saveAs(path);
  }

  /** The activity feed as sentences, newest first. */
  async feed() {
    await this.go("feed");
    return this.id("feed").getByRole("listitem").allInnerTexts();
  }
}
