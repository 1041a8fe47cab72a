import { dictionary } from "../shared/i18n";
import en from "./lang/pages.en";

/** Texts of the settings and the scanner, which come with their pages. */
export const pageWords = dictionary(en, {
  es: () => import("./lang/pages.es"),
  fr: () => import("./lang/pages.fr"),
  de: () => import("./lang/pages.de"),
});
