/** Money as people type it: the box counts cents and knows no currency. */
/** Most a prize or pot can be worth, in cents: the box keeps 32 bits. */
export const CENTS_MAX = 4_000_000_000;

/** What somebody typed as money, in cents; `null` when it is none. Comma and point both part the cents. */
export function centsOf(typed: string): number | null {
  const text = typed.trim().replace(/[\s'’]/g, "");
  if (text === "") return null;
  if (!/^\d{1,8}([.,]\d{1,2})?$/.test(text)) return null;
  const cents = Math.round(Number(text.replace(",", ".")) * 100);
  return cents <= CENTS_MAX ? cents : null;
}

/** Cents as they are typed again into a field. */
export function typedMoney(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}
