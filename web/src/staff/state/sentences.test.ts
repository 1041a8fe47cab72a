import { afterEach, describe, expect, it } from "vitest";
import { LANGUAGES as SPOKEN, speak } from "../../shared/lang/i18n";
import type { Entry } from "../../shared/protocol.gen";
import { ana, FEED, item, snapshot, T0 } from "../fixtures";
import boxDe from "../lang/box/de";
import boxEn from "../lang/box/en";
import boxEs from "../lang/box/es";
import boxFr from "../lang/box/fr";
import de from "../lang/de";
import en from "../lang/en";
import es from "../lang/es";
import fr from "../lang/fr";
import planDe from "../lang/plan/de";
import planEn from "../lang/plan/en";
import planEs from "../lang/plan/es";
import planFr from "../lang/plan/fr";
import { hear } from "./state";
import { actText, sentence, slug } from "./sentences";

const hall = hear(null, { t: "snapshot", ...snapshot() }, T0)!;

/** A text as it stands in the tables: plain, or made from what it is given. */
type Text = string | ((...given: unknown[]) => string);
const isText = (value: unknown): value is Text => typeof value === "string" || typeof value === "function";

/** Every text of a table by its path. */
function textsOf(table: object, under = ""): [string, Text][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]) =>
    isText(value) ? [[`${under}${key}`, value]] : textsOf(value as object, `${under}${key}.`),
  );
}

const MARKS = ["71", "72", "73", "74"];
const filled = (text: Text) => (typeof text === "string" ? text : text(...MARKS));
const gaps = (text: Text) => MARKS.filter((mark) => filled(text).includes(mark));
/** The feed is told with whole entries; its sentences are tried on entries below. */
const plain = ({ entries: _, ...table }: typeof en) => table;

const LANGUAGES: [string, object, object][] = [
  ["de", plain(en), plain(de)],
  ["es", plain(en), plain(es)],
  ["fr", plain(en), plain(fr)],
  ["de, planning", planEn, planDe],
  ["es, planning", planEn, planEs],
  ["fr, planning", planEn, planFr],
  ["de, the box", boxEn, boxDe],
  ["es, the box", boxEn, boxEs],
  ["fr, the box", boxEn, boxFr],
];

describe.each(LANGUAGES)("texts in %s", (_, english, table) => {
  const texts = new Map(textsOf(table));
  it("have the gaps of the English ones", () => {
    for (const [path, text] of textsOf(english)) expect(gaps(texts.get(path)!), path).toEqual(gaps(text));
  });
  it("are not left in English where words differ", () => {
    const same = textsOf(english).filter(
      ([path, text]) => filled(text).length > 14 && filled(texts.get(path)!) === filled(text),
    );
    expect(same.map(([path]) => path)).toEqual([]);
  });
});

describe("the feed in words", () => {
  afterEach(() => speak("en"));

  it("leaves no gap unfilled", () => {
    for (const one of FEED) expect(sentence(one, hall)).not.toMatch(/[{}]|undefined/);
  });

  it.each(SPOKEN)("is told in %s with the same names and figures", async (wanted) => {
    const figures = (text: string) => text.match(/\d+|Warm-up|Ana Lindqvist|chocolates/g) ?? [];
    const english = FEED.map((one) => figures(sentence(one, hall)).sort());
    await speak(wanted);
    for (const [at, one] of FEED.entries()) {
      expect(sentence(one, hall)).not.toMatch(/undefined|NaN|\[object/);
      expect(figures(sentence(one, hall)).sort()).toEqual(english[at]);
    }
  });

  it.each<[Entry, string]>([
    [{ type: "card_activated", data: { serial: 88, face: [] } }, "Ana Lindqvist (Bar) sold card 88."],
    [
      {
        type: "claim_judged",
        data: { game: "warm-up-1", stage: 0, serial: 88, verdict: "not_a_win", reason: "Called too late" },
      },
      "Ana Lindqvist (Bar): card 88 is not a win – Called too late.",
    ],
    [
      { type: "prize_paid", data: { game: "warm-up-1", stage: 0, serial: 88, prize: "chocolates-1", share: 1, of: 2 } },
      "Ana Lindqvist (Bar) handed share 1 of 2 of Box of chocolates to card 88.",
    ],
    [
      { type: "cards_packed", data: { serials: [7, 8] } },
      "Ana Lindqvist (Bar) kept cards #7, #8 together for one player.",
    ],
    [
      {
        type: "prize_paid",
        data: { game: "warm-up-1", stage: 1, serial: 88, pot: ["snowball-1", 25_000], share: 1, of: 1 },
      },
      "Ana Lindqvist (Bar) handed The snowball (250.00) to card 88.",
    ],
    [
      { type: "pot_grew", data: { game: "warm-up-1", stage: 1, pot: "snowball-1", value: 30_050, within: 52 } },
      "Nobody won the pot The snowball: it holds 300.50, within 52 calls.",
    ],
    [
      { type: "pace_set", data: { game: "warm-up-1", every_s: null } },
      "Ana Lindqvist (Bar) stopped the box calling by itself in “Warm-up”.",
    ],
    [
      { type: "claim_made", data: { game: "warm-up-1", stage: 0, serial: 88, slept: 12 } },
      "Ana Lindqvist (Bar) claimed for card 88, complete since call 12.",
    ],
    [{ type: "programme_set", data: { items: [] } }, "Ana Lindqvist (Bar) saved the programme: 0 items."],
    [
      {
        type: "extra_paid",
        data: { game: "warm-up-1", stage: 0, extra: 0, serial: 89, prize: "chocolates-1", value: 750 },
      },
      "Ana Lindqvist (Bar) handed Box of chocolates (7.50) to card 89 as a side prize.",
    ],
    [
      { type: "game_closed", data: { game: "warm-up-1", outcome: "voided", reason: "Balls were missing in the cage" } },
      "Ana Lindqvist (Bar) declared “Warm-up” void – Balls were missing in the cage.",
    ],
    [{ type: "game_closed", data: { game: "warm-up-1", outcome: "played" } }, "“Warm-up” is over."],
    [{ type: "entropy_added", data: { game: "warm-up-1", text: "" } }, "Nothing from the room went into the draw."],
    [
      { type: "stage_closed", data: { game: "warm-up-1", stage: 0 } },
      "Ana Lindqvist (Bar) closed stage 1 of “Warm-up”.",
    ],
  ])("%j", (entry, words) => expect(sentence(item(20, ana, entry), hall)).toBe(words));
});

it("tells queued acts apart", () => {
  expect(actText({ do: "activate_card", card: "HTTPS://BINGO.EXAMPLE/C/0123456789ABCDEFGHJKMNPQRS" }, hall)).toBe(
    "sell a card: …JKMNPQRS",
  );
});

it.each([
  ["Große Runde!", "4", "grosse-runde-4"],
  ["Été à la plage", "1", "ete-a-la-plage-1"],
  ["東京", "2", "2"],
  ["x".repeat(60), "12", `${"x".repeat(30)}-12`],
])("makes an id of %s", (name, ending, id) => {
  expect(slug(name, ending)).toBe(id);
  expect(slug(name, ending)).toMatch(/^[a-z0-9-]{1,40}$/);
});
