/** Why the box says no, in words. */
import { called } from "../game/bingo";
import { shared } from "../lang";
import { clockTime, list } from "../lang/i18n";
import type { By, Refusal, Warning } from "../protocol.gen";

/** Who did it, as far as anybody may know: the desk, else the kind of actor. Staff screens pass their own. */
export function whoByDesk(by: By): string {
  return by.desk ?? shared.value.who[by.kind];
}

/** Why the box said no and what to do now, in one or two sentences. */
export function refusalText(refusal: Refusal, who: (by: By) => string = whoByDesk): string {
  const say = { time: clockTime, who, ball: called, list };
  // The compiler cannot see that code and sentence belong together; the type of the table can.
  const sentence = shared.value.refusal[refusal.code] as ((r: Refusal, s: typeof say) => string) | undefined;
  // A newer box may refuse for reasons this page does not know yet.
  return sentence ? sentence(refusal, say) : refusal.code;
}

/** What the box tells the whole room, in one or two sentences. */
export function warningText(warning: Warning): string {
  return shared.value.warning[warning.kind];
}
