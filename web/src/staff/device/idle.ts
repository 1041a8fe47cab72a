import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ConsoleLock } from "../state/lock";

const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel"] as const;
const CHECK_MS = 5_000;

const kept = new ConsoleLock({
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, text) => localStorage.setItem(key, text),
});

/** Set when nobody touched the screen for long: the PIN again. */
export const locked = signal(kept.isLocked(Date.now()));

/** Somebody has just signed in. */
export function unlock(): void {
  kept.opened(Date.now());
  locked.value = false;
}

/** Locks the console when nobody touches it; other tabs lock with it. */
export function useIdleLock(): void {
  useEffect(() => {
    const check = () => {
      if (kept.isLocked(Date.now())) lockNow();
    };
    const touched = () => {
      // First the check: a touch after a long sleep must not open what is due to be locked.
      check();
      kept.touched(Date.now());
    };
    // By the clock and not by one long timer, because a phone in a pocket stops timers.
    const timer = setInterval(check, CHECK_MS);
    SIGNS_OF_LIFE.forEach((sign) => addEventListener(sign, touched, { passive: true }));
    document.addEventListener("visibilitychange", check);
    addEventListener("storage", check);
    return () => {
      clearInterval(timer);
      SIGNS_OF_LIFE.forEach((sign) => removeEventListener(sign, touched));
      document.removeEventListener("visibilitychange", check);
      removeEventListener("storage", check);
    };
  }, []);
}

function lockNow(): void {
  kept.close();
  locked.value = true;
}
