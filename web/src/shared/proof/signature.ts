/** The box's signature under a checkpoint, checked with the browser's own Ed25519 where it has one. */
import { readCheckpoint } from "./checkpoint";
import { fromHex } from "./fair";

/** C2SP: algorithm byte of Ed25519 in keys and key ids. */
const ED25519 = 1;
const KEY_ID_BYTES = 4;

/** Checks the signature with the box's verifier key. "uncheckable": this browser knows no Ed25519. */
export async function checkSignature(note: string, verifierKey: string): Promise<"good" | "bad" | "uncheckable"> {
  const read = readCheckpoint(note);
  const key = parseKey(verifierKey);
  if (read === null || key === null) return "bad";
  const signature = read.signatures
    .map(parseSignature)
    .find((one) => one?.name === key.name && key.id.every((byte, index) => one.bytes[index] === byte));
  if (!signature) return "bad";
  try {
    const publicKey = await crypto.subtle.importKey("raw", key.bytes, { name: "Ed25519" }, false, ["verify"]);
    const signed = new TextEncoder().encode(read.text);
    const right = await crypto.subtle.verify(
      { name: "Ed25519" },
      publicKey,
      signature.bytes.slice(KEY_ID_BYTES),
      signed,
    );
    return right ? "good" : "bad";
  } catch {
    return "uncheckable";
  }
}

function parseSignature(line: string): { name: string; bytes: Uint8Array<ArrayBuffer> } | null {
  const [, name, encoded] = /^\u2014 (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  return name === undefined || bytes === null ? null : { name, bytes };
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
