/** The screen as a thing in a hall: edges a television cuts off, a cursor nobody needs, glass that burns in. */
import { effect } from "@preact/signals";
import { board, set, settings } from "../state/hall";

/** A still mouse is hidden after this. */
const CURSOR_MS = 3_000;
/** The picture moves one pixel this often. */
const DRIFT_MS = 60_000;
/** A picture without a new call is dimmed after this. */
const DIM_MS = 20 * 60_000;
/** Side of the square the picture walks around, in pixels. */
const DRIFT_PX = 4;

/** Where the picture stands after so many steps: round a small square, one pixel at a time. */
export function driftAt(step: number): [x: number, y: number] {
  const place = step % (4 * DRIFT_PX);
  const side = Math.floor(place / DRIFT_PX);
  const along = place % DRIFT_PX;
  const corners: [number, number][] = [
    [along, 0],
    [DRIFT_PX, along],
    [DRIFT_PX - along, DRIFT_PX],
    [0, DRIFT_PX - along],
  ];
  return corners[side] ?? [0, 0];
}

/** Applies settings to the page and looks after cursor, drift and dimming, for as long as the page lives. */
export function watchScreen(): void {
  const root = document.documentElement;
  effect(() => {
    root.dataset.theme = settings.value.theme;
    root.dataset.layout = settings.value.layout;
    root.style.setProperty("--safe", String(settings.value.safe_area));
  });
  watchCursor(root);
  drift(root);
  dim(root);
  stayAwake();
}

/** A laptop that drives the projector must not fall asleep. Browsers drop the lock with every hiding. */
function stayAwake(): void {
  if (!("wakeLock" in navigator)) return;
  const hold = () =>
    document.visibilityState === "visible" && void navigator.wakeLock.request("screen").catch(() => undefined);
  document.addEventListener("visibilitychange", hold);
  hold();
}

function watchCursor(root: HTMLElement): void {
  let timer = 0;
  const rest = () => root.removeAttribute("data-awake");
  const moved = () => {
    root.dataset.awake = "";
    clearTimeout(timer);
    timer = window.setTimeout(rest, CURSOR_MS);
  };
  window.addEventListener("pointermove", moved, { passive: true });
  window.addEventListener("pointerdown", moved, { passive: true });
}

function drift(root: HTMLElement): void {
  let step = 0;
  setInterval(() => {
    step += 1;
    const [x, y] = driftAt(step);
    root.style.setProperty("--drift-x", `${x}px`);
    root.style.setProperty("--drift-y", `${y}px`);
  }, DRIFT_MS);
}

function dim(root: HTMLElement): void {
  effect(() => {
    void board.value;
    root.removeAttribute("data-dim");
    const timer = setTimeout(() => {
      root.dataset.dim = "";
    }, DIM_MS);
    return () => clearTimeout(timer);
  });
}

/** Turns the giant ball on or off. */
export function toggleGiant(): void {
  set({ layout: settings.value.layout === "giant" ? "classic" : "giant" });
}

/** Enters or leaves full screen; refused without a word where the browser forbids it. */
export function toggleFull(): void {
  const done =
    document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  done.catch(() => undefined);
}
