/** Longest name or title the box takes, bytes of UTF-8. */
export const LABEL_BYTES = 80;
/** Longest reason or sentence the box takes, bytes of UTF-8. */
export const REASON_BYTES = 240;

/** Control characters: the box takes none, and a paste from a spreadsheet brings tabs. */
const CONTROL = /[\p{Cc}\p{Cs}]+/gu;

/** Characters that turn the direction of a line and are not seen: the box takes none, and a paste may bring them. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** What was typed, as far as the box takes it: composed, in one line, at most so many bytes of whole characters. */
export function fitting(typed: string, bytes: number): string {
  const line = typed.normalize("NFC").replace(CONTROL, " ").replace(TURNING, "");
  let left = bytes;
  let fits = "";
  for (const letter of line) {
    left -= encoder.encode(letter).length;
    if (left < 0) break;
    fits += letter;
  }
  return fits;
}

const encoder = new TextEncoder();
