import { describe, expect, it } from "vitest";
import type { Entry } from "../shared/protocol.gen";
import { ana, FEED, item, snapshot, T0 } from "./fixtures";
import de from "./lang/de";
import en from "./lang/en";
import es from "./lang/es";
import fr from "./lang/fr";
import { hear } from "./state";
import { actText, sentence, slug } from "./words";

const hall = hear(null, { t: "snapshot", ...snapshot() }, T0)!;
const gaps = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((gap) => gap[1]).sort();

describe.each([["de", de], ["es", es], ["fr", fr]] as const)("texts in %s", (_, texts) => {
  it("have the gaps of the English ones", () => {
    for (const [key, text] of Object.entries(en)) expect(gaps(texts[key as keyof typeof en]), key).toEqual(gaps(text));
  });
  it("are not left in English where words differ", () => {
    const same = Object.entries(en).filter(([key, text]) => text.length > 14 && texts[key as keyof typeof en] === text);
    expect(same).toEqual([]);
  });
});

describe("the feed in words", () => {
  it("leaves no gap unfilled", () => {
    for (const one of FEED) expect(sentence(one, hall)).not.toMatch(/[{}]|undefined/);
  });

  it.each<[Entry, string]>([
    [{ type: "card_activated", data: { serial: 88, face: [] } }, "Ana Lindqvist (Bar) sold card 88."],
    [
      { type: "claim_judged", data: { game: "warm-up-1", stage: 0, serial: 88, verdict: "not_a_win", reason: "Called too late" } },
      "Ana Lindqvist (Bar): card 88 is not a win – Called too late.",
    ],
    [
      { type: "prize_paid", data: { game: "warm-up-1", stage: 0, serial: 88, prize: "chocolates-1", share: 1, of: 2 } },
      "Ana Lindqvist (Bar) handed share 1 of 2 of Box of chocolates to card 88.",
    ],
    [{ type: "game_closed", data: { game: "warm-up-1", outcome: "played" } }, "“Warm-up” is over."],
    [{ type: "entropy_added", data: { game: "warm-up-1", text: "" } }, "Nothing from the room went into the draw."],
    [{ type: "stage_closed", data: { game: "warm-up-1", stage: 0 } }, "Ana Lindqvist (Bar) closed stage 1 of “Warm-up”."],
  ])("%j", (entry, words) => expect(sentence(item(20, ana, entry), hall)).toBe(words));
});

it("tells queued acts apart", () => {
  expect(actText({ do: "activate", card: "HTTPS://BINGO.EXAMPLE/C/0123456789ABCDEFGHJKMNPQRS" }, hall)).toBe("sell a card: …JKMNPQRS");
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
