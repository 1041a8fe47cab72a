/** How much a lost connection deserves to be talked about. */
export type Outage = "none" | "short" | "long" | "follow_caller";

/** A blip nobody needs to know of. */
export const QUIET_MS = 3_000;
/** From here on help is offered. */
export const HELP_MS = 30_000;
/** From here on the room goes on by ear. */
export const FOLLOW_MS = 120_000;

/** What to say about a connection lost at `downSinceMs` (null = live). Both times on one clock. */
export function outageOf(downSinceMs: number | null, nowMs: number): Outage {
  if (downSinceMs === null) return "none";
  const downMs = nowMs - downSinceMs;
  if (downMs < QUIET_MS) return "none";
  if (downMs < HELP_MS) return "short";
  return downMs < FOLLOW_MS ? "long" : "follow_caller";
}

/** Milliseconds until `outageOf` changes its mind; null when it will not. */
export function nextStepMs(downSinceMs: number | null, nowMs: number): number | null {
  if (downSinceMs === null) return null;
  const downMs = nowMs - downSinceMs;
  const step = [QUIET_MS, HELP_MS, FOLLOW_MS].find((at) => at > downMs);
  return step === undefined ? null : step - downMs;
}
