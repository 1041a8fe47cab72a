import { t } from "../../lang";
import type { Hall } from "../../state";

/** Prizes of the night as a choice. */
export function prizeOptions(hall: Hall): (readonly [string, string])[] {
  return hall.prizes.map((prize) => [prize.id, `${prize.name} (${t("prize_left", { n: prize.stock })})`] as const);
}
