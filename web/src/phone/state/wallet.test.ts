import { describe, expect, it } from "vitest";
import { DEFAULTS, settingsFrom, systemTheme } from "./settings";
import { askForKey, CARDS_MAX, keysFrom, withKey } from "./wallet";

describe("a wallet", () => {
  it("holds every card once and no more than the box takes", () => {
    expect(withKey(["A"], "B")).toEqual(["A", "B"]);
    const full = Array.from({ length: CARDS_MAX }, (_, index) => String(index));
    expect(withKey(full, "X")).toBe(full);
    expect(withKey(full, "3")).toBe(full);
  });

  it("survives rubbish on disk", () => {
    expect(keysFrom(undefined)).toEqual([]);
    expect(keysFrom(["A", 3, null, "B"])).toEqual(["A", "B"]);
  });

  it("asks the box for a typed code", async () => {
    const says = (status: number, body: unknown) => () =>
      Promise.resolve(new Response(JSON.stringify(body), { status }));
    expect(await askForKey("1111-1115", says(200, { key: "K" }))).toEqual({ key: "K" });
    const refused = { code: "too_many_tries" };
    expect(await askForKey("1111-1115", says(429, { refused }))).toEqual({ refused });
    expect(await askForKey("1111-1115", says(502, "oops"))).toEqual({ failed: "unreachable" });
    expect(await askForKey("1111-1115", () => Promise.reject(new Error("off")))).toEqual({ failed: "unreachable" });
  });
});

describe("settings", () => {
  it("read back what was set and fall back on the rest", () => {
    expect(settingsFrom({ text: "larger", theme: "pink", language: "xx", awake: "yes", mark: "tap" })).toEqual({
      ...DEFAULTS,
      text: "larger",
      mark: "tap",
    });
    expect(settingsFrom(null)).toEqual(DEFAULTS);
  });

  it("start dark, or with contrast for those whose system asks for it", () => {
    expect(systemTheme((query) => query.includes("more"))).toBe("contrast");
    expect(systemTheme((query) => query.includes("light"))).toBe("dark");
  });
});
