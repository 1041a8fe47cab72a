/** Cards to be printed again, as people type their numbers. */
import type { SerialRange } from "../../../shared/protocol.gen";

/** Ranges the box prints at once. */
export const RANGES_MAX = 50;

/** The numbers in a text such as `7, 12-20`; `null` when it is something else, such as a code. */
export function rangesIn(text: string): readonly SerialRange[] | null {
  const parts = text.split(/[,;]/).map((part) => part.trim());
  const ranges = parts.filter((part) => part !== "").map(rangeIn);
  return ranges.length > 0 && ranges.every((range) => range !== null) ? ranges : null;
}

function rangeIn(part: string): SerialRange | null {
  const found = /^#?\s*(\d{1,7})(?:\s*[-–—]\s*#?\s*(\d{1,7}))?$/.exec(part);
  if (!found) return null;
  const [one, other] = [Number(found[1]), Number(found[2] ?? found[1])];
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

/** The ranges with these added: in order, none touching the next. */
export function joined(ranges: readonly SerialRange[], more: readonly SerialRange[]): readonly SerialRange[] {
  const sorted = [...ranges, ...more].sort((a, b) => a.first - b.first);
  const apart: SerialRange[] = [];
  for (const range of sorted) {
    const before = apart.at(-1);
    if (before && range.first <= before.last + 1)
      apart[apart.length - 1] = { ...before, last: Math.max(before.last, range.last) };
    else apart.push(range);
  }
  return apart;
}

/** How many cards that is. */
export function countOf(ranges: readonly SerialRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}
