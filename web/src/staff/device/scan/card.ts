import { readKey } from "../../../shared/game/card-link";

/** Longest text of a scan that is worth asking the box about. */
const CARD_TEXT_MAX = 1_000;

/** What the box is asked for: the scan as it is, or a typed serial number with its `#`. */
export function cardText(scanned: string): string {
  const text = scanned.trim().slice(0, CARD_TEXT_MAX);
  // A link may be longer than the box reads, with all that a mail filter added; its key is short.
  const key = /[/%]/.test(text) ? readKey(text) : null;
  if (key !== null) return key;
  // Typed codes have eight symbols, so fewer digits can only be a serial number.
  return /^\d{1,7}$/.test(text) ? `#${text}` : text;
}
