import { dictionary } from "../../../shared/lang/i18n";
import en from "./en";

/** Texts of the check of a game, which come with its page and not with the first visit. */
export const fairWords = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
