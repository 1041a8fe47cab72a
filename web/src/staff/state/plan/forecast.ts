/** What the box is asked to forecast, and what its answer means in minutes. */
import type { CatalogueView, Planned, StageForecastView } from "../../../shared/protocol.gen";
import { faultOf, tidied } from "./planned";

/** A question that is worth asking; the same `key` gets the same answer. */
export interface Asked {
  planned: Planned;
  cards: number;
  key: string;
}

/** Most cards the box has in its sets; more would only take long. */
const CARDS_MAX = 5_000;
/** Seconds from ball to ball where nobody has said otherwise. */
export const USUAL_S = 10;

/** The question for this game; `null` while something about it is wrong. */
export function asked(planned: Planned, cards: number, all: CatalogueView | null): Asked | null {
  // The name says nothing about the draw, and the box wants one.
  const named = { ...tidied(planned), name: "?" };
  const fault = faultOf(named, all);
  if (fault !== null || cards < 1 || cards > CARDS_MAX) return null;
  const jackpots = planned.stages.map((pays) => pays.jackpot?.within ?? 0);
  return {
    planned: named,
    cards,
    key: JSON.stringify([planned.play, planned.start, planned.rules.free, jackpots, cards]),
  };
}

/** How many minutes a stage takes, from the quick tenth to the slow one. */
export function minutesOf(
  view: Pick<StageForecastView, "p10" | "p90">,
  pace_s: number | null | undefined,
): { from: number; to: number; every_s: number } {
  const every_s = pace_s ?? USUAL_S;
  const minutes = (calls: number) => Math.max(1, Math.round((calls * every_s) / 60));
  return { from: minutes(view.p10), to: minutes(view.p90), every_s };
}
