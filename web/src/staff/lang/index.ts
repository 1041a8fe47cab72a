/** Texts of the console, in the language spoken now. */
import { dictionary } from "../../shared/lang/i18n";
import en from "./en";

export const words = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
