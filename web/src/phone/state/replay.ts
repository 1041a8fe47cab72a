/** The calls on show. Missed ones appear one by one and quickly, and are announced once, together. */
import { effect, signal, untracked } from "@preact/signals";
import { called } from "../../shared/game/bingo";
import type { Ball, GameId } from "../../shared/protocol.gen";
import { state } from "./hall";
import { polite } from "./say";
import { nextShown } from "./view";
import { words } from "../lang";

/** Pace of the calls that were missed. */
const STEP_MS = 60;

/** The calls as the cards show them now. */
export const shown = signal<readonly Ball[]>([]);

let game: GameId | null = null;
let run = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Follows the state from now on. */
export function followCalls(): void {
  effect(() => {
    const now = state.value.tonight?.game ?? null;
    untracked(() => advance(now?.id ?? null, now?.calls ?? []));
  });
}

function advance(id: GameId | null, target: readonly Ball[]): void {
  if (id !== game) {
    game = id;
    finish(target);
    return;
  }
  if (timer !== undefined || shown.value.length === target.length) return;
  const next = nextShown(shown.value, target);
  const continued = next.length === shown.value.length + 1;
  if (!continued) return finish(next);
  shown.value = next;
  run += 1;
  timer = setTimeout(() => {
    timer = undefined;
    const latest = state.peek().tonight?.game ?? null;
    if (latest?.id === game && latest.calls.length > shown.value.length) return advance(game, latest.calls);
    announce();
    advance(latest?.id ?? null, latest?.calls ?? []);
  }, STEP_MS);
}

function finish(calls: readonly Ball[]): void {
  clearTimeout(timer);
  timer = undefined;
  run = 0;
  shown.value = calls;
}

function announce(): void {
  const last = shown.value.at(-1);
  if (last === undefined) return;
  polite.value = run > 1 ? words.value.call.caughtUp(run, called(last)) : called(last);
  run = 0;
}
