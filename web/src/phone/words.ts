/** The phone's texts in the language spoken now. */
import { dictionary } from "../shared/i18n";
import en from "./lang/en";

export const words = dictionary(en, {
  es: () => import("./lang/es"),
  fr: () => import("./lang/fr"),
  de: () => import("./lang/de"),
});
