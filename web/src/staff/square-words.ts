import type { SquareWords } from "../ui/CardGrid";
import { t } from "./lang";

/** What the squares of a card are called. */
export function squareWords(): SquareWords {
  return {
    free: t("square_free"),
    called: t("square_called"),
    last: t("square_last"),
    won: t("square_won"),
    missing: t("square_missing"),
    dabbed: t("square_called"),
  };
}
