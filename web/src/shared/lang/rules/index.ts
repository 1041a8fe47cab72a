/** Texts of the house rules, in the language spoken now. */
import { dictionary } from "../i18n";
import en from "./en";

export const ruleWords = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
