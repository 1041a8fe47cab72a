// Planning, the rules of the house and everything that came with them.
import { at, card, checking, items, night, ok, refused, tap, won } from "./staff-night.mjs";

const { ana, ben, CALLS, FACE, game, item, LINES, POT, RULES, snapshot, stage, T0, UK_RULES, win, winCard } = night;
const programme = { seq: 40, items: items(RULES), opened: [["i-1", "warm-up-1"]] };
const planned = snapshot({ programme, games: snapshot().games.slice(0, 1) });
const choosing = async (page) => {
  await tap("play-choose")(page);
  await page.getByTestId("chooser").waitFor();
};
const chosen = (slug) => async (page) => {
  await choosing(page);
  await page.getByTestId("search").fill(slug.replaceAll("-", " "));
  await tap(`play-${slug}`)(page);
};
const forecast = async (page) => {
  await page.clock.runFor(1_000);
  await page.getByTestId("forecast-stage").first().waitFor();
};
const bottom = async (page) => page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
const sell = async (page, code) => {
  await page.getByTestId("typed-code").fill(code);
  await tap("typed-go")(page);
};
const pair = {
  hand: 2,
  race: "complete",
  ways: [
    {
      boards: [
        { place: 0, masks: LINES },
        { place: 1, masks: LINES },
      ],
    },
  ],
};
const jackpot = { within: 20, name: POT.name, value: POT.value, grows: true };
const extras = [
  {
    extra: { kind: "hot_ball", ball: 70, prize: "chocolates-1" },
    name: "Box of chocolates",
    awards: [
      [88, null, true],
      [1207, null, false],
    ],
  },
  {
    extra: { kind: "ball_value", prize: "hamper-2", cents: 10, last_digit: false },
    name: "Money by the ball",
    awards: [[1207, 700, false]],
  },
  { extra: { kind: "neighbours", prize: "chocolates-1" }, name: "Box of chocolates", awards: [] },
];
const handWin = (state, more = {}) =>
  win([winCard(88, state, { hand: [88, 1207] })], {
    value: 25_000,
    prize_name: POT.name,
    prize: null,
    extras,
    ...more,
  });
const asleep = (rules, asked) => {
  const [one] = won("detected");
  const its = { ...one, win: { ...one.win, asked } };
  return {
    wins: [its],
    game: game("checking", CALLS.slice(0, 10), {
      rules,
      stages: [stage("any-line", "Any line", LINES, { win: its.win }), stage("blackout", "Blackout", [0x1ffffff])],
    }),
  };
};
const look = async (page) => {
  await page.getByTestId("scan-mode").getByRole("button").nth(1).click();
  await sell(page, "1207");
  await page.getByTestId("card-panel").waitFor();
  await bottom(page);
};
const feed = [
  item(20, ana, { type: "cards_packed", data: { serials: [88, 1207] } }),
  item(21, ana, { type: "programme_set", data: { items: items(RULES) } }),
  item(22, ben, { type: "pace_set", data: { game: "warm-up-1", every_s: 3 } }),
  item(23, ben, { type: "dispute_opened", data: { game: "warm-up-1", about: "A number was not heard" } }),
  item(24, ana, { type: "dispute_settled", data: { game: "warm-up-1", decision: "Ball is called again" } }),
  item(
    25,
    { kind: "system" },
    { type: "pot_grew", data: { game: "warm-up-1", stage: 1, pot: "snowball-1", value: 30_000, within: 52 } },
  ),
];
const several = game("running", CALLS, {
  open: [0, 2],
  format: { run: "on_the_way", start: "wild", plan: null, item: null },
  stages: [
    stage("four-corners", "Four corners", [0x1100011], { prize: "Box of chocolates" }),
    stage("any-line", "Any line", LINES, { prize: "Mug", closed: true }),
    stage("and-single-single", "One line on each card", [], {
      goal: pair,
      prize: "Hamper",
      jackpot,
      extras: extras.slice(0, 1),
    }),
  ],
});
const packing = {
  at: "sell",
  reply: (asked) =>
    asked.act.do === "pack_cards"
      ? ok({ type: "cards_packed", data: { serials: [1207, 88] } })
      : ok({ type: "card_activated", data: { serial: asked.act.card === "#1207" ? 1207 : 88, face: FACE } }),
  then: async (page) => {
    await sell(page, "1207");
    await tap("same-player")(page);
    await sell(page, "88");
    await page.locator("[data-testid=pack-state][data-kept='2']").waitFor();
  },
};
const detail = (state, more = {}, place = "wins/warm-up-1/0/88") =>
  at(place, {
    snap: snapshot(checking([handWin(state, more)])),
    reply: (asked) => ({ card: { ...card, serial: Number(asked.card.slice(1)) } }),
  });
export const PLAN_STATES = {
  opennew: at("programme/new"),
  choose: at("programme/new", { then: choosing }),
  choosesearch: at("programme/new", {
    then: async (page) => {
      await choosing(page);
      await page.getByTestId("search").fill("line");
    },
  }),
  choosenone: at("programme/new", {
    then: async (page) => {
      await choosing(page);
      await page.getByTestId("search").fill("xyzzy");
    },
  }),
  opengame: at("programme/new", { then: chosen("any-line") }),
  openseq: at("programme/new", {
    then: async (page) => {
      await chosen("any-line")(page);
      await tap("play-then")(page);
      await tap("play-blackout")(page);
      await tap("stage-1-jackpot-add")(page);
      await tap("stage-1-extra-add")(page);
      await page.getByTestId("stage-1-jackpot").scrollIntoViewIfNeeded();
    },
  }),
  openrules: at("programme/new", {
    then: async (page) => {
      await chosen("any-line")(page);
      await page.getByTestId("game-rules").selectOption("uk-style");
      await tap("rules-all")(page);
      await page.getByTestId("rule-window").scrollIntoViewIfNeeded();
    },
  }),
  openmore: at("programme/new", {
    then: async (page) => {
      await chosen("any-line")(page);
      await tap("more-fields")(page);
      await page.getByTestId("game-read-out").scrollIntoViewIfNeeded();
    },
  }),
  forecast: at("programme/new", {
    then: async (page) => {
      await chosen("line-into-blackout")(page);
      await forecast(page);
      await bottom(page);
    },
  }),
  forecastpairs: at("programme/new", {
    then: async (page) => {
      await chosen("and-single-single")(page);
      await forecast(page);
      await page.getByTestId("forecast").scrollIntoViewIfNeeded();
    },
  }),
  forecastoff: at("programme/open/i-2", { snap: planned, cut: 40_000, then: bottom }),
  openitem: at("programme/open/i-2", { snap: planned, then: forecast }),
  programmenone: at("programme", { snap: snapshot({ games: [] }) }),
  programme: at("programme", { snap: planned }),
  programmedraft: at("programme", {
    snap: planned,
    then: async (page) => {
      await tap("item-3-up")(page);
      await page.getByTestId("save-bar").waitFor();
    },
  }),
  programmetheirs: at("programme", {
    snap: planned,
    reply: () => refused({ code: "programme_changed", seq: 44 }),
    news: { programme: { ...programme, seq: 44, items: items(RULES).slice(0, 3) } },
    then: async (page, tell) => {
      await tap("item-3-up")(page);
      await tell();
      await page.getByTestId("overtaken").waitFor();
      await page.locator("[data-testid=overtaken] summary").click();
    },
  }),
  itembreak: at("programme/item/i-3", { snap: planned }),
  copynight: at("programme/copy", { snap: planned }),
  pots: at("pots", { snap: snapshot({ feed: [...snapshot().feed, ...feed] }) }),
  potnew: at("pots", { then: tap("pot-new") }),
  rules: at("rules", { snap: snapshot({ game: game("running", CALLS, { rules: UK_RULES }) }) }),
  readout: at("read", { snap: snapshot({ game: { ...several, status: "selling", calls: [] } }) }),
  pack: packing,
  packlook: at("sell", {
    snap: snapshot({ feed: [...snapshot().feed, ...feed] }),
    reply: () => ({ card }),
    then: look,
  }),
  duplicate: at("sell", {
    reply: () => ({ card: { ...card, duplicate: null } }),
    then: async (page) => {
      await look(page);
      await tap("dup-report")(page);
    },
  }),
  several: at("call", { snap: snapshot({ game: several }) }),
  trouble: at("call", {
    then: async (page) => {
      await tap("trouble-tools")(page);
      await page.getByTestId("void-game").scrollIntoViewIfNeeded();
    },
  }),
  dispute: at("call", {
    then: async (page) => {
      await tap("trouble-tools")(page);
      await tap("dispute")(page);
    },
  }),
  disputed: at("call", { snap: snapshot({ game: game("disputed", CALLS) }) }),
  settle: at("call", { snap: snapshot({ game: game("disputed", CALLS) }), then: tap("settle") }),
  voidgame: at("call", {
    then: async (page) => {
      await tap("trouble-tools")(page);
      await tap("void-game")(page);
    },
  }),
  asks: at("call", { snap: snapshot(asleep({ ...RULES, window: "three_asks" }, 1)) }),
  callon: at("call", { snap: snapshot(asleep(UK_RULES, 0)) }),
  hand: detail("claimed", { needs_showing: true, needs_second: true }),
  handgood: detail("good", { closed: true }),
  practice: at("call", { snap: snapshot({ rehearsal: true }) }),
  onscreens: at("call", { snap: snapshot({ shown: { text: "The kitchen is open", until_ms: T0 + 900_000 } }) }),
  feednew: at("feed", { snap: snapshot({ feed: [...snapshot().feed, ...feed] }) }),
  programmede: at("programme", { snap: planned, look: { language: "de" } }),
  openfr: at("programme/new", { look: { language: "fr", text: "larger" }, then: chosen("any-line") }),
  largerprogramme: at("programme", { snap: planned, look: { text: "larger", language: "de" } }),
  lightforecast: at("programme/open/i-2", { snap: planned, look: { theme: "light" }, then: forecast }),
  contrastchoose: at("programme/new", { look: { theme: "contrast" }, then: choosing }),
};
