/** The house rules in plain words, for guests, staff and the room. */
import { shared } from "../lang";
import { money } from "../lang/i18n";
import { ruleWords } from "../lang/rules";
import { TOPICS, type Topic } from "../lang/texts";
import type { Rules, Source } from "../protocol.gen";

/** One switch: what it is about, and how it is set. */
export interface RuleLine {
  topic: Topic;
  name: string;
  text: string;
}

/** Every switch in one or two sentences. Without a source nothing is said of the balls. */
export function rulesInWords(rules: Rules, source: Source | null): RuleLine[] {
  const words = ruleWords.value;
  const topics = TOPICS.filter((topic) => topic !== "source" || source !== null);
  return topics.map((topic) => ({ topic, name: words.topic[topic], text: lineOf(topic, rules, source ?? "rng") }));
}

function lineOf(topic: Topic, rules: Rules, source: Source): string {
  const words = ruleWords.value;
  switch (topic) {
    case "source":
      return `${shared.value.source[source]}.`;
    case "daub":
      return words.daub[rules.daub];
    case "claim":
      return words.claim[rules.claim];
    case "window":
      return words.window[rules.window];
    case "last_number":
      return rules.last_number ? words.late : words.lateNot;
    case "ties":
      return shared.value.tie[rules.ties];
    case "free":
      return words.free[rules.free];
    case "lost_link":
      return words.lost_link[rules.lost_link];
    case "undo":
      return words.undo[rules.undo];
    case "show_card":
      return words.show(threshold(rules.show_card_from));
    case "second_person":
      return words.second(threshold(rules.second_person_from));
  }
}

function threshold(cents: number | null): string | null {
  return cents === null ? null : cents === 0 ? "" : money(cents);
}

/** The name of a profile; one this page does not know is its slug in words. */
export function profileName(slug: string): string {
  return ruleWords.value.profile[slug] ?? slug.replace(/-/g, " ");
}
