import type { GameView } from "../../shared/protocol.gen";
import type { MarkMode } from "./view";

/** What of a game the house rules of a phone depend on. */
type Ruled = Pick<GameView, "rules" | "locked_at" | "outcome" | "calls">;

/** Whether the guest marks by hand because the house says so, whatever they like better. */
export function houseMarks(game: Ruled | null): boolean {
  return game !== null && game.rules.daub !== "auto";
}

/** How squares are marked: the house decides before the guest does. */
export function markMode(game: Ruled | null, own: MarkMode): MarkMode {
  return houseMarks(game) ? "tap" : own;
}

/** Whether one button may mark every number that was missed. */
export function mayCatchUp(game: Ruled): boolean {
  return game.rules.daub !== "tap" && game.calls.length > 0;
}

/** Whether the cards are stopped, because their phone lost the box during a game. */
export function isFrozen(game: Ruled | null, reached: boolean): boolean {
  return (
    !reached && game !== null && game.rules.lost_link === "freeze" && game.locked_at !== null && game.outcome === null
  );
}
