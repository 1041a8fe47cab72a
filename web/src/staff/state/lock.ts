/**
 * Whether this device's console asks for the PIN again. Kept beside the session and not in the page: a reload or
 * a second tab opens no locked console, and a touch in one tab keeps all of them awake.
 */

/** A console nobody touched for this long asks for the PIN again, ms. */
export const IDLE_MS_MAX = 10 * 60_000;
/** Touches are written down no more often than this, ms. */
const NOTE_MS = 5_000;
const STORED = "hallbox-staff-touched";
const LOCKED = "locked";

/** The part of `localStorage` the lock needs. */
export type LockStore = Pick<Storage, "getItem" | "setItem">;

export class ConsoleLock {
  private noted_ms = 0;

  constructor(private readonly store: LockStore) {}

  /** Whether the PIN is wanted. Without a note nobody knows who left the session behind, so it is. */
  isLocked(now_ms: number): boolean {
    const touched_ms = Number(this.read() ?? NaN);
    // A clock set back must not keep a console open, so both directions count.
    return !(Math.abs(now_ms - touched_ms) <= IDLE_MS_MAX);
  }

  /** Somebody touched the console; a locked one stays locked. */
  touched(now_ms: number): void {
    if (Math.abs(now_ms - this.noted_ms) < NOTE_MS || this.isLocked(now_ms)) return;
    this.note(String(now_ms), now_ms);
  }

  /** Somebody has just proved who they are. */
  opened(now_ms: number): void {
    this.note(String(now_ms), now_ms);
  }

  /** Locks every tab until the PIN was given. */
  close(): void {
    this.note(LOCKED, 0);
  }

  private note(text: string, now_ms: number): void {
    this.noted_ms = now_ms;
    try {
      this.store.setItem(STORED, text);
    } catch {
      // A browser that keeps nothing asks for the PIN after every reload, which is the safe side.
    }
  }

  private read(): string | null {
    try {
      return this.store.getItem(STORED);
    } catch {
      return null;
    }
  }
}
