/** How amounts of money are shown: the box counts whole numbers of the smallest unit. */
import { signal } from "@preact/signals";

/** How amounts are written when the venue does not say: two decimals, no sign. */
const USUAL = { code: null, decimals: 2 };

/** The venue's currency, as screens write amounts. */
export const currency = signal<{ code: string | null; decimals: number }>(USUAL);

/** Writes amounts from now on as the box tells. */
export function writeAmountsIn(told: { code: string; decimals: number } | undefined): void {
  currency.value = told ?? USUAL;
}

/** Whole units, and the figures behind the decimal sign. Exact: both are whole numbers. */
export function split(amount: number, decimals: number): { whole: number; fraction: string } {
  const unit = 10 ** decimals;
  const rest = amount % unit;
  return { whole: (amount - rest) / unit, fraction: decimals === 0 ? "" : String(rest).padStart(decimals, "0") };
}
