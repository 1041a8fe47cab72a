/** Announcements on the board: each for some seconds, one after the other, whatever else happens. */
import { effect, signal, untracked } from "@preact/signals";
import { announcementInWords } from "../../shared/sentences/announce";
import type { Said } from "../../shared/lang/texts";
import type { Announced, StageView } from "../../shared/protocol.gen";
import { board, boxNow } from "./hall";

/** How long everybody in the hall gets to read one. */
export const ON_AIR_MS = 12_000;
/** A board that starts shows what was announced this short a time ago. */
const FRESH_MS = 60_000;

interface Item {
  announced: Announced;
  stages: readonly StageView[];
}

const queue = signal<readonly Item[]>([]);

/** What is on air now; null = nothing. */
export function onAir(): Said | null {
  const [item] = queue.value;
  return item === undefined ? null : announcementInWords(item.announced.what, item.stages);
}

/** Follows the game for as long as the page lives. */
export function followNews(): void {
  let read: number | null = null;
  effect(() => {
    const night = board.value.night;
    if (night === null) return;
    const announced = night.game?.announced ?? null;
    const first = read === null;
    const known = read ?? -1;
    read = Math.max(known, announced?.seq ?? -1);
    if (announced === null || announced.seq <= known) return;
    if (first && Math.abs(boxNow() - announced.at_ms) > FRESH_MS) return;
    // A dispute stays on the screen by itself until it is settled.
    if (announced.what.kind === "dispute_opened") return;
    untracked(() => (queue.value = [...queue.value, { announced, stages: night.game?.stages ?? [] }]));
  });
  effect(() => {
    const [item] = queue.value;
    if (item === undefined) return;
    const timer = setTimeout(() => (queue.value = queue.peek().slice(1)), ON_AIR_MS);
    return () => clearTimeout(timer);
  });
}
