/**
 * What is printed on a card: the typed code, the key, and the link in its QR. The same reading as the box's,
 * so that a slip of the finger is found before the network is asked.
 */

/** Crockford's 32 symbols: no I, L, O, U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Symbols of a typed code, the check symbol included. */
export const CODE_SYMBOLS = 8;
/** Symbols of a key: 128 bits in groups of five. */
export const KEY_SYMBOLS = 26;

/** What is wrong with a typed code. */
export type CodeFault = "short" | "long" | "symbol" | "mistyped";

export type CodeRead = { ok: true; code: string } | { ok: false; fault: CodeFault };

/** Spaces, and what editors, chats and keyboards put in place of a hyphen or around a text; as the box has it. */
const NOTHING = /[\s\p{Pd}\p{Cf}\p{Pi}\p{Pf}\u2212\u201a\u201e"'`´]/gu;

/** The symbols somebody meant: upper case, nothing but symbols, O read as 0, I and L as 1. */
export function fold(typed: string): string {
  return typed.normalize("NFKC").replace(NOTHING, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** The same with the hyphen in the middle, as far as it has been typed: "ABCD-EF". */
export function grouped(typed: string): string {
  const symbols = fold(typed).slice(0, CODE_SYMBOLS);
  return symbols.length > 4 ? `${symbols.slice(0, 4)}-${symbols.slice(4)}` : symbols;
}

/** Reads a typed code, or says what is wrong with it. */
export function readCode(typed: string): CodeRead {
  const symbols = fold(typed);
  const values = valuesOf(symbols);
  if (values === null) return { ok: false, fault: "symbol" };
  if (values.length < CODE_SYMBOLS) return { ok: false, fault: "short" };
  if (values.length > CODE_SYMBOLS) return { ok: false, fault: "long" };
  if (weightedSum(values) !== 0) return { ok: false, fault: "mistyped" };
  return { ok: true, code: grouped(symbols) };
}

/**
 * The key in a text: the card's link, however a mail filter has wrapped it, or the bare key, with words around it.
 * Null if there is none.
 */
export function readKey(text: string): string | null {
  const plain = decoded(decoded(text)).trim();
  // Some filters write the slashes of what they wrap as underscores. A filter's own numbers may look like a key, so
  // what stands in a link of ours comes first.
  const linked = [...plain.matchAll(/[/_]C[/_]([0-9A-Z]+)/gi)].map((match) => match[1]!);
  for (const piece of [...linked, plain, ...plain.split(/[\s/?&=#:;,()<>_]+/)]) {
    const key = fold(piece);
    const values = valuesOf(key);
    // 26 symbols hold 130 bits: the first two must be zero or two texts would be one key.
    if (values !== null && values.length === KEY_SYMBOLS && values[0]! <= 7) return key;
  }
  return null;
}

/**
 * What stands for `://` where the scanner and the device are set to different keyboards: German, Spanish, Italian,
 * Portuguese, the Swiss and the northern ones, and French, each against US and against each other.
 */
const OTHER_LAYOUT = /^https?(?:[öæøñçéèà]--|m(?:!!|==)|>&&|\/77|\.>>|\.::)/i;

/** Whether a scanner typed this for another keyboard than the device has. */
export function isOtherLayout(text: string): boolean {
  return OTHER_LAYOUT.test(text.normalize("NFC").trim());
}

/** The text with `%2F` and the like resolved, as it is where that cannot be done. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function valuesOf(symbols: string): number[] | null {
  const values = [...symbols].map((symbol) => ALPHABET.indexOf(symbol));
  return values.includes(-1) ? null : values;
}

/** Sum over GF(32) of symbol times weight, the weights being powers of x; zero for a right code. */
function weightedSum(values: readonly number[]): number {
  return values.reduce((sum, value) => timesX(sum) ^ value, 0);
}

/** Multiplies by x modulo x⁵ + x² + 1. */
function timesX(value: number): number {
  const shifted = value << 1;
  return shifted & 0x20 ? shifted ^ 0x25 : shifted;
}
