import { dictionary, language, number } from "../../shared/i18n";
import en, { type Texts } from "./en";

/** Key of a text. */
export type TextKey = keyof Texts;
/** Keys that come in a form for one and a form for many. */
export type CountKey = { [K in TextKey]: K extends `${infer Stem}_other` ? Stem : never }[TextKey];
/** What fills the gaps of a text. */
export type Gaps = Readonly<Record<string, string | number>>;

const texts = dictionary<Texts>(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});

/** A text with its gaps filled. */
export function t(key: TextKey, gaps: Gaps = {}): string {
  return fill(texts.value[key], gaps);
}

/** A text that depends on a number, which fills the gap `{n}`. */
export function tn(key: CountKey, n: number, gaps: Gaps = {}): string {
  return t(`${key}_${countForm(n)}` as TextKey, { n: number(n), ...gaps });
}

/** Whether there is a text by this key. */
export function isText(key: string): key is TextKey {
  return key in texts.value;
}

/** Fills the gaps of a text; one that nothing fills stays and is seen. */
export function fill(text: string, gaps: Gaps): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(gaps[name] ?? gap));
}

/** Which form of a text goes with a number. */
export function countForm(n: number): "one" | "other" {
  return new Intl.PluralRules(language.value).select(n) === "one" ? "one" : "other";
}
