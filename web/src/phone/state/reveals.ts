/** Checks every game by itself once its seed is out, so that nobody has to open the page of the check first. */
import { effect } from "@preact/signals";
import type { GameView } from "../../shared/protocol.gen";
import { pinKey, type Pins } from "../../shared/proof/pins";
import { happens, state } from "./hall";
import type { PhoneState } from "./state";

/** Games whose pins are compared: the one on stage and the one that ended last. */
export function shownGames({ tonight, finished }: PhoneState): GameView[] {
  const games = [tonight?.game ?? null, finished];
  return games.filter(
    (game, index, all): game is GameView => game !== null && all.findIndex((other) => other?.id === game.id) === index,
  );
}

/** Keys of tonight's games that are not what this phone saw. */
export function changedGames(pins: Pins, night: string): string[] {
  return Object.keys(pins).filter((key) => key.startsWith(pinKey(night, "")) && pins[key]!.changed.length > 0);
}

/** Compares each game with its pins when the seed is revealed. */
export function checkReveals(): void {
  const checked = new Set<string>();
  effect(() => {
    const night = state.value.tonight?.night;
    if (night === undefined) return;
    for (const game of shownGames(state.value)) {
      // Another seed is another reveal.
      const once = `${pinKey(night, game.id)} ${game.fairness.seed}`;
      if (game.fairness.seed === null || checked.has(once)) continue;
      checked.add(once);
      void check(pinKey(night, game.id), game);
    }
  });
}

async function check(key: string, game: GameView): Promise<void> {
  try {
    const { checkGame } = await import("../../shared/proof/fair");
    const { changed } = await checkGame(game, state.peek().pins[key] ?? null);
    if (changed.length > 0) happens({ t: "differs", key, changed });
  } catch {
    // Out of reach of the box the page may lack the check; the page of the check tries again.
  }
}
