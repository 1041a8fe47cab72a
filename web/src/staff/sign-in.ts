import type { Refusal, StaffId } from "../shared/protocol.gen";
import { api } from "./api";
import { sign } from "./device-key";
import { askWho } from "./hall";
import type { TextKey } from "./lang";

/** Proves device and person to the box. Returns the text of what went wrong, or `null`. */
export async function signIn(staff: StaffId, pin: string): Promise<TextKey | null> {
  // A challenge is good once and for a minute only, so each try asks for its own.
  const asked = await api.me();
  if (!("ok" in asked)) return "unreachable";
  const challenge = asked.ok.challenge;
  const signature = challenge && (await sign(challenge));
  if (!challenge || !signature) return "sign_in_no_key";
  const answer = await api.signIn({ staff, pin, signature, challenge });
  if ("unreachable" in answer) return "unreachable";
  if ("refused" in answer) return problemOf(answer.refused);
  await askWho();
  return null;
}

function problemOf(refusal: Refusal): TextKey {
  if (refusal.code === "too_many_tries") return "sign_in_wait";
  return refusal.code === "busy" ? "sign_in_busy" : "sign_in_wrong";
}
