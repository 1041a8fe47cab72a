/** What is picked on the pad of the cage: the first tap on a ball picks it, the second calls it. */
import type { Ball } from "../../../shared/protocol.gen";

/** What a tap means; `ready` = nothing is on its way and the button has rested. */
export function tapped(picked: Ball | null, ball: Ball, ready: boolean): { picked: Ball; call: boolean } {
  return { picked: ball, call: ball === picked && ready };
}

/** The pick once the box has answered to `sent`: another one made meanwhile stays. */
export function answered(picked: Ball | null, sent: Ball): Ball | null {
  return picked === sent ? null : picked;
}

/** The pick as far as it can still be called: somebody else may have entered the same ball. */
export function stillIn(picked: Ball | null, out: ReadonlySet<Ball>): Ball | null {
  return picked !== null && out.has(picked) ? null : picked;
}
