import { dictionary } from "../shared/i18n";
import en from "./lang/en";

/** What the board says, in the language spoken now. */
export const words = dictionary(en, {
  es: () => import("./lang/es"),
  fr: () => import("./lang/fr"),
  de: () => import("./lang/de"),
});
