import { dictionary } from "../shared/i18n";
import en from "./lang/win.en";

/** Texts of a win, which come with its page. */
export const winWords = dictionary(en, {
  es: () => import("./lang/win.es"),
  fr: () => import("./lang/win.fr"),
  de: () => import("./lang/win.de"),
});
