/** What every language must say for all three apps. */
import type {
  Ball,
  By,
  CardState,
  ClaimMode,
  Daub,
  Fault,
  FreeSquare,
  Kind,
  LostLink,
  Outcome,
  Refusal,
  Serial,
  Settlement,
  Source,
  StatusView,
  TieRule,
  Undo,
  Warning,
  WinCardState,
  Window,
} from "../protocol.gen";

/** How times, people and lists are written inside a sentence. */
export interface Say {
  time(at_ms: number): string;
  who(by: By): string;
  ball(ball: Ball): string;
  list(items: readonly (string | number)[]): string;
}

/** What may be wrong with a field, as the end of a sentence. The box says in English what none of these tells. */
export type FaultTexts = {
  [Kind in Exclude<Fault["kind"], "other">]: (fault: Extract<Fault, { kind: Kind }>) => string;
};

/** What is wrong with the field of a refusal. */
export function faultText(texts: FaultTexts, refusal: Extract<Refusal, { code: "invalid" }>): string {
  // Devices keep refusals of a box that did not tell the fault yet.
  const fault: Fault = (refusal as { fault?: Fault }).fault ?? { kind: "other" };
  if (fault.kind === "other") return refusal.problem;
  const text = texts[fault.kind] as (fault: Fault) => string;
  return text(fault.kind === "character" ? { ...fault, character: visible(fault.character) } : fault);
}

/** A character as it is read: one that nobody sees is named by its number. */
function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return /[\p{C}\p{Z}\p{M}]/u.test(character) ? `U+${code.toString(16).toUpperCase().padStart(4, "0")}` : character;
}

/** The last part of a field's path in words, where it has some: `items.3.name` is `name`. */
export function fieldText(names: Record<string, string>, field: string): string {
  return names[field.split(".").at(-1) ?? field] ?? field;
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
  warning: Record<Warning["kind"], string>;
  win: Record<WinCardState, string>;
}

/** What the switches of the house rules are about, in the order guests read them. */
export const TOPICS = [
  "source",
  "daub",
  "claim",
  "window",
  "last_number",
  "ties",
  "free",
  "lost_link",
  "undo",
  "show_card",
  "second_person",
] as const;
export type Topic = (typeof TOPICS)[number];

/** The house rules in plain words. */
export interface RuleTexts {
  title: string;
  /** Names of the profiles a box comes with, by slug. */
  profile: Record<string, string>;
  topic: Record<Topic, string>;
  daub: Record<Daub, string>;
  claim: Record<ClaimMode, string>;
  window: Record<Window, string>;
  late: string;
  lateNot: string;
  lost_link: Record<LostLink, string>;
  free: Record<FreeSquare, string>;
  undo: Record<Undo, string>;
  /** From which prize on: null = never, "" = always. */
  show(value: string | null): string;
  second(value: string | null): string;
}

/** What a screen says of one announcement. */
export interface Said {
  title: string;
  text: string | null;
}

/** What is announced besides balls and wins. Balls come as they are called, patterns by name. */
export interface AnnouncementTexts {
  ball_restated(ball: string): Said;
  ball_recalled(ball: string, reason: string): Said;
  pattern_restated(name: string, reason: string): Said;
  claims_asked(times: number): Said;
  claim_too_late(serial: Serial, call: number): Said;
  dispute_opened(about: string): Said;
  dispute_settled(decision: string): Said;
  duplicate_reported(serial: Serial): Said;
  duplicate_settled(serial: Serial, settlement: Settlement): Said;
  game_voided(reason: string): Said;
}
