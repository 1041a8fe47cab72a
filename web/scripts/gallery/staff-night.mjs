// A night on the staff console, and what people do there.
import { loadModule } from "./serve.mjs";

export const night = await loadModule("/src/staff/fixtures.ts");
const { ana, CALLS, FACE, game, T0, win, winCard } = night;

export const stamp = (by, ms = 0) => ({ seq: 6, at_ms: T0 + ms, by });
export const card = {
  serial: 1207,
  code: "7K3M-92QX",
  face: FACE,
  sold: stamp(ana),
  voided: null,
  missing: 1,
  plays: true,
  pack: [],
  duplicate: null,
};
export const won = (state, more = {}) => [win([winCard(1207, state, more), winCard(88, "detected")])];
export const checking = (wins) => ({ wins, game: game("checking", CALLS.slice(0, 10)) });
export const ok = (...entries) => ({ ok: { seq: 21, entries } });
export const refused = (refusal) => ({ refused: refusal });
export const QR =
  "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 29 29'><path d='M2 2h7v7h-7zM20 2h7v7h-7zM2 20h7v7h-7zM12 12h5v5h-5z'/></svg>";
export const tap = (id) => (page) => page.getByTestId(id).first().click();
export const sells = (answer) => ({
  at: "sell",
  reply: () => answer,
  then: async (page) => {
    await page.getByTestId("typed-code").fill("1207");
    await page.getByTestId("typed-go").click();
    await page.getByTestId("scan-result").waitFor();
  },
});
export const at = (place, more = {}) => ({ at: place, ...more });

const stageForecast = (more = {}) => ({
  mean_calls: 17.4,
  p10: 12,
  median: 17,
  p90: 23,
  tie_probability: 0.184,
  expected_winners: 1.23,
  jackpot_probability: null,
  exact: true,
  ...more,
});
/** What the box says of any game. */
export const FORECAST = {
  hands: 60,
  stages: [
    stageForecast(),
    stageForecast({
      mean_calls: 58.2,
      p10: 54,
      median: 58,
      p90: 62,
      tie_probability: 0.31,
      expected_winners: 1.44,
      jackpot_probability: 0.0042,
      exact: false,
    }),
  ],
};

const pays = (prize = null, more = {}) => ({ prize, jackpot: null, extras: [], ...more });
export const items = (rules) => [
  {
    id: "i-1",
    kind: "game",
    name: "Early bird",
    play: { patterns: ["any-line"] },
    source: "rng",
    rules,
    start: "first_ball",
    stages: [pays("chocolates-1")],
    price: 100,
  },
  {
    id: "i-2",
    kind: "game",
    name: "The Grand Christmas Charity Final of Saint Bartholomew",
    play: { patterns: ["any-line", "double-line", "blackout"] },
    source: "rng",
    rules,
    start: "first_ball",
    stages: [pays("chocolates-1"), pays(), pays("hamper-2", { jackpot: { within: 51, prize: { pot: "snowball-1" } } })],
    price: 250,
    read_out: "Thank you to the bakery for the hamper!",
  },
  { id: "i-3", kind: "break", minutes: 20, text: "The kitchen is open" },
  { id: "i-4", kind: "message", text: "Raffle tickets at the bar" },
  {
    id: "i-5",
    kind: "game",
    name: "Pairs",
    play: { plan: "and-single-single" },
    source: "cage",
    rules,
    start: "wild",
    stages: [pays("hamper-2")],
  },
];
/** Programmes of former nights. */
export const FORMER = [
  { night: "2026-11-13", items: items({}) },
  { night: "2026-11-06", items: items({}).slice(0, 2) },
];
