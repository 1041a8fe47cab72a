import { useState } from "preact/hooks";
import type { Refusal, StaffAct } from "../../shared/protocol.gen";
import type { Answer } from "../device/api";
import { act } from "../state/hall";
import type { Outcome } from "../state/outbox";

/** What stands beside a form after it was sent. */
export type Trouble = Refusal | "unreachable" | null;

/** One act of a view: busy while unanswered, and why it was refused. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>(null);
  const run = async (what: StaffAct): Promise<Outcome> => {
    setBusy(true);
    setTrouble(null);
    const outcome = await act(what);
    setBusy(false);
    if (outcome.kind === "refused") setTrouble(outcome.refusal);
    return outcome;
  };
  return { busy, trouble, run, clear: () => setTrouble(null) };
}

/** One request to the HTTP API: busy while unanswered, and why it failed. */
export function useAsk() {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble>(null);
  /** The answer, or `null` when there was trouble. */
  const run = async <T>(asked: Promise<Answer<T>>): Promise<{ ok: T } | null> => {
    setBusy(true);
    setTrouble(null);
    const answer = await asked;
    setBusy(false);
    if ("ok" in answer) return answer;
    setTrouble("refused" in answer ? answer.refused : "unreachable");
    return null;
  };
  return { busy, trouble, run, setTrouble };
}
