/** What the screen keeps over a reload: the night as last told, so that it never starts empty, and its settings. */
import { type BoardSnapshot, PROTOCOL_VERSION } from "../../shared/protocol.gen";
import type { Settings } from "../state/settings";

const NIGHT = "hallbox.board.night";
const SETTINGS = "hallbox.board.settings";

/** A night and when it was last confirmed, in ms of this screen's clock. */
export interface Kept {
  night: BoardSnapshot;
  at_ms: number;
}

type Store = Pick<Storage, "getItem" | "setItem">;

/** The night kept, if this version of the board can show it. */
export function recallNight(store: Store = localStorage): Kept | null {
  const kept = read(store, NIGHT) as Partial<Kept> | null;
  if (kept?.night?.v !== PROTOCOL_VERSION || typeof kept.at_ms !== "number") return null;
  // Kept by an older page that knew less of a night: the box tells it again.
  if (kept.night.rehearsal === undefined) return null;
  return { night: kept.night, at_ms: kept.at_ms };
}

/** Keeps the night; a full or forbidden store is no reason to stop showing balls. */
export function keepNight(kept: Kept, store: Store = localStorage): void {
  write(store, NIGHT, kept);
}

/** The settings as kept; whatever they are, `parseSettings` makes sense of them. */
export function recallSettings(store: Store = localStorage): unknown {
  return read(store, SETTINGS);
}

export function keepSettings(settings: Settings, store: Store = localStorage): void {
  write(store, SETTINGS, settings);
}

function read(store: Store, key: string): unknown {
  try {
    return JSON.parse(store.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

function write(store: Store, key: string, value: unknown): void {
  try {
    store.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing depends on it: the box tells everything again.
  }
}
