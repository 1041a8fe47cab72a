import { dictionary } from "../shared/i18n";
import en from "./lang/stakes.en";

/** Texts of what a game is played for besides its prize. */
export const stakeWords = dictionary(en, {
  es: () => import("./lang/stakes.es"),
  fr: () => import("./lang/stakes.fr"),
  de: () => import("./lang/stakes.de"),
});
