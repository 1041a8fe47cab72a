/** The keys of the guest's cards: which they are, and how one gets in. Pure but for `askForKey`. */
import type { CodeFound, Problem, Refusal } from "../../shared/protocol.gen";

/** The box takes no more keys in one hello. */
export const CARDS_MAX = 24;

/** The wallet with one more key; the same wallet if it is there already or full. */
export function withKey(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) || keys.length >= CARDS_MAX ? keys : [...keys, key];
}

/** Keys read from disk; anything else that may have been written there is dropped. */
export function keysFrom(kept: unknown): string[] {
  if (!Array.isArray(kept)) return [];
  return kept.filter((key): key is string => typeof key === "string").slice(0, CARDS_MAX);
}

export type KeyAnswer = { key: string } | { refused: Refusal } | { failed: "unreachable" };

/** Asks the box which card has this typed code. */
export async function askForKey(code: string, fetcher: typeof fetch = fetch): Promise<KeyAnswer> {
  try {
    const answer = await fetcher("/api/code", {
      method: "POST",
      headers: { "content-type": "application/json", "x-hallbox": "1" },
      body: JSON.stringify({ code }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    const body = (await answer.json()) as CodeFound | Problem;
    if ("key" in body) return { key: body.key };
    return "refused" in body ? { refused: body.refused } : { failed: "unreachable" };
  } catch {
    return { failed: "unreachable" };
  }
}

const ANSWER_MS_MAX = 10_000;
