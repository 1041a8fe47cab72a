/** Who has won what: the box's own sums over one card or several played together, for what a screen can know. Pure. */
import { BALLS, distance, marks, type Distance } from "./bingo";
import type {
  Ball,
  Board,
  CardView,
  Face,
  GameView,
  Goal,
  Mask,
  Race,
  Serial,
  StageView,
  Start,
  Way,
} from "../protocol.gen";

/** What wins a stage; most stages name masks only. */
export function goalOf(stage: StageView): Goal {
  return stage.goal ?? { hand: 1, race: "complete", ways: [{ boards: [{ place: 0, masks: stage.masks }] }] };
}

/** How a stage is decided. */
export function raceOf(stage: StageView): Race {
  return stage.goal?.race ?? "complete";
}

/** Whether the first ball marks every number with its last digit. */
export function isWild({ format }: GameView): boolean {
  return format.start === "wild";
}

/** Balls drawn before anybody looks; 0 in most games. */
export function preDrawn(start: Start): number {
  return typeof start === "object" ? start.pre_drawn : 0;
}

/** The call from which on anything can be won. */
export function opensAt(start: Start): number {
  return Math.max(1, preDrawn(start));
}

/** Every number marked once these balls are out: with a wild number more than were called. */
export function markedBalls(calls: readonly Ball[], start: Start): Ball[] {
  const [first] = calls;
  if (start !== "wild" || first === undefined) return [...calls];
  return [...new Set([...wildBalls(first), ...calls])];
}

/** The numbers a wild first ball marks, itself among them, ascending. */
export function wildBalls(first: Ball): Ball[] {
  return Array.from({ length: BALLS }, (_, index) => index + 1).filter((ball) => ball % 10 === first % 10);
}

/** Squares of a face that are marked in this game after these calls. */
export function gameMarks(face: Face, calls: readonly Ball[], start: Start): Mask {
  return marks(face, markedBalls(calls, start));
}

/** Whether a card takes part: sold before sales closed and not taken out. */
export function playsIn(card: CardView, game: GameView): boolean {
  if (card.state !== "active" || card.sold_at === null) return false;
  return game.locked_at === null || card.sold_at < game.locked_at;
}

/**
 * The cards that win together with this one, in their order; null when it is left over and does not play. `out` are
 * cards known to be out of the game: hands are cut from the others. One card needs no pack.
 */
export function handOf(
  card: Pick<CardView, "serial" | "pack">,
  size: number,
  out: ReadonlySet<Serial>,
): Serial[] | null {
  if (size === 1) return [card.serial];
  const pack = card.pack.filter((serial) => !out.has(serial));
  const place = pack.indexOf(card.serial);
  const first = place - (place % size);
  return place === -1 || first + size > pack.length ? null : pack.slice(first, first + size);
}

/** How far a hand is from its goal. */
export interface HandDistance {
  /** Squares missing at best, over all its cards; 0 = won; null = no way is open to it. */
  missing: number | null;
  /** Whether that leaves out cards this screen does not know: only where every way needs one of them. */
  partial: boolean;
  /** What that means for each of its cards, in order; a card that is not known has nothing. */
  cards: Distance[];
}

const NOTHING: Distance = { missing: 0, wanted: 0, won: 0 };

/** Distance of a hand with these marks, card by card; null = a card this screen does not know. */
export function handDistance(goal: Goal, hand: readonly (Mask | null)[]): HandDistance {
  const all = goal.ways.map((way) =>
    "boards" in way ? boardsDistance(way.boards, hand) : anyDistance(way.any_cards, hand),
  );
  const open = all.filter((way) => way !== null);
  const counted = open.some((way) => !way.partial) ? open.filter((way) => !way.partial) : open;
  const missing = counted.length === 0 ? null : Math.min(...counted.map((way) => way.missing));
  const nearest = counted.filter((way) => way.missing === missing);
  const cards = hand.map((_, place) => ({
    missing: Math.min(...nearest.map((way) => way.cards[place]!.missing), 25),
    wanted: nearest.reduce((mask, way) => mask | way.cards[place]!.wanted, 0),
    won: open.reduce((mask, way) => mask | way.cards[place]!.won, 0),
  }));
  return { missing, partial: nearest.some((way) => way.partial), cards };
}

type WayDistance = HandDistance & { missing: number };

function boardsDistance(boards: readonly Board[], hand: readonly (Mask | null)[]): WayDistance | null {
  const cards = hand.map(() => NOTHING);
  let missing = 0;
  let partial = false;
  for (const { place, masks } of boards) {
    const marked = hand[place];
    if (marked === undefined) return null;
    if (marked === null) {
      partial = true;
      continue;
    }
    const one = distance(marked, masks);
    missing += one.missing;
    const card = cards[place]!;
    cards[place] = { missing: card.missing + one.missing, wanted: card.wanted | one.wanted, won: card.won | one.won };
  }
  return { missing, partial, cards };
}

function anyDistance(
  { need, masks }: { need: number; masks: Mask[] },
  hand: readonly (Mask | null)[],
): WayDistance | null {
  if (hand.length < need) return null;
  const all = hand.map((marked) => (marked === null ? null : distance(marked, masks)));
  const known = all.filter((one) => one !== null).map((one) => one.missing);
  const nearest = known.sort((a, b) => a - b).slice(0, need);
  const limit = nearest.at(-1) ?? 0;
  const cards = all.map((one) => (one === null ? NOTHING : one.missing <= limit ? one : { ...one, wanted: 0 }));
  return { missing: nearest.reduce((sum, squares) => sum + squares, 0), partial: nearest.length < need, cards };
}

/** Whether a card still stands in a game for the last one standing: none of its numbers is out. */
export function stands(face: Face, calls: readonly Ball[], start: Start): boolean {
  return gameMarks(face, calls, start) === marks(face, []);
}

/** The call that completed the hand's goal, counted from 1; null while it has not. Null faces are cards not known. */
export function completedOn(
  goal: Goal,
  faces: readonly (Face | null)[],
  calls: readonly Ball[],
  start: Start,
): number | null {
  for (let call = opensAt(start); call <= calls.length; call += 1) {
    const marked = faces.map((face) => (face === null ? null : gameMarks(face, calls.slice(0, call), start)));
    const { missing, partial } = handDistance(goal, marked);
    if (missing === 0 && !partial) return call;
  }
  return null;
}

/** The game after one more ball and nothing else, as the box does it: a win nobody claimed in time falls asleep. */
export function withBall(game: GameView, ball: Ball): GameView {
  const stages = game.stages.map((stage, index) =>
    stage.win !== null && game.open.includes(index) ? { ...stage, win: null } : stage,
  );
  return { ...game, status: "running", stages, calls: [...game.calls, ball] };
}

/**
 * Pictures of the ways to win a stage, one after the other. Each is a list of square sets, one for every card that has
 * to show something or is left alone (0); the last one standing wins with nothing covered.
 */
export function drawings(stage: StageView): Mask[][] {
  const { ways, race } = goalOf(stage);
  if (race === "last_standing") return [[0]];
  const all = ways.map((way) =>
    "boards" in way
      ? boardsDrawn(way.boards, ways)
      : inStep(Array.from({ length: way.any_cards.need }, () => way.any_cards.masks)),
  );
  // Ways take turns, so that each is seen soon.
  const longest = Math.max(0, ...all.map((way) => way.length));
  return Array.from({ length: longest }, (_, turn) =>
    all.flatMap((way) => (way[turn] === undefined ? [] : [way[turn]])),
  ).flat();
}

function boardsDrawn(boards: readonly Board[], ways: readonly Way[]): Mask[][] {
  const places =
    1 + Math.max(0, ...ways.flatMap((way) => ("boards" in way ? way.boards.map((board) => board.place) : [])));
  return inStep(
    Array.from({ length: places }, (_, place) => boards.find((board) => board.place === place)?.masks ?? [0]),
  );
}

/** The first drawing of every card, then the second of every card, and so on. */
function inStep(cards: readonly (readonly Mask[])[]): Mask[][] {
  const turns = Math.max(0, ...cards.map((masks) => masks.length));
  return Array.from({ length: turns }, (_, turn) => cards.map((masks) => masks[turn % masks.length] ?? 0));
}

/** How the cards of a hand hang together, for a word between their drawings; null = one card, or none of both. */
export function linkOf(stage: StageView): { kind: "and" | "or" } | { kind: "any"; need: number; hand: number } | null {
  const { ways, hand } = goalOf(stage);
  const [first] = ways;
  if (first === undefined || hand === 1) return null;
  if ("any_cards" in first) return { kind: "any", need: first.any_cards.need, hand };
  if (ways.length === 1) return first.boards.length > 1 ? { kind: "and" } : null;
  return { kind: "or" };
}

/** Calls left in which a jackpot can still be won, the next ball counted; 0 = too late. Null = none. */
export function jackpotLeft(stage: StageView, calls: number): number | null {
  return stage.jackpot === null ? null : Math.max(0, stage.jackpot.within - calls);
}
