import { afterEach, describe, expect, it } from "vitest";
import { announcementInWords, isNews } from "./announce";
import { LANGUAGES, speak } from "../lang/i18n";
import type { Announcement, StageView } from "../protocol.gen";

afterEach(() => speak("en"));

const STAGES = [{ name: "Any line" }] as unknown as StageView[];
const ALL: Announcement[] = [
  { kind: "ball_restated", ball: 42 },
  { kind: "ball_recalled", ball: 42, reason: "Misread" },
  { kind: "pattern_restated", stage: 0, reason: "Misread" },
  { kind: "claims_asked", times: 2 },
  { kind: "claim_too_late", serial: 12, call: 20 },
  { kind: "dispute_opened", about: "Misread" },
  { kind: "dispute_settled", decision: "Misread" },
  { kind: "duplicate_reported", serial: 12 },
  { kind: "duplicate_settled", serial: 12, settlement: "share" },
  { kind: "duplicate_settled", serial: 12, settlement: "play_off" },
  { kind: "game_voided", reason: "Misread" },
];

describe("an announcement", () => {
  it.each(LANGUAGES)("says what it is about, in %s", async (wanted) => {
    await speak(wanted);
    for (const what of ALL) {
      const { title, text } = announcementInWords(what, STAGES);
      expect(title, what.kind).toMatch(/.{8,}/);
      expect(title + text, what.kind).not.toMatch(/undefined|NaN/);
      if ("ball" in what) expect(title).toContain("N 42");
      if ("serial" in what) expect(title).toContain("12");
      if ("stage" in what) expect(title).toContain("Any line");
      if ("reason" in what || "about" in what || "decision" in what) expect(text).toContain("Misread");
    }
  });

  it("is news once, and not for somebody who comes much later", () => {
    const said = { seq: 40, at_ms: 1_000_000, what: ALL[0]! };
    expect(isNews(said, 39, 1_010_000)).toBe(true);
    expect(isNews(said, 40, 1_010_000)).toBe(false);
    expect(isNews(said, 39, 2_000_000)).toBe(false);
    expect(isNews(null, 0, 0)).toBe(false);
  });
});
