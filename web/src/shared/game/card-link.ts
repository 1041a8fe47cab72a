/** The key of a card and the link in its QR. Apart from the typed code, which every phone starts with. */
import { fold, valuesOf } from "./code";

/** Symbols of a key: 128 bits in groups of five. */
export const KEY_SYMBOLS = 26;

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
