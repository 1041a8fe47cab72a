import { signal } from "@preact/signals";
import type { CardInfo, Refusal } from "../../shared/protocol.gen";
import { act, hall, live, lookUp } from "../hall";
import type { Outcome } from "../outbox";
import { cardText } from "./card";
import { feel, type Feeling } from "./feedback";

/** What a scan came to. "unsent" is honest about not knowing. */
export type Result =
  | { kind: "sending" }
  | { kind: "unsent" }
  | { kind: "sold"; serial: number; seq: number }
  | { kind: "refused"; refusal: Refusal }
  | { kind: "looked"; card: CardInfo }
  | { kind: "no_answer" };

export interface Scan {
  /** Counts up. */
  id: number;
  text: string;
  result: Result;
}

/** Scans kept in view below the result. */
const SCANS_MAX = 6;
/** An answer that takes longer is not waited for with a blank face, ms. */
const PATIENCE_MS = 3_000;

/** Scans of this page, newest first. Here and not in a view, because answers come when they come. */
export const scans = signal<readonly Scan[]>([]);

/** Sells the card that was scanned or typed. */
export async function sell(scanned: string): Promise<void> {
  const text = cardText(scanned);
  const id = begin(text, live.peek() ? "sending" : "unsent");
  const patience = setTimeout(() => settle(id, { kind: "unsent" }, "note", true), PATIENCE_MS);
  if (!live.peek()) feel("note");
  const outcome = await act({ do: "activate", card: text });
  clearTimeout(patience);
  const result = resultOf(outcome);
  settle(id, result, result.kind === "sold" ? "good" : "bad");
}

/** Shows the card that was scanned or typed; changes nothing. */
export async function look(scanned: string): Promise<void> {
  const text = cardText(scanned);
  const id = begin(text, "sending");
  const answer = await lookUp(text);
  if (answer === null) return settle(id, { kind: "no_answer" }, "bad");
  if ("code" in answer && "face" in answer) return settle(id, { kind: "looked", card: answer }, "note");
  settle(id, { kind: "refused", refusal: answer }, "bad");
}

/** What the answer of the box means for a sale. */
export function resultOf(outcome: Outcome): Result {
  if (outcome.kind === "refused") return { kind: "refused", refusal: outcome.refusal };
  const entries = "ok" in outcome.reply ? outcome.reply.ok.entries : [];
  const sold = entries.find((entry) => entry.type === "card_activated");
  return { kind: "sold", serial: sold?.type === "card_activated" ? sold.data.serial : 0, seq: outcome.seq };
}

let count = 0;

function begin(text: string, kind: "sending" | "unsent"): number {
  count += 1;
  scans.value = [{ id: count, text, result: { kind } }, ...scans.peek()].slice(0, SCANS_MAX);
  return count;
}

function settle(id: number, result: Result, feeling: Feeling, onlyIfSending = false): void {
  const scan = scans.peek().find((one) => one.id === id);
  if (!scan || (onlyIfSending && scan.result.kind !== "sending")) return;
  scans.value = scans.peek().map((one) => (one.id === id ? { ...one, result } : one));
  // Silent for what comes in late while nobody looks at it.
  if (hall.peek()) feel(feeling);
}
