/** Amounts of money as people type them. Apart from how they are shown, which phones need too. */
import { currency, split } from "./amounts";

/** Most that is counted, in the smallest unit: the largest whole number that a browser keeps exactly, as in the box. */
export const AMOUNT_MAX = Number.MAX_SAFE_INTEGER;

/** Why a text is no amount. */
export type NoAmount = "empty" | "none" | "too_large" | "decimals" | "unclear";

/** What somebody wrote, in the smallest unit, or why it is no amount. */
export type Typed = { amount: number } | { wrong: NoAmount };

/** What people write around the figures: signs, codes and the short names of a currency. */
const UNIT = "(?:[A-Z]{0,3}\\p{Sc}|[A-Z]{3}|kr\\.?|Kr\\.?|Kč|zł|Ft|Fr\\.?|lei)";
const WHOLE = new RegExp(`^${UNIT}?\\s*([\\d][\\d.,'’\\s]*|[.,]\\d+)(?:[.,]?[-–—]{1,2})?\\s*${UNIT}?$`, "u");

/** Reads what somebody typed as an amount: `$500`, `500 €`, `1.000.000`, `1,000,000`, `12.50`, `500,-`. */
export function readAmount(typed: string, decimals = currency.value.decimals): Typed {
  const text = typed
    .normalize("NFKC")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .trim();
  if (text === "") return { wrong: "empty" };
  const figures = WHOLE.exec(text)?.[1]?.trim();
  if (figures === undefined) return { wrong: "none" };
  const parts = parted(figures, decimals);
  if ("wrong" in parts) return parts;
  const kept = parts.fraction.replace(/0+$/, "");
  if (kept.length > decimals) return { wrong: "decimals" };
  const amount = BigInt(parts.whole + kept.padEnd(decimals, "0"));
  return amount > BigInt(AMOUNT_MAX) ? { wrong: "too_large" } : { amount: Number(amount) };
}

/** Figures before and behind the sign of the decimals, where the text makes plain which that is. */
function parted(figures: string, decimals: number): { whole: string; fraction: string } | { wrong: NoAmount } {
  const signs = [...new Set(figures.replace(/\d/g, "").replace(/\s/g, " ").replace(/’/g, "'"))];
  const text = figures.replace(/\s/g, " ").replace(/’/g, "'").replace(/[.,]$/, "");
  const last = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
  const sign = text[last] ?? "";
  const once = last >= 0 && text.indexOf(sign) === last;
  const behind = text.length - last - 1;
  const others = signs.filter((other) => other !== sign);
  const isGroups = once && others.length === 0 && behind === 3 && /^[1-9]\d{0,2}.\d{3}$/.test(text);
  if (isGroups && decimals === 3 && sign === ",") return { wrong: "unclear" };
  const isDecimal = once && !(isGroups && decimals !== 3);
  const whole = isDecimal ? text.slice(0, last) : text;
  const digits = ungrouped(whole);
  if (digits === null) return { wrong: "none" };
  return { whole: digits || "0", fraction: isDecimal ? text.slice(last + 1) : "" };
}

/** The figures without the signs between thousands: one kind of sign, groups of three. */
function ungrouped(text: string): string | null {
  if (/^\d*$/.test(text)) return text;
  const groups = /^\d{1,3}(?:([., '])\d{3})(?:\1\d{3})*$/;
  return groups.test(text) ? text.replace(/\D/g, "") : null;
}

/** An amount as it is typed again into a field: figures with a point before the decimals, if there are any. */
export function typedAmount(amount: number, decimals = currency.value.decimals): string {
  const { whole, fraction } = split(amount, decimals);
  return /^0*$/.test(fraction) ? String(whole) : `${whole}.${fraction}`;
}
