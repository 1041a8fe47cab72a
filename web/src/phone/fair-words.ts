import { dictionary } from "../shared/i18n";
import en from "./lang/fair.en";

/** Texts of the check of a game, which come with its page and not with the first visit. */
export const fairWords = dictionary(en, {
  es: () => import("./lang/fair.es"),
  fr: () => import("./lang/fair.fr"),
  de: () => import("./lang/fair.de"),
});
