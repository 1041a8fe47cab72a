import { dictionary } from "../../shared/lang/i18n";
import en from "./en";

/** What the board says, in the language spoken now. */
export const words = dictionary(en, {
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
});
