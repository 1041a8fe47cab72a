import { describe, expect, it, vi } from "vitest";

vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
vi.stubGlobal("navigator", { language: "en-GB" });
const { kept, usual } = await import("./print");

describe("how a device prints", () => {
  it("begins with the paper of the country", () => {
    expect(usual("en-US").paper).toBe("letter");
    expect(usual("es-MX").paper).toBe("letter");
    expect(usual("en-GB")).toEqual({ paper: "a4", layout: "sheet", back: false });
    expect(usual("de").paper).toBe("a4");
  });

  it("keeps what was chosen and nothing else", () => {
    expect(kept('{"paper":"letter","layout":"single","back":true}')).toEqual({
      paper: "letter",
      layout: "single",
      back: true,
    });
    expect(kept('{"paper":"a3","layout":7}')).toEqual({});
    expect(kept("{")).toEqual({});
    expect(kept(null)).toEqual({});
  });
});
