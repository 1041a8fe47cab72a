import { dictionary } from "../../../shared/lang/i18n";
import en from "./en";

/** Texts of what a game is played for besides its prize. */
export const stakeWords = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
