/** What guests do on their phones, and what the big screen says. */

/** A phone with a wallet. */
export class Guest {
  constructor(page, box) {
    this.page = page;
    this.box = box;
  }

  /** Scans the code printed on a card with the phone's own camera app: its address opens. */
  async opens(card) {
    // The printed address is upper case; what the browser makes of it is what a camera app would open.
    await this.page.goto(card.url);
    await this.hasCard(card.serial);
  }

  /** Opens the page for further cards; the phone's camera starts and takes in the card it sees. */
  async holdsBeforeCamera(card) {
    await this.page.getByRole("button", { name: "Add a card" }).click();
    await this.page
      .getByText(`Card #${card.serial} is in your wallet.`)
      .waitFor();
  }

  /** Types the code printed on a further card, on the same page. */
  async types(card) {
    await this.page.getByLabel("Code on your card").fill(card.code);
    await this.page.getByRole("button", { name: "Open card" }).click();
    await this.page
      .getByText(`Card #${card.serial} is in your wallet.`)
      .waitFor();
  }

  /** Leaves the page that lies over the game. */
  async goesBack() {
    await this.page.getByRole("button", { name: "Back", exact: true }).click();
  }

  /** Waits until the wallet shows a card: alone in full, among others as a thumbnail. */
  async hasCard(serial) {
    const alone = this.page.getByRole("table", {
      name: `Card #${serial}`,
      exact: true,
    });
    const among = this.page.getByRole("img", {
      name: `Card #${serial}`,
      exact: true,
    });
    await alone.or(among).first().waitFor();
  }

  /** Opens another card of the wallet. */
  async turnsTo(serial) {
    await this.page
      .getByRole("button")
      .filter({
        has: this.page.getByRole("img", {
          name: `Card #${serial}`,
          exact: true,
        }),
      })
      .click();
    await this.page
      .getByRole("table", { name: `Card #${serial}`, exact: true })
      .waitFor();
  }

  /** Waits until these words stand on the screen. */
  async reads(words) {
    await this.page.getByText(words).first().waitFor();
  }

  /** Every call of the game in the order they came, from the list a guest can open. */
  async allCalls() {
    await this.page.getByRole("button", { name: /of 75/ }).click();
    const sheet = this.page.getByRole("dialog", { name: "All calls" });
    await sheet.waitFor();
    const balls = await sheet.locator("ol li").allInnerTexts();
    await sheet.getByRole("button", { name: "Close" }).click();
    await sheet.waitFor({ state: "hidden" });
    return balls.map((text) => Number(/\d+/.exec(text)[0])).reverse();
  }

  /** The win over everything else. */
  win() {
    return this.page
      .getByRole("dialog")
      .filter({ has: this.page.locator("#win-title") });
  }

  async pressBingo() {
    await this.win().getByRole("button", { name: "Claim BINGO" }).click();
    await this.win().getByText("Claimed.").waitFor();
  }

  /** Waits for words on the win. */
  async readsOfWin(words) {
    await this.win().getByText(words).first().waitFor();
  }

  /** Reads of so many wins, one after the other, that the prize was handed over, and goes back to the cards. */
  async putsPaidWinsAway(count = 1) {
    for (let win = 0; win < count; win += 1) {
      await this.readsOfWin("Prize handed over");
      await this.win().getByRole("button", { name: "OK" }).click();
    }
    await this.win().waitFor({ state: "hidden" });
  }

  /** Asks the phone to work the draw out again; tells its verdict and its steps. */
  async checksDraw(game) {
    await this.page
      .getByRole("button", { name: "Check this game" })
      .first()
      .click();
    const panel = this.page
      .locator("section")
      .filter({ has: this.page.getByRole("heading", { name: game }) });
    await panel.waitFor();
    return panel;
  }

  /** Waits until the phone has written this many calls of tonight to its own disk. */
  async hasKept(count) {
    await this.page.waitForFunction(keptCalls, count, { polling: 200 });
  }

  /** Waits until the phone's own worker holds its pages. */
  async isReadyForOffline() {
    await this.page.evaluate(() =>
      navigator.serviceWorker.ready.then(() => undefined),
    );
  }
}

/** In the page: whether the disk has so many calls. */
async function keptCalls(count) {
  const db = await new Promise((resolve, reject) => {
    const opening = indexedDB.open("hallbox-phone");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  try {
    const kept = await new Promise((resolve, reject) => {
      const asking = db.transaction("kept").objectStore("kept").get("tonight");
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(asking.error);
    });
    return kept?.tonight?.game?.calls.length === count;
  } finally {
    db.close();
  }
}
