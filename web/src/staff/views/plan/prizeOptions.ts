import { words } from "../../lang";
import type { Hall } from "../../state/state";

/** Prizes of the night as a choice. */
export function prizeOptions(hall: Hall): (readonly [string, string])[] {
  return hall.prizes.map((prize) => [prize.id, `${prize.name} (${words.value.prizes.left(prize.stock)})`] as const);
}
