import { afterEach, describe, expect, it, vi } from "vitest";
import { clockTime, detectLanguage, dictionary, liveIn, speak, type Language } from "./i18n";

const EVENING = new Date(2026, 4, 1, 21, 5).getTime();
const MORNING = new Date(2026, 4, 1, 9, 5).getTime();
// Which kind of space stands before PM is the browser's business.
const time = (at_ms: number, browser: readonly string[]) => clockTime(at_ms, browser).replace(/\s/gu, " ");

describe("the time of day", () => {
  afterEach(() => speak("en"));

  it.each<[Language, string[], string, string]>([
    ["en", ["en-GB", "en"], "21:05", "09:05"],
    ["en", ["en-US", "en"], "9:05 PM", "9:05 AM"],
    ["en", ["en-IE", "en-US"], "21:05", "09:05"],
    // A German's browser lists American English too, but the reader's clock has 24 hours.
    ["en", ["de-DE", "de", "en-US", "en"], "21:05", "09:05"],
    // An American box set to another language shows that language's time.
    ["de", ["en-US", "en"], "21:05", "09:05"],
    ["fr", ["en-US"], "21:05", "09:05"],
    ["es", ["es-ES"], "21:05", "09:05"],
    ["es", [], "21:05", "09:05"],
  ])("in %s for a browser with %j is %s", async (spoken, browser, evening, morning) => {
    await speak(spoken);
    expect(time(EVENING, browser)).toBe(evening);
    expect(time(MORNING, browser)).toBe(morning);
  });

  it("is that of the venue, whatever the zone of the device", () => {
    const nine = Date.UTC(2026, 6, 1, 9, 0);
    liveIn("Pacific/Auckland");
    expect(time(nine, ["en-GB"])).toBe("21:00");
    liveIn("America/Los_Angeles");
    expect(time(nine, ["en-GB"])).toBe("02:00");
    // A zone that this browser does not know.
    liveIn("Europe/Atlantis");
    expect(time(EVENING, ["en-GB"])).toBe("21:05");
    liveIn(null);
  });

  it("follows Mexico's twelve hours in Spanish", async () => {
    await speak("es");
    expect(time(EVENING, ["es-MX", "en-US"])).toMatch(/^0?9:05 p\.? ?m\.?$/);
  });
});

describe("texts that come late", () => {
  afterEach(() => speak("en"));

  it("catch up with the language spoken", async () => {
    const load = (word: string) => () => Promise.resolve({ default: word });
    await speak("fr");
    const late = dictionary("game", { de: load("Spiel"), es: load("partida"), fr: load("partie") });
    await vi.waitFor(() => expect(late.value).toBe("partie"));
    await speak("de");
    expect(late.value).toBe("Spiel");
  });
});

describe("texts that come while the language changes", () => {
  afterEach(() => speak("en"));

  it("change with the others", async () => {
    let arrive = (_: { default: string }) => undefined as void;
    const onItsWay = new Promise<{ default: string }>((resolve) => (arrive = resolve));
    const now = (word: string) => () => Promise.resolve({ default: word });
    const first = dictionary("first", { de: () => onItsWay, es: now("primero"), fr: now("premier") });
    const speaking = speak("de");
    const late = dictionary("game", { de: now("Spiel"), es: now("partida"), fr: now("partie") });
    arrive({ default: "erstes" });
    await speaking;
    expect([first.value, late.value]).toEqual(["erstes", "Spiel"]);
  });
});

describe("the language", () => {
  it("is the first one the browser names that we speak", () => {
    expect(detectLanguage(["it-IT", "fr-CA", "en"])).toBe("fr");
    expect(detectLanguage(["it"])).toBe("en");
  });
});
