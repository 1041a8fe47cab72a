/** Keeps the screen on during a live game, if the guest wants it and has touched the page. */
import { effect, signal } from "@preact/signals";
import { settings, state } from "../state/hall";

const touched = signal(false);
const visible = signal(true);
let lock: WakeLockSentinel | null = null;

/** Whether this browser can keep the screen on at all. */
export function canStayAwake(): boolean {
  return "wakeLock" in navigator;
}

/** Watches the page and the game from now on. */
export function stayAwake(): void {
  if (!canStayAwake()) return;
  addEventListener("pointerdown", () => (touched.value = true), { once: true });
  // The browser drops the lock whenever the page is hidden.
  document.addEventListener("visibilitychange", () => (visible.value = document.visibilityState === "visible"));
  effect(() => {
    const status = state.value.tonight?.game?.status;
    const playing = status !== undefined && status !== "selling" && status !== "over";
    void hold(settings.value.awake && playing && touched.value && visible.value);
  });
}

async function hold(wanted: boolean): Promise<void> {
  try {
    if (wanted && (lock === null || lock.released)) lock = await navigator.wakeLock.request("screen");
    if (!wanted && lock !== null) {
      await lock.release();
      lock = null;
    }
  } catch {
    // Low battery forbids it; the game goes on.
    lock = null;
  }
}
