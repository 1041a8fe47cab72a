/** The house rules as switches: what each is called, and each position in one sentence. */
import type { Rules } from "../../../shared/protocol.gen";
import type { Topic } from "../../../shared/lang/texts";
import { rulesInWords } from "../../../shared/sentences/rules";
import { planWords } from "../../lang/plan";

/** A switch with a few positions. */
export interface Switch {
  key: "daub" | "claim" | "window" | "last_number" | "ties" | "lost_link" | "free" | "undo";
  options: readonly string[];
}

export const SWITCHES: readonly Switch[] = [
  { key: "daub", options: ["auto", "tap", "catch_up"] },
  { key: "claim", options: ["press", "auto"] },
  { key: "window", options: ["hold", "next_ball", "three_asks"] },
  { key: "last_number", options: ["true", "false"] },
  { key: "ties", options: ["split", "split_players", "random", "all_share", "first_to_signal"] },
  { key: "lost_link", options: ["plays_on", "freeze"] },
  { key: "free", options: ["counts", "hardway"] },
  { key: "undo", options: ["never", "before_claim", "before_payout"] },
];

/** What a position is called. */
export function positionName(key: Switch["key"], position: string): string {
  const names: Record<string, string> = planWords.value.switches[key].options;
  return names[position] ?? position;
}

/** A rule that begins at a value of the prize. */
export type Threshold = "show_card_from" | "second_person_from";
export const THRESHOLDS: readonly (readonly [Threshold, Topic])[] = [
  ["show_card_from", "show_card"],
  ["second_person_from", "second_person"],
];

/** Where a switch stands. */
export function position(rules: Rules, key: Switch["key"]): string {
  return String(rules[key]);
}

/** The rules with one switch in another position. */
export function switched(rules: Rules, key: Switch["key"], position: string): Rules {
  return { ...rules, [key]: key === "last_number" ? position === "true" : position };
}

/** What a rule means as it is set: the same sentence guests read. */
export function meaning(rules: Rules, topic: Topic): string {
  return rulesInWords(rules, null).find((line) => line.topic === topic)?.text ?? "";
}

/** Whether somebody has changed a switch of the profile. */
export function isChanged(rules: Rules, profiles: readonly Rules[]): boolean {
  const profile = profiles.find((one) => one.profile === rules.profile);
  return !profile || (Object.keys(profile) as (keyof Rules)[]).some((key) => profile[key] !== rules[key]);
}
