/** Texts of planning, rules and reading out: they come with those pages and not with the console. */
import { countForm, fill, type Gaps } from "..";
import { dictionary, number } from "../../../shared/i18n";
import en, { type PlanTexts } from "./en";

/** Key of a text. */
export type PlanKey = keyof PlanTexts;
type CountKey = { [K in PlanKey]: K extends `${infer Stem}_other` ? Stem : never }[PlanKey];

const texts = dictionary<PlanTexts>(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});

/** A text with its gaps filled. */
export function p(key: PlanKey, gaps: Gaps = {}): string {
  return fill(texts.value[key], gaps);
}

/** A text that depends on a number, which fills the gap `{n}`. */
export function pn(key: CountKey, n: number, gaps: Gaps = {}): string {
  return p(`${key}_${countForm(n)}` as PlanKey, { n: number(n), ...gaps });
}
