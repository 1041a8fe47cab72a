/** Which page is open: the hash, so that Back closes a page and never leaves the game. */
import { signal } from "@preact/signals";

const PAGES = ["add", "settings", "fair", "rules", "calls"] as const;
export type Page = (typeof PAGES)[number] | "";

export const page = signal<Page>("");

/** Opens a page on top of what is shown. */
export function go(to: Page): void {
  history.pushState({ opened: true }, "", to === "" ? "/" : `/#${to}`);
  read();
}

/** Closes the page that is open. */
export function close(): void {
  // A page that was opened by its address has nothing of ours behind it.
  if ((history.state as { opened?: boolean } | null)?.opened) return history.back();
  history.replaceState(null, "", "/");
  read();
}

/** Follows the address bar. */
export function followAddress(): void {
  addEventListener("popstate", read);
  addEventListener("hashchange", read);
  read();
}

function read(): void {
  const name = location.hash.slice(1);
  page.value = PAGES.find((known) => known === name) ?? "";
  scrollTo(0, 0);
}
