/** What staff are told of the box itself: each notice once, and only to those who can do something about it. */
import { signal } from "@preact/signals";
import type { ClockSource, Notice, Right } from "../../shared/protocol.gen";
import type { Hall } from "./state";

/** Clocks that differ by less are the same for a hall, ms. */
export const GAP_MS_MAX = 60_000;

/** A notice of the box, or what this device finds by comparing clocks. */
export type Told = Notice | { kind: "clock"; gap_ms: number };

const STORED = "hallbox-staff-notices";

/** Notices that were put away, by their keys; forgotten when the browser's tab closes. */
export const away = signal<readonly string[]>(stored());

/** Puts a notice away for this session. */
export function putAway(key: string): void {
  away.value = [...away.peek().filter((one) => one !== key), key];
  sessionStorage.setItem(STORED, JSON.stringify(away.peek()));
}

/** Tells one notice from the next: a new reminder or a new trouble is news, a day less is not. */
export function keyOf(told: Told): string {
  switch (told.kind) {
    case "certificate_ends":
      return `${told.kind} ${told.remind_days}`;
    case "radio":
      return `${told.kind} ${told.number} ${told.now === "silent" ? told.now : "well"}`;
    case "storage_slow":
      return `${told.kind} ${told.refused}`;
    case "misuse":
      return `${told.kind} ${told.number}`;
    default:
      return told.kind;
  }
}

/** Who can do something about it. Whoever sells or calls is asked when phones fall out of the Wi-Fi. */
function concerns(told: Told): readonly Right[] {
  return told.kind === "radio" || told.kind === "seats_taken" ? ["manage", "call", "sell"] : ["manage"];
}

/** What this person has to be told now, the worst first. */
export function noticesFor(
  hall: Pick<Hall, "rights" | "condition" | "skewMs">,
  put: readonly string[],
): readonly Told[] {
  const all: readonly Told[] = [...hall.condition.notices, ...clockNotice(hall.condition.clock, hall.skewMs)];
  return all.filter(
    (told) => concerns(told).some((right) => hall.rights.includes(right)) && !put.includes(keyOf(told)),
  );
}

/** A clock that the internet keeps is right; then it is the phone's that is wrong, and no business of the box. */
export function isKept(source: ClockSource | null): boolean {
  return source === "ntp" || source === "cloud";
}

function clockNotice(source: ClockSource | null, skewMs: number): readonly Told[] {
  return isKept(source) || Math.abs(skewMs) <= GAP_MS_MAX ? [] : [{ kind: "clock", gap_ms: skewMs }];
}

/** How urgent it is. */
export function isUrgent(told: Told): boolean {
  switch (told.kind) {
    case "certificate_ends":
      return told.remind_days <= 7;
    case "certificate_missing":
    case "storage_full":
    case "misuse":
      return true;
    case "storage_slow":
      return told.refused;
    case "radio":
      return told.now === "silent";
    case "seats_taken":
    case "clock":
      return false;
  }
}

function stored(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}
