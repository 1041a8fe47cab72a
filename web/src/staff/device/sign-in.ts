import type { Refusal, StaffId } from "../../shared/protocol.gen";
import { api } from "./api";
import { sign } from "./key";
import { askWho } from "../state/hall";
import { unlock } from "./idle";
import { words } from "../lang";

/** Proves device and person to the box. Returns what went wrong in words, or `null`. */
export async function signIn(staff: StaffId, pin: string): Promise<string | null> {
  const say = words.value;
  // A challenge is good once and for a minute only, so each try asks for its own.
  const asked = await api.me();
  if (!("ok" in asked)) return say.unreachable.text;
  const challenge = asked.ok.challenge;
  const signature = challenge && (await sign(challenge));
  if (!challenge || !signature) return say.signIn.noKey;
  const answer = await api.signIn({ staff, pin, signature, challenge });
  if ("unreachable" in answer) return say.unreachable.text;
  if ("refused" in answer) return problemOf(answer.refused, answer.waitS);
  unlock();
  await askWho();
  return null;
}

function problemOf(refusal: Refusal, waitS: number | null): string {
  const say = words.value;
  if (refusal.code === "too_many_tries") return waitS === null ? say.signIn.wait : say.signIn.waitSeconds(waitS);
  return refusal.code === "busy" ? say.signIn.busy : say.signIn.wrong;
}
