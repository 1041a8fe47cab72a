import { dictionary } from "../../../shared/lang/i18n";
import en from "./en";

/** Texts of a win, which come with its page. */
export const winWords = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
