/** Texts of what is announced besides balls and wins, in the language spoken now. */
import { dictionary } from "../i18n";
import en from "./en";

export const announceWords = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
