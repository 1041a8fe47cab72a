import { signal } from "@preact/signals";
import type { PrintFormat } from "../../shared/protocol.gen";

const STORED = "hallbox-staff-print";

/** Where printers hold Letter. */
const LETTER = /-(US|CA|MX|PH|CL|CO|VE|CR|GT|PA|DO|SV|PR)$/i;

/** How this device prints: asked once, and the same for cards, poster and call sheet. */
export const printing = signal<PrintFormat>({ ...usual(navigator.language), ...stored() });

/** Changes part of it and remembers. */
export function setPrinting(change: Partial<PrintFormat>): void {
  printing.value = { ...printing.value, ...change };
  localStorage.setItem(STORED, JSON.stringify(printing.value));
}

/** What a printer does where people read this language. */
export function usual(locale: string): PrintFormat {
  return { paper: LETTER.test(locale) ? "letter" : "a4", layout: "sheet", back: false };
}

/** The part of a stored choice that is one. */
export function kept(text: string | null): Partial<PrintFormat> {
  try {
    const { paper, layout, back } = JSON.parse(text ?? "{}") as Partial<PrintFormat>;
    return {
      ...(paper === "a4" || paper === "letter" ? { paper } : {}),
      ...(layout === "sheet" || layout === "single" ? { layout } : {}),
      ...(typeof back === "boolean" ? { back } : {}),
    };
  } catch {
    return {};
  }
}

function stored(): Partial<PrintFormat> {
  return kept(localStorage.getItem(STORED));
}
