import { afterEach, describe, expect, it } from "vitest";
import { countdown, LANGUAGES, money, speak } from "../lang/i18n";
import { TOPICS } from "../lang/texts";
import type { Rules } from "../protocol.gen";
import { profileName, rulesInWords } from "./rules";

afterEach(() => speak("en"));

const FRIENDLY: Rules = {
  profile: "friendly-pub",
  daub: "auto",
  claim: "press",
  window: "hold",
  last_number: false,
  ties: "split",
  lost_link: "plays_on",
  free: "counts",
  undo: "before_payout",
  show_card_from: null,
  second_person_from: null,
};
const STRICT: Rules = {
  profile: "strict",
  daub: "catch_up",
  claim: "auto",
  window: "three_asks",
  last_number: true,
  ties: "split_players",
  lost_link: "freeze",
  free: "hardway",
  undo: "never",
  show_card_from: 0,
  second_person_from: 25_000,
};

describe("house rules", () => {
  it.each(LANGUAGES)(
    "say every switch in whole sentences, and differently for its positions, in %s",
    async (wanted) => {
      await speak(wanted);
      const [friendly, strict] = [rulesInWords(FRIENDLY, "rng"), rulesInWords(STRICT, "cage")];
      expect(friendly.map((line) => line.topic)).toEqual([...TOPICS]);
      friendly.forEach((line, index) => {
        expect(line.text, line.topic).toMatch(/^.{12,}\.$/s);
        expect(strict[index]!.text, line.topic).not.toBe(line.text);
      });
      expect(strict.at(-1)!.text).toContain(money(25_000));
    },
  );

  it("leave the balls out where no game is meant", () => {
    expect(rulesInWords(FRIENDLY, null).map((line) => line.topic)).not.toContain("source");
  });

  it("have names, or their slug in words", () => {
    expect([profileName("uk-style"), profileName("our-own-house")]).toEqual(["UK style", "our own house"]);
  });
});

describe("figures", () => {
  it("have two decimals and no currency", async () => {
    expect(money(125_000)).toMatch(/1.250.00$/);
    await speak("de");
    expect(money(25_050)).toBe("250,50");
  });

  it("count down to nothing and no further", () => {
    expect([245_000, 59_001, 1, 0, -5_000].map(countdown)).toEqual(["4:05", "1:00", "0:01", "0:00", "0:00"]);
  });
});
