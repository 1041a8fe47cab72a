import type { Refusal, StaffId } from "../shared/protocol.gen";
import { api } from "./api";
import { sign } from "./device-key";
import { askWho } from "./hall";
import { unlock } from "./idle";
import { t } from "./lang";

/** Proves device and person to the box. Returns what went wrong in words, or `null`. */
export async function signIn(staff: StaffId, pin: string): Promise<string | null> {
  // A challenge is good once and for a minute only, so each try asks for its own.
  const asked = await api.me();
  if (!("ok" in asked)) return t("unreachable");
  const challenge = asked.ok.challenge;
  const signature = challenge && (await sign(challenge));
  if (!challenge || !signature) return t("sign_in_no_key");
  const answer = await api.signIn({ staff, pin, signature, challenge });
  if ("unreachable" in answer) return t("unreachable");
  if ("refused" in answer) return problemOf(answer.refused, answer.waitS);
  unlock();
  await askWho();
  return null;
}

function problemOf(refusal: Refusal, waitS: number | null): string {
  if (refusal.code === "too_many_tries") return waitS === null ? t("sign_in_wait") : t("sign_in_wait_s", { n: waitS });
  return t(refusal.code === "busy" ? "sign_in_busy" : "sign_in_wrong");
}
