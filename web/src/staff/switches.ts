/** The house rules as switches: what each is called, and each position in one sentence. */
import type { Rules } from "../shared/protocol.gen";
import type { Topic } from "../shared/lang/texts";
import { rulesInWords } from "../shared/rules";
import type { PlanKey } from "./lang/plan";

/** A switch with a few positions. */
export interface Switch {
  key: "daub" | "claim" | "window" | "last_number" | "ties" | "lost_link" | "free" | "undo";
  label: PlanKey;
  options: readonly (readonly [string, PlanKey])[];
}

export const SWITCHES: readonly Switch[] = [
  { key: "daub", label: "sw_daub", options: [["auto", "sw_daub_auto"], ["tap", "sw_daub_tap"], ["catch_up", "sw_daub_catch_up"]] },
  { key: "claim", label: "sw_claim", options: [["press", "sw_claim_press"], ["auto", "sw_claim_auto"]] },
  { key: "window", label: "sw_window", options: [["hold", "sw_window_hold"], ["next_ball", "sw_window_next_ball"], ["three_asks", "sw_window_three_asks"]] },
  { key: "last_number", label: "sw_last", options: [["true", "sw_last_on"], ["false", "sw_last_off"]] },
  {
    key: "ties",
    label: "sw_ties",
    options: [
      ["split", "sw_ties_split"],
      ["split_players", "sw_ties_split_players"],
      ["random", "sw_ties_random"],
      ["all_share", "sw_ties_all_share"],
      ["first_to_signal", "sw_ties_first_to_signal"],
    ],
  },
  { key: "lost_link", label: "sw_lost", options: [["plays_on", "sw_lost_plays_on"], ["freeze", "sw_lost_freeze"]] },
  { key: "free", label: "sw_free", options: [["counts", "sw_free_counts"], ["hardway", "sw_free_hardway"]] },
  { key: "undo", label: "sw_undo", options: [["never", "sw_undo_never"], ["before_claim", "sw_undo_before_claim"], ["before_payout", "sw_undo_before_payout"]] },
];

/** A rule that begins at a value of the prize. */
export type Threshold = "show_card_from" | "second_person_from";
export const THRESHOLDS: readonly (readonly [Threshold, Topic, PlanKey])[] = [
  ["show_card_from", "show_card", "sw_show"],
  ["second_person_from", "second_person", "sw_second"],
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
