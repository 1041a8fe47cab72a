/**
 * Checkpoints: what the box signed about its ledger, as a C2SP signed note.
 *
 * A phone keeps the newest one. It need not check the signature to be of use (the box does, when the phone
 * shows it again), but where the browser can, guests see that it is really the box's.
 */
import { fromHex } from "./fair";

/** What stands in a checkpoint. */
export interface Checkpoint {
  /** `hallbox/<box>/<night>`. */
  origin: string;
  /** Number of entries. */
  size: number;
  /** RFC 6962 root, base64. */
  root: string;
}

interface Note extends Checkpoint {
  /** The signed text. */
  text: string;
  signatures: { name: string; bytes: Uint8Array<ArrayBuffer> }[];
}

/** C2SP: algorithm byte of Ed25519 in keys and key ids. */
const ED25519 = 1;
const KEY_ID_BYTES = 4;

/** Reads a checkpoint; null if the text is none. Says nothing about its signature. */
export function readCheckpoint(note: string): Checkpoint | null {
  const read = parse(note);
  return read && { origin: read.origin, size: read.size, root: read.root };
}

/** Checks the signature with the box's verifier key. "uncheckable": this browser knows no Ed25519. */
export async function checkSignature(note: string, verifierKey: string): Promise<"good" | "bad" | "uncheckable"> {
  const read = parse(note);
  const key = parseKey(verifierKey);
  if (read === null || key === null) return "bad";
  const signature = read.signatures.find(
    (one) => one.name === key.name && key.id.every((byte, index) => one.bytes[index] === byte),
  );
  if (signature === undefined) return "bad";
  try {
    const publicKey = await crypto.subtle.importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
    const signed = new TextEncoder().encode(read.text);
    const right = await crypto.subtle.verify(
      { name: "Ed25519" }, publicKey, signature.bytes.slice(KEY_ID_BYTES), signed,
    );
    return right ? "good" : "bad";
  } catch {
    return "uncheckable";
  }
}

function parse(note: string): Note | null {
  const end = note.indexOf("\n\n");
  if (end < 0) return null;
  const text = note.slice(0, end + 1);
  const [origin, size, root] = text.split("\n");
  if (!origin || !root || size === undefined || !/^(0|[1-9]\d{0,15})$/.test(size)) return null;
  const signatures = [];
  for (const line of note.slice(end + 2).split("\n")) {
    const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = encoded === undefined ? null : fromBase64(encoded);
    if (name !== undefined && bytes !== null) signatures.push({ name, bytes });
  }
  return { origin, size: Number(size), root, text, signatures };
}

/** `name+id+base64(algorithm byte, key)`. */
function parseKey(verifierKey: string): { name: string; id: Uint8Array; bytes: Uint8Array<ArrayBuffer> } | null {
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(verifierKey.trim()) ?? [];
  if (name === undefined || id === undefined || encoded === undefined) return null;
  const bytes = fromBase64(encoded);
  if (bytes === null || bytes.length !== 33 || bytes[0] !== ED25519) return null;
  return { name, id: fromHex(id), bytes: bytes.slice(1) };
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
  } catch {
    return null;
  }
}
