/**
 * The typed code that is printed on a card. The same reading as the box's, so that a slip of the finger is found
 * before the network is asked.
 */

/** Crockford's 32 symbols: no I, L, O, U. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/** Symbols of a typed code, the check symbol included. */
export const CODE_SYMBOLS = 8;

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

/** The values of symbols, null where one of them is none. */
export function valuesOf(symbols: string): number[] | null {
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
