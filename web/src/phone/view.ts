/** What the screens show, worked out from the state: pure. */
import { CENTRE_MASK, distance, isFree, marks, type Distance } from "../shared/bingo";
import type { Ball, CardView, GameView, Mask, Serial } from "../shared/protocol.gen";
import { dabKey, type MyWin, type PhoneState } from "./state";

/** How squares get their marks: by the box, or by the guest's taps. */
export type MarkMode = "auto" | "tap";

/** One card of the wallet as it stands. */
export interface CardStanding {
  card: CardView;
  /** Whether it takes part in the game shown. */
  plays: boolean;
  /** Squares called, as the box says. */
  marks: Mask;
  /** Squares tapped by the guest, whether called or not. */
  dabs: Mask;
  /** Distance to the stage's pattern by the box's calls. */
  official: Distance;
  /** Distance with the guest's taps counted in: what it looks like while the box is out of reach. */
  guess: Distance;
}

/** Whether a card takes part: sold before sales closed and not taken out. */
export function playsIn(card: CardView, game: GameView): boolean {
  if (card.state !== "active" || card.sold_at === null) return false;
  return game.locked_at === null || card.sold_at < game.locked_at;
}

/** Every card of the wallet with these calls shown, in wallet order. */
export function standings(state: PhoneState, shown: readonly Ball[]): CardStanding[] {
  const tonight = state.tonight;
  if (tonight === null) return [];
  const { game } = tonight;
  return tonight.cards.map((card) => {
    const plays = game !== null && playsIn(card, game);
    const marked = marks(card.face, plays ? shown : []);
    const dabs = game === null ? 0 : (state.dabs[dabKey(game.id, card.serial)] ?? 0);
    const masks = game?.stages[game.stage]?.masks ?? [];
    return {
      card,
      plays,
      marks: marked,
      dabs,
      official: distance(marked, masks),
      guess: distance(marked | dabs, masks),
    };
  });
}

/** Serials with the nearest to a win first; cards that do not play come last. */
export function byToGo(cards: readonly CardStanding[]): Serial[] {
  const rank = (one: CardStanding) => (one.plays ? one.official.missing : 100);
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
  const winning = one.official.missing === 0 && one.plays ? one.official.won : 0;
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

/** A card whose taps cover the pattern although the box has seen no win. */
export function looksLikeWin(cards: readonly CardStanding[], wins: readonly MyWin[], game: GameView): CardStanding | null {
  const found = cards.find(
    (one) =>
      one.plays &&
      one.dabs !== 0 &&
      one.guess.missing === 0 &&
      one.official.missing > 0 &&
      !wins.some((win) => win.game === game.id && win.stage === game.stage && win.serial === one.card.serial),
  );
  return found ?? null;
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
