/**
 * Words of the screens: a typed dictionary per language. English is in the bundle; the others are fetched
 * when somebody asks for them, and the screen stays in the old language until they are there.
 */
import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { currency, split } from "./amounts";
import { isolating } from "./direction";

/** The languages there are. */
export const LANGUAGES = ["en", "es", "fr", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words, for the picker. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  es: "Español",
  fr: "Français",
  de: "Deutsch",
};

/** The language spoken now. */
export const language: ReadonlySignal<Language> = signal<Language>("en");

type Loaders<T> = Record<Exclude<Language, "en">, () => Promise<{ default: T }>>;

const dictionaries: ((language: Language) => Promise<() => void>)[] = [];

/**
 * Registers the texts of one part of the app; the signal holds them in the language spoken now. A part that
 * comes late, with a page of its own, catches up by itself.
 */
export function dictionary<T>(en: T, others: Loaders<T>): ReadonlySignal<T> {
  const texts: Signal<T> = signal(isolating(en));
  const load = async (wanted: Language) => {
    const loaded = wanted === "en" ? en : (await others[wanted]()).default;
    return () => {
      texts.value = isolating(loaded);
    };
  };
  dictionaries.push(load);
  const now = language.value;
  // Out of reach of the box it stays English, as every text does that cannot be fetched.
  if (now !== "en")
    void load(now).then(
      (change) => language.value === now && change(),
      () => undefined,
    );
  return texts;
}

/** Switches the language of every dictionary at once. Rejects, changing nothing, if texts cannot be fetched. */
export async function speak(wanted: Language): Promise<void> {
  await Promise.all(dictionaries.map((load) => load(wanted)));
  const switches: (() => void)[] = [];
  // What was fetched is here at once; a part that came meanwhile changes with the others.
  for (const load of dictionaries) switches.push(await load(wanted));
  for (const change of switches) change();
  (language as Signal<Language>).value = wanted;
  if (typeof document !== "undefined") document.documentElement.lang = wanted;
}

/** The first of the browser's languages that we speak; else English. */
export function detectLanguage(wanted: readonly string[] = navigator.languages): Language {
  for (const tag of wanted) {
    const base = baseOf(tag);
    const found = LANGUAGES.find((known) => known === base);
    if (found) return found;
  }
  return "en";
}

/** Whether a stored text names a language. */
export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((known) => known === text);
}

/** The language with the reader's own country, where the browser names one: "en-GB", "es-MX". */
function locale(wanted = browserLanguages()): string {
  return wanted.find((tag) => baseOf(tag) === language.value) ?? language.value;
}

/**
 * Whether hours go to twelve or to twenty-four. English alone does not tell, and a browser often lists American
 * English after its own language: then the habit of the reader's first language counts.
 */
function hourCycle(wanted: readonly string[]): Intl.LocaleHourCycleKey | undefined {
  const first = wanted[0];
  const habit = language.value !== "en" || first === undefined ? locale(wanted) : first;
  return new Intl.DateTimeFormat(habit, { hour: "numeric" }).resolvedOptions().hourCycle;
}

/** Time zone of the venue: times are those of the clock on its wall. None: the browser's own. */
const zone = signal<string | undefined>(undefined);

/** Takes the venue's zone from the box; one that the browser does not know leaves it at its own. */
export function liveIn(name: string | null | undefined): void {
  try {
    zone.value = new Intl.DateTimeFormat("en", { timeZone: name ?? undefined }).resolvedOptions().timeZone;
  } catch {
    zone.value = undefined; // This browser's list of zones is older than the name.
  }
}

/** For every format of a moment. */
export function inVenue(): { timeZone: string | undefined } {
  return { timeZone: zone.value };
}

/** A time of day in the app's language: "09:05" or "9:05 PM", whichever the reader is used to. */
export function clockTime(at_ms: number, wanted = browserLanguages()): string {
  const cycle = hourCycle(wanted) ?? "h23";
  // Twelve hours are written without a leading zero, twenty-four with one.
  const hour = cycle === "h11" || cycle === "h12" ? "numeric" : "2-digit";
  return new Intl.DateTimeFormat(locale(wanted), { hour, minute: "2-digit", hourCycle: cycle, ...inVenue() }).format(
    at_ms,
  );
}

function browserLanguages(): readonly string[] {
  return typeof navigator === "undefined" ? [] : (navigator.languages ?? []);
}

function baseOf(tag: string): string | undefined {
  return tag.toLowerCase().split("-")[0];
}

/** A number as the language writes it. */
export function number(value: number): string {
  return new Intl.NumberFormat(locale()).format(value);
}

/** An amount as the venue writes it: "1,250.00", "€1,250.00", "¥1,250". */
export function money(amount: number): string {
  const { code, decimals } = currency.value;
  const style = code === null ? {} : ({ style: "currency", currency: code } as const);
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  const { whole, fraction } = split(amount, decimals);
  const parts = new Intl.NumberFormat(locale(), { ...style, ...digits }).formatToParts(whole);
  // Only the whole units pass through a floating number: those a browser keeps exactly.
  return parts.map((part) => (part.type === "fraction" ? fraction : part.value)).join("");
}

/** Minutes and seconds, "4:05"; nothing below zero. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long ago, in the largest unit that fits: "5 minutes ago". Under ten seconds it is "now". */
export function ago(at_ms: number, now_ms: number): string {
  const format = new Intl.RelativeTimeFormat(language.value, { numeric: "auto" });
  const seconds = Math.max(0, Math.round((now_ms - at_ms) / 1000));
  if (seconds < 10) return format.format(0, "second");
  if (seconds < 90) return format.format(-seconds, "second");
  if (seconds < 90 * 60) return format.format(-Math.round(seconds / 60), "minute");
  if (seconds < 36 * 3600) return format.format(-Math.round(seconds / 3600), "hour");
  return format.format(-Math.round(seconds / 86_400), "day");
}

/** Several things in one phrase: "4, 8 and 15". */
export function list(items: readonly (string | number)[]): string {
  // ListFormat is younger than some phones at the table.
  if (typeof Intl.ListFormat !== "function") return items.join(", ");
  return new Intl.ListFormat(language.value).format(items.map(String));
}
