/** Lets the board open while the box is off, and follows the box when it was updated. */
import { computed, effect } from "@preact/signals";
import { link } from "../state/hall";

/** Keeps this page on the screen's own disk, where the browser allows it. */
export function keepPage(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  // The first worker takes over a page that is as new as itself: no reason to load it again.
  const kept = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => kept && location.reload());
  navigator.serviceWorker.register("/board-sw.js", { scope: "/board" }).then(follow, () => undefined);
}

/** A board is never navigated: it looks for a newer build whenever the box comes back. */
function follow(registration: ServiceWorkerRegistration): void {
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => worker.state === "installed" && worker.postMessage("take over"));
  });
  const live = computed(() => link.value.live);
  effect(() => {
    if (live.value) void registration.update().catch(() => undefined);
  });
}
