/** What the screens show, worked out from the state: pure. */
import { CENTRE_MASK, isFree, type Distance } from "../../shared/game/bingo";
import {
  completedOn,
  gameMarks,
  goalOf,
  handDistance,
  handOf,
  opensAt,
  playsIn,
  raceOf,
  stands,
} from "../../shared/game/goal";
import type { Ball, CardView, GameView, Mask, Serial } from "../../shared/protocol.gen";
import { dabKey, type MyWin, type PhoneState } from "./state";

/** How squares get their marks: by the box, or by the guest's taps. */
export type MarkMode = "auto" | "tap";

/** What a card plays for in one open stage. */
export interface Aim {
  stage: number;
  /** The cards that win together, in order, this one among them: one in most games. */
  hand: Serial[];
  /** Those of them that are not in this wallet: this phone cannot tell how far they are. */
  elsewhere: Serial[];
  /** Squares the hand misses at best by the box's calls, as far as this phone knows; null where there is no pattern. */
  missing: number | null;
  /** Whether cards this phone does not know are needed besides. */
  partial: boolean;
  /** The same with the guest's taps counted in. */
  guess: number | null;
  /** Squares of this card that are missing for that. */
  wanted: Mask;
  /** Squares of this card in completed patterns, once the hand has won. */
  won: Mask;
  /** For the last one standing: whether the hand still stands; null elsewhere. */
  stands: boolean | null;
}

/** One card of the wallet as it stands. */
export interface CardStanding {
  card: CardView;
  /** Whether it takes part in the game shown. */
  plays: boolean;
  /** Squares called, as the box says. */
  marks: Mask;
  /** Squares tapped by the guest, whether called or not. */
  dabs: Mask;
  /** What it plays for, by open stage; less than is open when it is left over without partners. */
  aims: Aim[];
  /** Distance to the nearest open stage by the box's calls; 25 missing when there is none. */
  official: Distance;
}

type Known = ReadonlyMap<Serial, { card: CardView; marks: Mask; dabs: Mask }>;

/** Every card of the wallet with these calls shown, in wallet order. */
export function standings(state: PhoneState, shown: readonly Ball[]): CardStanding[] {
  const tonight = state.tonight;
  if (tonight === null) return [];
  const { game } = tonight;
  const all = tonight.cards.map((card) => {
    const plays = game !== null && playsIn(card, game);
    const marks = gameMarks(card.face, plays ? shown : [], game?.format.start ?? "first_ball");
    return { card, plays, marks, dabs: game === null ? 0 : (state.dabs[dabKey(game.id, card.serial)] ?? 0) };
  });
  const known: Known = new Map(all.filter((one) => one.plays).map((one) => [one.card.serial, one]));
  const out = new Set(all.filter((one) => !one.plays).map((one) => one.card.serial));
  return all.map((one) => {
    const aims = game === null || !one.plays ? [] : aimsOf(one.card, game, shown, known, out);
    return { ...one, aims, official: nearestOf(aims) };
  });
}

function aimsOf(card: CardView, game: GameView, shown: readonly Ball[], known: Known, out: ReadonlySet<Serial>): Aim[] {
  return game.open.flatMap((stage): Aim[] => {
    const view = game.stages[stage];
    if (view === undefined) return [];
    const goal = goalOf(view);
    const hand = handOf(card, goal.hand, out);
    if (hand === null) return [];
    const aim = { stage, hand, elsewhere: hand.filter((serial) => !known.has(serial)) };
    const { start } = game.format;
    if (goal.race === "last_standing") {
      const standing = hand.some((serial) => !known.has(serial) || stands(known.get(serial)!.card.face, shown, start));
      return [{ ...aim, missing: null, partial: false, guess: null, wanted: 0, won: 0, stands: standing }];
    }
    const place = hand.indexOf(card.serial);
    const found = handDistance(
      goal,
      hand.map((serial) => known.get(serial)?.marks ?? null),
    );
    const tapped = handDistance(
      goal,
      hand.map((serial) => (known.has(serial) ? known.get(serial)!.marks | known.get(serial)!.dabs : null)),
    );
    const complete = found.missing === 0 && !found.partial && shown.length >= opensAt(start);
    const one = found.cards[place]!;
    return [
      {
        ...aim,
        missing: found.missing,
        partial: found.partial,
        guess: tapped.partial ? null : tapped.missing,
        wanted: one.wanted,
        won: complete ? one.won : 0,
        stands: null,
      },
    ];
  });
}

function nearestOf(aims: readonly Aim[]): Distance {
  const least = Math.min(25, ...aims.map((aim) => aim.missing ?? 25));
  const nearest = aims.filter((aim) => aim.missing === least);
  const all = (of: readonly Aim[], squares: (aim: Aim) => Mask) => of.reduce((mask, aim) => mask | squares(aim), 0);
  return { missing: least, wanted: all(nearest, (aim) => aim.wanted), won: all(aims, (aim) => aim.won) };
}

/** Whether it is out: the stages that are open go to the last one standing, and it is not standing. */
export function isOut(one: CardStanding): boolean {
  return one.aims.length > 0 && one.aims.every((aim) => aim.stands === false);
}

/** Serials with the nearest to a win first; cards that are out or do not play come last. */
export function byToGo(cards: readonly CardStanding[]): Serial[] {
  const rank = (one: CardStanding) => (!one.plays ? 100 : isOut(one) ? 50 : one.official.missing);
  return [...cards].sort((a, b) => rank(a) - rank(b) || a.card.serial - b.card.serial).map((one) => one.card.serial);
}

/** Keeps an order that is being touched: newcomers go to the end, cards that left drop out. */
export function keepOrder(held: readonly Serial[], now: readonly Serial[]): Serial[] {
  return [...held.filter((serial) => now.includes(serial)), ...now.filter((serial) => !held.includes(serial))];
}

/** Squares as the card draws them, which depends on who marks. */
export interface Squares {
  marks: Mask;
  dabs: Mask;
  missing: Mask;
  winning: Mask;
}

/** `manual`: the box is out of reach for long, the guest follows the caller by ear. */
export function squaresOf(one: CardStanding, mode: MarkMode, manual: boolean): Squares {
  const winning = one.official.won;
  if (mode === "tap") {
    // Nobody has to tap the free square.
    const tapped = one.dabs | (isFree(one.card.face) ? CENTRE_MASK : 0);
    return { marks: one.marks & tapped, dabs: one.dabs & ~one.marks, missing: one.marks & ~tapped, winning };
  }
  const close = one.plays && one.official.missing <= CLOSE && !manual;
  return {
    marks: one.marks,
    dabs: manual ? one.dabs & ~one.marks : 0,
    missing: close ? one.official.wanted : 0,
    winning,
  };
}

/** From here on the missing squares are pointed out; earlier they would be half the card. */
const CLOSE = 1;

/** A card whose taps cover a pattern although the box has seen no win, and the stage it would win. */
export function looksLikeWin(
  cards: readonly CardStanding[],
  wins: readonly MyWin[],
  game: GameView,
): { serial: Serial; stage: number } | null {
  for (const one of cards) {
    const aim =
      one.dabs === 0
        ? undefined
        : one.aims.find((open) => open.guess === 0 && open.missing !== 0 && !hasWin(wins, game, open));
    if (aim !== undefined) return { serial: one.card.serial, stage: aim.stage };
  }
  return null;
}

function hasWin(wins: readonly MyWin[], game: GameView, aim: Aim): boolean {
  return wins.some((win) => win.game === game.id && win.stage === aim.stage && aim.hand.includes(win.serial));
}

/** A win that calling went on over, because nobody spoke up for it. */
export interface Sleeper {
  serial: Serial;
  stage: number;
  /** The call it completed on. */
  call: number;
}

/** The guest's wins that sleep: those this phone saw, and those its cards show. Each hand once. */
export function sleepers(cards: readonly CardStanding[], state: PhoneState): Sleeper[] {
  const game = state.tonight?.game ?? null;
  if (game === null || game.outcome !== null || game.rules.window === "hold") return [];
  const found: Sleeper[] = state.slept.map(({ serial, stage, call }) => ({ serial, stage, call }));
  const faces = new Map(cards.filter((one) => one.plays).map((one) => [one.card.serial, one.card.face]));
  for (const one of cards) {
    for (const aim of one.aims) {
      if (aim.missing !== 0 || aim.partial || hasWin(state.wins, game, aim)) continue;
      if (found.some((other) => other.stage === aim.stage && aim.hand.includes(other.serial))) continue;
      if (aim.hand.some((serial) => state.denied.includes(`${game.id}/${aim.stage}/${serial}`))) continue;
      const call = wonOn(
        game,
        aim,
        aim.hand.map((serial) => faces.get(serial) ?? null),
      );
      // On the newest call the box is about to tell.
      if (call !== null && call < game.calls.length) found.push({ serial: one.card.serial, stage: aim.stage, call });
    }
  }
  return found;
}

/** A stage that opens after others is won on the call that opened it at the earliest. */
function wonOn(game: GameView, aim: Aim, faces: readonly (CardView["face"] | null)[]): number | null {
  const stage = game.stages[aim.stage]!;
  if (raceOf(stage) === "last_standing") return null;
  const call = completedOn(goalOf(stage), faces, game.calls, game.format.start);
  const opened = game.format.run === "into" ? (game.stages[aim.stage - 1]?.win?.call ?? 0) : 0;
  return call === null ? null : Math.max(call, opened);
}

/** Called squares of every card that the guest has not tapped yet. */
export function missed(cards: readonly CardStanding[]): [Serial, Mask][] {
  const left = (one: CardStanding) => one.marks & ~one.dabs & ~(isFree(one.card.face) ? CENTRE_MASK : 0);
  return cards.filter((one) => one.plays && left(one) !== 0).map((one) => [one.card.serial, left(one)]);
}

/** The next calls to show on the way from `shown` to `target`: one at a time, or all when it is no continuation. */
export function nextShown(shown: readonly Ball[], target: readonly Ball[]): readonly Ball[] {
  const continues = shown.length < target.length && shown.every((ball, index) => target[index] === ball);
  return continues ? target.slice(0, shown.length + 1) : target;
}

/** Whether the box has never heard of any card of the wallet: another hall's, or of an older set. */
export function isStranger(keys: readonly string[], { tonight, unknown }: PhoneState): boolean {
  return tonight !== null && keys.length > 0 && keys.every((key) => unknown.includes(key));
}
