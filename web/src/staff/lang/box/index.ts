/** Texts of the pages about the box itself: they come with those pages and not with the console. */
import { dictionary } from "../../../shared/lang/i18n";
import en from "./en";

export const boxWords = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
