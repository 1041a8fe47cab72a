/** Texts of the pages about the box itself: they come with those pages and not with the console. */
import { countForm, fill, type Gaps } from "..";
import { dictionary, number } from "../../../shared/i18n";
import en, { type BoxTexts } from "./en";

/** Key of a text. */
export type BoxKey = keyof BoxTexts;
type CountKey = { [K in BoxKey]: K extends `${infer Stem}_other` ? Stem : never }[BoxKey];

const texts = dictionary<BoxTexts>(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});

/** A text with its gaps filled. */
export function b(key: BoxKey, gaps: Gaps = {}): string {
  return fill(texts.value[key], gaps);
}

/** A text that depends on a number, which fills the gap `{n}`. */
export function bn(key: CountKey, n: number, gaps: Gaps = {}): string {
  return b(`${key}_${countForm(n)}` as BoxKey, { n: number(n), ...gaps });
}
