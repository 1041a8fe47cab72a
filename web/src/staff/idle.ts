import { useEffect } from "preact/hooks";
import { locked } from "./hall";

/** A console nobody touched for this long asks for the PIN again, ms. */
export const IDLE_MS_MAX = 10 * 60_000;
const SIGNS_OF_LIFE = ["pointerdown", "keydown", "wheel"] as const;

/** Locks the console when nobody touches it. */
export function useIdleLock(): void {
  useEffect(() => {
    let last = Date.now();
    const touched = () => (last = Date.now());
    // Checked by the clock and not by one long timer, because a phone in a pocket stops timers.
    const check = () => Date.now() - last > IDLE_MS_MAX && (locked.value = true);
    const timer = setInterval(check, 5_000);
    SIGNS_OF_LIFE.forEach((sign) => addEventListener(sign, touched, { passive: true }));
    document.addEventListener("visibilitychange", check);
    return () => {
      clearInterval(timer);
      SIGNS_OF_LIFE.forEach((sign) => removeEventListener(sign, touched));
      document.removeEventListener("visibilitychange", check);
    };
  }, []);
}
