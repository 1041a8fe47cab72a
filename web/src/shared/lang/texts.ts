/** What every language must say for all three apps. */
import type {
  Ball, By, CardState, Kind, Outcome, Refusal, Source, StatusView, TieRule, WinCardState,
} from "../protocol.gen";

/** How times, people and lists are written inside a sentence. */
export interface Say {
  time(at_ms: number): string;
  who(by: By): string;
  ball(ball: Ball): string;
  list(items: readonly (string | number)[]): string;
}

/** One sentence for every refusal: what is the case and what to do next. */
export type RefusalTexts = {
  [Code in Refusal["code"]]: (refusal: Extract<Refusal, { code: Code }>, say: Say) => string;
};

export interface SharedTexts {
  refusal: RefusalTexts;
  who: Record<Kind, string>;
  tie: Record<TieRule, string>;
  source: Record<Source, string>;
  status: Record<StatusView, string>;
  outcome: Record<Outcome, string>;
  card: Record<CardState, string>;
  win: Record<WinCardState, string>;
}
