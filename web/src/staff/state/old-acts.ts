import type { StaffAct } from "../../shared/protocol.gen";

type ActName = StaffAct["do"];

/** Names that acts had before, with their names of today: an old one may still wait in the outbox of a device. */
const TODAY: ReadonlyMap<string, ActName> = new Map([
  ["activate", "activate_card"],
  ["void", "void_card"],
  ["pack", "pack_cards"],
  ["lock", "lock_game"],
  ["entropy", "add_entropy"],
  ["draw", "draw_ball"],
  ["recall", "recall_ball"],
  ["pause", "pause_game"],
  ["resume", "resume_game"],
  ["pace", "set_pace"],
  ["dispute", "open_dispute"],
  ["settle", "settle_dispute"],
  ["ask", "ask_claims"],
  ["judge", "judge_claim"],
  ["show", "show_card"],
  ["confirm", "confirm_claim"],
  ["pay", "pay_prize"],
]);

/** Today's name of an act that an earlier page may have stored; what was never renamed keeps its name. */
export function actName(stored: string): string {
  return TODAY.get(stored) ?? stored;
}
