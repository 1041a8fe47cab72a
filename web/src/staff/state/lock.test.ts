import { describe, expect, it } from "vitest";
import { ConsoleLock, IDLE_MS_MAX, type LockStore } from "./lock";

/** A store all tabs share, as `localStorage` is. */
function shared(): LockStore {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}
const T0 = 1_800_000_000_000;

describe("the lock of the console", () => {
  it("stays over a reload and in a new tab, until the PIN was given", () => {
    const store = shared();
    const tab = new ConsoleLock(store);
    tab.opened(T0);
    expect(tab.isLocked(T0 + IDLE_MS_MAX)).toBe(false);
    tab.close();
    expect(new ConsoleLock(store).isLocked(T0 + 1)).toBe(true);
    new ConsoleLock(store).touched(T0 + 2);
    expect(new ConsoleLock(store).isLocked(T0 + 3)).toBe(true);
    new ConsoleLock(store).opened(T0 + 4);
    expect(tab.isLocked(T0 + 5)).toBe(false);
  });

  it("comes when nobody touched any tab, even if no tab was open", () => {
    const store = shared();
    const [one, other] = [new ConsoleLock(store), new ConsoleLock(store)];
    one.opened(T0);
    other.touched(T0 + IDLE_MS_MAX - 1);
    expect(one.isLocked(T0 + IDLE_MS_MAX + 1)).toBe(false);
    expect(new ConsoleLock(store).isLocked(T0 + 2 * IDLE_MS_MAX)).toBe(true);
    // A touch after the time is over wakes nothing.
    other.touched(T0 + 2 * IDLE_MS_MAX);
    expect(one.isLocked(T0 + 2 * IDLE_MS_MAX)).toBe(true);
  });

  it("is closed when the clock was set back or nothing is known", () => {
    const store = shared();
    expect(new ConsoleLock(store).isLocked(T0)).toBe(true);
    new ConsoleLock(store).opened(T0);
    expect(new ConsoleLock(store).isLocked(T0 - IDLE_MS_MAX - 1)).toBe(true);
    store.setItem("hallbox-staff-touched", "rubbish");
    expect(new ConsoleLock(store).isLocked(T0)).toBe(true);
  });
});
