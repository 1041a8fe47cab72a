import { describe, expect, it } from "vitest";
import { DEFAULTS, parseSettings, settingsFrom } from "./settings";

describe("settings", () => {
  it("survive anything that was kept", () => {
    for (const junk of [null, 7, "x", [], { layout: "huge", safe_area: "wide", theme: 3, language: "tlh" }]) {
      expect(parseSettings(junk)).toEqual(DEFAULTS);
    }
    expect(parseSettings({ safe_area: 99 }).safe_area).toBe(8);
    expect(parseSettings({ safe_area: -1 }).safe_area).toBe(0);
    expect(parseSettings({ shortcuts: false }).shortcuts).toBe(false);
  });

  it("are overruled by the address", () => {
    const kept = { ...DEFAULTS, layout: "giant", theme: "light" };
    const settings = settingsFrom(kept, new URLSearchParams("lang=es&safe=2&theme=nonsense"));
    expect(settings).toEqual({ ...DEFAULTS, layout: "giant", language: "es", safe_area: 2 });
  });
});
