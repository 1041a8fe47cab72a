import { signal } from "@preact/signals";
import type { CardInfo, Refusal } from "../../shared/protocol.gen";
import { act, hall, live, lookUp } from "./hall";
import type { Outcome } from "./outbox";
import { EMPTY, serve, toPack, type Basket, type BasketEvent } from "./game/packs";
import { cardText } from "../device/scan/card";
import { feel, type Feeling } from "../device/scan/feedback";

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

/** Cards of the player who is being served. */
export const basket = signal<Basket>(EMPTY);
/** Why the box did not keep the cards together, if so. */
export const packTrouble = signal<Refusal | null>(null);

/** Something happened to the player's cards. */
export function serving(event: BasketEvent): void {
  if (event.kind === "same_player" || event.kind === "next_player") packTrouble.value = null;
  basket.value = serve(basket.peek(), event);
}

/** The newest sale stays with the player, who has another card. */
export function samePlayer(): void {
  const sold = scans.peek().find((scan) => ["sold", "unsent", "sending"].includes(scan.result.kind));
  if (!sold) return;
  const serial = sold.result.kind === "sold" ? sold.result.serial : null;
  serving({ kind: "same_player", cards: [{ text: sold.text, serial }], confirmed: 0 });
}

/** Tells the box which cards belong together: right after the sale, so that the outbox keeps the order. */
async function pack(): Promise<void> {
  const texts = toPack(basket.peek());
  if (!texts) return;
  const outcome = await act({ do: "pack_cards", cards: [...texts] });
  if (outcome.kind === "confirmed") {
    packTrouble.value = null;
    serving({ kind: "packed", texts });
    return;
  }
  // A card that was not sold has left the basket meanwhile: then the refusal is no news.
  if (toPack(basket.peek())?.join() === texts.join()) packTrouble.value = outcome.refusal;
}

/** Sells the card that was scanned or typed. */
export async function sell(scanned: string): Promise<void> {
  const text = cardText(scanned);
  serving({ kind: "add", text });
  const id = begin(text, live.peek() ? "sending" : "unsent");
  const patience = setTimeout(() => settle(id, { kind: "unsent" }, "note", true), PATIENCE_MS);
  if (!live.peek()) feel("note");
  const selling = act({ do: "activate_card", card: text });
  void pack();
  const outcome = await selling;
  clearTimeout(patience);
  const result = resultOf(outcome);
  const serial = result.kind === "sold" ? result.serial : soldBefore(result);
  serving(serial === null ? { kind: "refused", text } : { kind: "known", text, serial });
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

/** A card that was sold already belongs to its player all the same. */
function soldBefore(result: Result): number | null {
  return result.kind === "refused" && result.refusal.code === "already_active" ? result.refusal.serial : null;
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
