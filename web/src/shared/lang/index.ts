/** Texts that all three apps need, in the language spoken now. */
import { dictionary } from "./i18n";
import en from "./en";

export const shared = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
