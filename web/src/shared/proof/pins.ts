/**
 * What a phone saw of a game with its own eyes, pinned when it first saw it. The box can tell another story
 * later, but not to a phone that remembers: whatever differs from a pin was changed.
 */
import type { Ball, GameView, NightId, UpNext } from "../protocol.gen";

/** How early something was seen: before sales closed, before the seed was out, or only with it. */
export type Moment = "sales" | "play" | "after";

/** A text of the box, as it was first seen. */
export interface Pin {
  text: string;
  seen: Moment;
}

/** What of a game no longer is what it was. `order`: the revealed seed gives other balls. */
export type Changed = "commitment" | "lock" | "entropy" | "calls" | "order";

/** Everything one phone saw of one game. */
export interface GamePins {
  commitment: Pin | null;
  lock: Pin | null;
  /** The room's word; an empty text is a word too. */
  entropy: Pin | null;
  /** Balls in the order they were heard while the seed was secret; what a cage takes back is forgotten. */
  calls: readonly Ball[];
  /** What was seen to differ. It stays: a box that goes back to its first story has still told another. */
  changed: readonly Changed[];
}

/** By night and game. */
export type Pins = Readonly<Record<string, GamePins>>;

/** More games than any night has; the oldest go first. */
const GAMES_MAX = 64;
const NOTHING: GamePins = { commitment: null, lock: null, entropy: null, calls: [], changed: [] };
const TEXTS = ["commitment", "lock", "entropy"] as const;

/** Where the pins of a game are kept. A box that says it is another night cannot touch those of this one. */
export function pinKey(night: NightId, game: string): string {
  return `${night}/${game}`;
}

/** The pins after the box has told of a game; the same object when that brought nothing new. */
export function pinned(pins: Pins, night: NightId, game: GameView): Pins {
  const key = pinKey(night, game.id);
  const before = pins[key] ?? NOTHING;
  const after = pinGame(before, game);
  return after === before ? pins : capped({ ...pins, [key]: after });
}

/** The pins after the box has told what follows: its promises count from now on, long before those games are shown. */
export function promised(pins: Pins, night: NightId, next: readonly UpNext[]): Pins {
  return next.reduce((all, { game, commitment }) => {
    const key = pinKey(night, game);
    const before = all[key] ?? NOTHING;
    if (!commitment || before.commitment?.text === commitment) return all;
    if (before.commitment !== null) return withChange(all, key, ["commitment"]);
    return capped({ ...all, [key]: { ...before, commitment: { text: commitment, seen: "sales" } } });
  }, pins);
}

/** Notes that something else was seen to differ, such as the order once the seed is out. */
export function withChange(pins: Pins, key: string, changed: readonly Changed[]): Pins {
  const before = pins[key];
  const more = before === undefined ? [] : changed.filter((one) => !before.changed.includes(one));
  return before === undefined || more.length === 0
    ? pins
    : { ...pins, [key]: { ...before, changed: [...before.changed, ...more] } };
}

/** Pins from disk before those of this page: what was seen first counts, and what was found to differ stays. */
export function olderFirst(kept: Pins, now: Pins): Pins {
  const both = Object.entries(now).map(([key, mine]): [string, GamePins] => {
    const old = kept[key];
    if (old === undefined) return [key, mine];
    const differs = TEXTS.filter(
      (what) => old[what] !== null && mine[what] !== null && old[what].text !== mine[what].text,
    );
    return [
      key,
      {
        commitment: old.commitment ?? mine.commitment,
        lock: old.lock ?? mine.lock,
        entropy: old.entropy ?? mine.entropy,
        calls: old.calls.length > mine.calls.length ? old.calls : mine.calls,
        changed: [...new Set([...old.changed, ...mine.changed, ...differs])],
      },
    ];
  });
  return capped({ ...kept, ...Object.fromEntries(both) });
}

function pinGame(before: GamePins, game: GameView): GamePins {
  const { fairness } = game;
  const seen: Moment = fairness.seed !== null ? "after" : game.locked_at === null ? "sales" : "play";
  const pin = (old: Pin | null, text: string | null) => old ?? (text === null ? null : { text, seen });
  const [commitment, lock, entropy] = TEXTS.map((what) => pin(before[what], fairness[what]));
  const calls = heard(before.calls, game, seen);
  const news = changesIn(before, game).filter((one) => !before.changed.includes(one));
  const same = commitment === before.commitment && lock === before.lock && entropy === before.entropy;
  if (same && calls === before.calls && news.length === 0) return before;
  return { commitment: commitment!, lock: lock!, entropy: entropy!, calls, changed: [...before.changed, ...news] };
}

/** What the box tells now against the pins. */
function changesIn(pins: GamePins, game: GameView): Changed[] {
  // What was once said cannot be unsaid either: null differs from a pin.
  const changed: Changed[] = TEXTS.filter((what) => pins[what] !== null && pins[what].text !== game.fairness[what]);
  // A ball taken back comes again from a seed, while hands may pull another one.
  const moved =
    game.source === "rng" && pins.calls.some((ball, at) => at < game.calls.length && game.calls[at] !== ball);
  return moved ? [...changed, "calls"] : changed;
}

function heard(before: readonly Ball[], game: GameView, seen: Moment): readonly Ball[] {
  if (seen === "after") return before;
  const same = game.calls.every((ball, at) => before[at] === ball);
  if (game.source === "cage") return same && before.length === game.calls.length ? before : game.calls;
  return game.calls.length <= before.length ? before : [...before, ...game.calls.slice(before.length)];
}

function capped(pins: Pins): Pins {
  const all = Object.entries(pins);
  return all.length <= GAMES_MAX ? pins : Object.fromEntries(all.slice(-GAMES_MAX));
}
