/**
 * Checkpoints: what the box signed about its ledger, as a C2SP signed note.
 *
 * A phone keeps the newest one. It need not check the signature to be of use (the box does, when the phone
 * shows it again), but where the browser can, guests see that it is really the box's: see `signature.ts`.
 */

/** What stands in a checkpoint. */
export interface Checkpoint {
  /** `hallbox/<box>/<night>`. */
  origin: string;
  /** Number of entries. */
  size: number;
  /** RFC 6962 root, base64. */
  root: string;
  /** The signed text. */
  text: string;
  /** Signature lines, not yet looked at. */
  signatures: string[];
}

/** Reads a checkpoint; null if the text is none. Says nothing about its signature. */
export function readCheckpoint(note: string): Checkpoint | null {
  const end = note.indexOf("\n\n");
  if (end < 0) return null;
  const text = note.slice(0, end + 1);
  const [origin, size, root] = text.split("\n");
  if (!origin || !root || size === undefined || !/^(0|[1-9]\d{0,15})$/.test(size)) return null;
  return { origin, size: Number(size), root, text, signatures: note.slice(end + 2).split("\n") };
}
