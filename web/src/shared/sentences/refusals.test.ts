import { afterEach, describe, expect, it } from "vitest";
import { ago, detectLanguage, language, LANGUAGES, speak } from "../lang/i18n";
import de from "../lang/de";
import en from "../lang/en";
import es from "../lang/es";
import fr from "../lang/fr";
import type { Fault, Refusal } from "../protocol.gen";
import { shared } from "../lang";
import { refusalText } from "./refusals";

afterEach(() => speak("en"));

const stamp = { seq: 4, at_ms: Date.UTC(2026, 4, 1, 19, 42), by: { kind: "staff", desk: "Front desk" } } as const;
/** Every detail any refusal carries, so that one object serves them all. */
const details = {
  right: "sell",
  retry_after_ms: 1,
  game: "g1",
  what: "card",
  field: "name",
  why: "kept",
  letter: "ŵ",
  problem: "is empty",
  serial: 12,
  serials: [12, 15],
  sold: stamp,
  voided: stamp,
  claimed: stamp,
  judged: stamp,
  paid: stamp,
  call: 3,
  ball: 42,
  stage: 0,
  missing: 2,
  limit: "cards",
  asked: 1,
  since: stamp,
  seq: 7,
  fault: "differs",
};

describe("a refusal", () => {
  it.each(LANGUAGES)("has a whole sentence for every code in %s", async (wanted) => {
    await speak(wanted);
    const codes = Object.keys({ en, es, fr, de }[wanted].refusal);
    expect(codes).toEqual(Object.keys(en.refusal));
    for (const code of codes) {
      // A copy has faults of its own.
      const own = code === "invalid" ? { fault: { kind: "empty" } } : {};
      const text = refusalText({ ...details, ...own, code } as unknown as Refusal);
      expect(text, code).toMatch(/^.{12,}[.!?]$/s);
      expect(text, code).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it.each(LANGUAGES)("says what is wrong with a field in %s", async (wanted) => {
    await speak(wanted);
    const faults: Fault[] = [
      { kind: "empty" },
      { kind: "too_long", bytes_max: 80, bytes: 100 },
      { kind: "character", character: "\t" },
      { kind: "range", min: 1, max: 74 },
      { kind: "twice" },
      { kind: "wrong" },
      { kind: "missing" },
      { kind: "unknown" },
    ];
    const texts = faults.map((fault) =>
      refusalText({ code: "invalid", field: "items.3.name", fault, problem: "in English" }),
    );
    expect(new Set(texts).size).toBe(faults.length);
    for (const text of texts) {
      expect(text).not.toMatch(/in English|undefined|items/);
      expect(text).toMatch(/.[.]$/);
    }
    expect(texts[1]).toContain("80");
    expect(texts[2]).toContain("U+0009");
    expect(texts[3]).toMatch(/1 .* 74/);
  });

  it("says what only the box can tell, and what a device kept of an older box", () => {
    const refusal = { code: "invalid", field: "rules", problem: "a game is opened, not shown" } as const;
    const texts = [refusalText({ ...refusal, fault: { kind: "other" } }), refusalText(refusal as unknown as Refusal)];
    for (const text of texts) expect(text).toBe("Check “rules”: a game is opened, not shown.");
  });

  it("says who, where and when", () => {
    expect(refusalText({ code: "already_paid", paid: { ...stamp, by: { ...stamp.by } } })).toContain("by Front desk");
    expect(refusalText({ code: "already_paid", paid: { ...stamp, by: { ...stamp.by } } }, () => "Ana")).toContain(
      "by Ana",
    );
  });

  it("of a newer box shows its code rather than nothing", () => {
    expect(refusalText({ code: "from_the_future" } as unknown as Refusal)).toBe("from_the_future");
  });
});

describe("languages", () => {
  it("switch all texts at once", async () => {
    await speak("fr");
    expect([language.value, shared.value.status.paused]).toEqual(["fr", "En pause"]);
  });

  it("are found among the browser's wishes", () => {
    expect(detectLanguage(["pt-BR", "de-AT", "en"])).toBe("de");
    expect(detectLanguage(["ja"])).toBe("en");
  });

  it("tell how long ago in words", () => {
    expect([5, 45, 600, 7_200, 200_000].map((seconds) => ago(0, seconds * 1000))).toEqual([
      "now",
      "45 seconds ago",
      "10 minutes ago",
      "2 hours ago",
      "2 days ago",
    ]);
  });
});
