import { dictionary } from "../../../shared/lang/i18n";
import en from "./en";

/** Texts of the settings and the scanner, which come with their pages. */
export const pageWords = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
