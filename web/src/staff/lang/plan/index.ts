/** Texts of planning, rules and reading out: they come with those pages and not with the console. */
import { dictionary } from "../../../shared/lang/i18n";
import en from "./en";

export const planWords = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
