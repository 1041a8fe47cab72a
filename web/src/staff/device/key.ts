import { saveKey, savedKey } from "./disk";

const CURVE = { name: "ECDSA", namedCurve: "P-256" } as const;

/** Base64url without padding, as the box reads it. */
export function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Public key of this device; makes the pair on first use. The private half cannot leave the browser. */
export async function publicKey(): Promise<string> {
  const pair = (await savedKey()) ?? (await makeKey());
  return base64url(new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
}

/** Signs the text (UTF-8): ECDSA P-256 with SHA-256, r‖s. `null` when this device has no key any more. */
export async function sign(text: string): Promise<string | null> {
  const pair = await savedKey();
  if (!pair) return null;
  const bytes = new TextEncoder().encode(text);
  const signature = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, pair.privateKey, bytes);
  return base64url(new Uint8Array(signature));
}

async function makeKey(): Promise<CryptoKeyPair> {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  await saveKey(pair);
  return pair;
}
