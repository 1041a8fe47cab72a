/** Dates as the reader writes them. */
import { clockTime, inVenue, language } from "../../shared/lang/i18n";

/** A day: "27 November 2026". */
export function day(at_ms: number): string {
  return new Intl.DateTimeFormat(tag(), { dateStyle: "long", ...inVenue() }).format(at_ms);
}

/** A moment: "20:14, Friday 20 November 2026". */
export function moment(at_ms: number): string {
  return `${clockTime(at_ms)}, ${new Intl.DateTimeFormat(tag(), { dateStyle: "full", ...inVenue() }).format(at_ms)}`;
}

/** The app's language with the reader's own country, where the browser names one. */
function tag(): string {
  return navigator.languages.find((one) => one.toLowerCase().split("-")[0] === language.value) ?? language.value;
}
