import { signal } from "@preact/signals";

/** Where in the console we are: the parts of the hash, such as `["wins", "g1", "0", "17"]`. */
export const route = signal<readonly string[]>(read());

/** Goes to a place of the console; the Back button comes back. */
export function go(...parts: readonly (string | number)[]): void {
  location.hash = `#/${parts.join("/")}`;
}

/** Follows the address bar. */
export function followHash(): void {
  addEventListener("hashchange", () => (route.value = read()));
}

/** Token of an enrolment offer in the address, if that is how the page was opened. */
export function enrolToken(): string | null {
  return /^#e=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
}

function read(): readonly string[] {
  return location.hash.startsWith("#/") ? location.hash.slice(2).split("/").filter(Boolean) : [];
}
