/** Offline and newer versions: the service worker, and asking before it replaces a page in use. */
import { signal } from "@preact/signals";

/** Set when a newer version is on the phone and waits. */
export const updateReady = signal(false);

/** After this long without a word from the new worker the page loads itself again. */
const TAKEOVER_MS_MAX = 2_000;
const LOOK_MS = 10 * 60_000;

let waiting: ServiceWorker | null = null;

/** Registers the worker, where the browser allows one (not on plain HTTP). */
export function serveOffline(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  navigator.serviceWorker.register("/sw.js").then(follow, () => undefined);
}

function follow(registration: ServiceWorkerRegistration): void {
  const found = (worker: ServiceWorker | null) => {
    // Without a controller this is the first visit: nothing is replaced.
    if (worker?.state !== "installed" || navigator.serviceWorker.controller === null) return;
    waiting = worker;
    updateReady.value = true;
  };
  found(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    worker?.addEventListener("statechange", () => found(worker));
  });
  const look = async () => {
    if (document.visibilityState === "visible" && (await newerThanPage())) await registration.update();
  };
  const quietly = () => void look().catch(() => undefined);
  document.addEventListener("visibilitychange", quietly);
  setInterval(quietly, LOOK_MS);
}

/** Whether the box serves another build than the worker that serves this page. */
async function newerThanPage(): Promise<boolean> {
  const answer = await fetch("/version.json", { cache: "no-store" });
  const { build } = (await answer.json()) as { build?: string };
  return build !== undefined && !(await caches.has(`phone-${build}`));
}

/** Takes the new version now. iOS may never report the change of controller, so there is a limit. */
export function updateNow(): void {
  const reload = () => location.reload();
  navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
  setTimeout(reload, TAKEOVER_MS_MAX);
  waiting?.postMessage("take over");
}
