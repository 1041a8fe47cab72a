import { describe, expect, it } from "vitest";
import { nightAt } from "../fixtures";
import { keepNight, recallNight } from "./disk";

function shelf(broken = false) {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (broken) throw new DOMException("full", "QuotaExceededError");
      items.set(key, text);
    },
    spoil: (text: string) => items.forEach((_, key) => items.set(key, text)),
  };
}

describe("memory", () => {
  it("gives back the night it kept", () => {
    const store = shelf();
    keepNight({ night: nightAt(7, null), at_ms: 99 }, store);
    expect(recallNight(store)).toEqual({ night: nightAt(7, null), at_ms: 99 });
  });

  it("forgets what it cannot read", () => {
    const store = shelf();
    expect(recallNight(store)).toBeNull();
    for (const spoilt of ["{", "null", "[]", '{"night":{"v":99},"at_ms":1}', '{"night":{"v":1}}']) {
      keepNight({ night: nightAt(7, null), at_ms: 99 }, store);
      store.spoil(spoilt);
      expect(recallNight(store)).toBeNull();
    }
  });

  it("goes on without a store", () => {
    expect(() => keepNight({ night: nightAt(7, null), at_ms: 99 }, shelf(true))).not.toThrow();
  });
});
