import { describe, expect, it } from "vitest";
import { fitting, LABEL_BYTES } from "./fitting";

const bytes = (text: string) => new TextEncoder().encode(text).length;

describe("what the box takes of a text", () => {
  it("counts bytes, as the box does, and cuts no character", () => {
    expect(fitting("x".repeat(100), LABEL_BYTES)).toBe("x".repeat(80));
    expect(fitting("Ω".repeat(50), LABEL_BYTES)).toBe("Ω".repeat(40));
    expect(fitting("ก".repeat(33), LABEL_BYTES)).toBe("ก".repeat(26));
    expect(bytes(fitting("🎱".repeat(33), LABEL_BYTES))).toBe(80);
  });

  it("has no control characters and no half characters", () => {
    expect(fitting("a\tb\r\nc\u0000\u0085d", LABEL_BYTES)).toBe("a b c d");
    expect(fitting("a\ud83d", LABEL_BYTES)).toBe("a ");
  });

  it("has nothing that turns the line", () => {
    expect(fitting("a\u202eb\u2066c\u2069\u200f\u061c", LABEL_BYTES)).toBe("abc");
    expect(fitting("می\u200cخواهم", LABEL_BYTES)).toBe("می\u200cخواهم");
  });

  it("is composed", () => {
    expect(fitting("Cafe\u0301", LABEL_BYTES)).toBe("Café");
  });
});
