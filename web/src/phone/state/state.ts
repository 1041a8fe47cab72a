/**
 * What a phone knows: one pure fold over what the box says and what the guest does. No clock, no network.
 */
import { readCheckpoint } from "../../shared/proof/checkpoint";
import { withBall } from "../../shared/game/goal";
import { olderFirst, pinned, promised, withChange, type Changed, type Pins } from "../../shared/proof/pins";
import type {
  Ball,
  CardView,
  GameId,
  GameNews,
  GameView,
  Mask,
  NightId,
  PhoneMessage,
  PhoneSnapshot,
  Refusal,
  Serial,
  ShownView,
  StageView,
  Warning,
  UpNext,
  WinCardState,
  WinView,
} from "../../shared/protocol.gen";

/** Tonight as the box last told it; written to disk so that the page opens without the box. */
export interface Tonight {
  venue: string;
  night: NightId;
  s: number;
  h: string;
  game: GameView | null;
  next: UpNext[];
  /** A break or message on the screens. */
  shown: ShownView | null;
  /** A dry run: nothing counts. */
  rehearsal: boolean;
  night_over: boolean;
  cards: CardView[];
  /** What the box's clock is ahead of this phone's. */
  clock_ms: number;
  /** Time zone of the venue. */
  zone: string | null;
  /** When the box was last heard, on this phone's clock. */
  heard_ms: number;
}

/** A win of one of the guest's own cards. */
export interface MyWin {
  id: string;
  game: GameId;
  game_name: string;
  stage: number;
  stage_name: string;
  prize: string | null;
  /** What the jackpot pays, where it was won. */
  jackpot: { name: string; value: number } | null;
  /** Side prizes of this card, with their value in cents where the ball decides it. */
  extras: { name: string; value: number | null }[];
  /** One of the guest's cards; of a hand the first that is in this wallet. */
  serial: Serial;
  /** All cards that won together; empty when it is one. */
  hand: Serial[];
  /** The call it completed on, when it was claimed later. */
  slept: number | null;
  ball: Ball;
  call: number;
  state: WinCardState;
  reason: string | null;
  share: [number, number] | null;
  /** Cards that completed on the same ball. */
  tied: number;
}

/** "Bingo!" pressed: kept until the box has answered, sent again after a lost link with the same id. */
export interface Claim {
  id: string;
  game: GameId;
  stage: number;
  serial: Serial;
  answer: "none" | "ok" | Refusal;
}

export interface PhoneState {
  tonight: Tonight | null;
  /** Whether the box was heard since the page opened; else `tonight` is a memory. */
  fresh: boolean;
  /** The game that ended last, kept for its result and its revealed seed. */
  finished: GameView | null;
  /** Wins of the guest's cards, those of past games only while something is left to do. */
  wins: MyWin[];
  /** A win that a taken-back ball undid, until the guest has read it. */
  withdrawn: MyWin | null;
  /** Wins of the game that nobody claimed before calling went on. */
  slept: MyWin[];
  /** Wins of the game that staff decided against, which are gone from the box's list since. */
  denied: string[];
  /** The ball that was taken back, until the next one is called. */
  recalled: Ball | null;
  claims: Record<string, Claim>;
  /** What this phone saw of every game, first; the box cannot change it by telling another story later. */
  pins: Pins;
  /** Squares the guest tapped, by game and serial. */
  dabs: Record<string, Mask>;
  /** Keys of the wallet that are on no card here. */
  unknown: string[];
  /** Newest checkpoint: shown to the box at every hello, so that it cannot forget unnoticed. */
  receipt: string | null;
  /** The box remembers less than this phone: number of entries it has. */
  rollback: number | null;
  /** What the box tells the whole room. */
  warning: Warning | null;
  /** Something was missed: the next hello asks for everything. */
  gap: boolean;
}

export const nothing: PhoneState = {
  tonight: null,
  fresh: false,
  finished: null,
  wins: [],
  withdrawn: null,
  slept: [],
  denied: [],
  recalled: null,
  claims: {},
  pins: {},
  dabs: {},
  unknown: [],
  receipt: null,
  rollback: null,
  warning: null,
  gap: false,
};

/** What was written to disk. */
export type Kept = Pick<PhoneState, "tonight" | "finished" | "wins" | "dabs" | "receipt" | "pins">;

export type PhoneEvent =
  | { t: "restored"; kept: Omit<Kept, "pins"> & Partial<Pick<Kept, "pins">> }
  | { t: "heard"; message: PhoneMessage; at_ms: number }
  | { t: "claimed"; claim: Claim }
  | { t: "dabbed"; game: GameId; serial: Serial; square: number }
  | { t: "caught_up"; game: GameId; marks: readonly (readonly [Serial, Mask])[] }
  | { t: "wallet"; keys: readonly string[]; back?: readonly CardView[] }
  | { t: "differs"; key: string; changed: readonly Changed[] }
  | { t: "read"; what: "withdrawn" | "rollback" };

/** The state after one event. */
export function reduce(state: PhoneState, event: PhoneEvent): PhoneState {
  switch (event.t) {
    case "restored": {
      // The box may have been faster than the disk, but what was seen earlier stays what it was.
      const pins = olderFirst(event.kept.pins ?? {}, state.pins);
      if (state.fresh) return { ...state, pins };
      // An older page may have written it: a night without the newer fields is fetched anew.
      const tonight = event.kept.tonight?.rehearsal === undefined ? null : event.kept.tonight;
      return { ...state, ...event.kept, tonight, pins };
    }
    case "heard":
      return witness(hear(state, event.message, event.at_ms));
    case "differs":
      return { ...state, pins: withChange(state.pins, event.key, event.changed) };
    case "claimed":
      return { ...state, claims: { ...state.claims, [event.claim.id]: event.claim } };
    case "dabbed": {
      const key = dabKey(event.game, event.serial);
      return { ...state, dabs: { ...state.dabs, [key]: (state.dabs[key] ?? 0) ^ (1 << event.square) } };
    }
    case "caught_up": {
      const marked = event.marks.map(([serial, mask]) => {
        const key = dabKey(event.game, serial);
        return [key, (state.dabs[key] ?? 0) | mask] as const;
      });
      return { ...state, dabs: { ...state.dabs, ...Object.fromEntries(marked) } };
    }
    case "wallet":
      return withWallet(state, event.keys, event.back ?? []);
    case "read":
      return event.what === "withdrawn" ? { ...state, withdrawn: null } : { ...state, rollback: null };
  }
}

/** Where the taps on one card in one game are kept. */
export function dabKey(game: GameId, serial: Serial): string {
  return `${game}/${serial}`;
}

/** Pins what is seen of a game for the first time, and notes what differs from that. */
function witness(state: PhoneState): PhoneState {
  const { tonight } = state;
  if (tonight === null) return state;
  const { night, game, next } = tonight;
  const known = promised(state.pins, night, next);
  const pins = game === null ? known : pinned(known, night, game);
  return pins === state.pins ? state : { ...state, pins };
}

function hear(state: PhoneState, message: PhoneMessage, at_ms: number): PhoneState {
  switch (message.t) {
    case "snapshot":
      return snapshot(state, message, at_ms);
    case "beat":
      return touched({ ...state, fresh: true, warning: message.warning ?? null }, at_ms);
    case "resumed":
      return touched({ ...state, fresh: true }, at_ms);
    case "ball":
      return ball(state, message, at_ms);
    case "game":
      // The same seq may come twice, after a call of its own for instance: a game is always told whole.
      return state.tonight === null || message.s < state.tonight.s ? state : news(state, state.tonight, message, at_ms);
    case "card":
      return card(state, message.s, message.card);
    case "reply":
      return reply(state, message);
    case "rollback":
      return { ...state, rollback: message.size };
    case "bye":
      return state;
  }
}

function snapshot(state: PhoneState, message: PhoneSnapshot, at_ms: number): PhoneState {
  const before = state.tonight?.night === message.night ? state.tonight : null;
  const forgot = before !== null && (message.s < before.s || (message.s === before.s && message.h !== before.h));
  const known = before ?? { ...empty, night: message.night };
  const base =
    before === null
      ? { ...state, finished: null, wins: [], claims: {}, dabs: {}, recalled: null, slept: [], denied: [] }
      : state;
  const { venue, cards, zone = null } = message;
  const clock_ms = message.now_ms - at_ms;
  const told = news(base, { ...known, venue, cards, zone, clock_ms }, message, at_ms);
  return {
    ...told,
    fresh: true,
    gap: false,
    unknown: message.unknown,
    rollback: forgot ? message.s : state.rollback,
  };
}

const empty: Tonight = {
  venue: "",
  night: "",
  s: 0,
  h: "",
  game: null,
  next: [],
  shown: null,
  rehearsal: false,
  night_over: false,
  cards: [],
  clock_ms: 0,
  zone: null,
  heard_ms: 0,
};

function ball(state: PhoneState, message: Extract<PhoneMessage, { t: "ball" }>, at_ms: number): PhoneState {
  const { tonight } = state;
  if (tonight === null || message.s <= tonight.s) return state;
  const { game } = tonight;
  if (game === null || message.n !== game.calls.length + 1) return { ...state, gap: true };
  const called = withBall(game, message.b);
  const now = { ...tonight, s: message.s, h: message.h, game: called, heard_ms: at_ms };
  return { ...state, ...winsNow(state, game, called, tonight.cards), recalled: null, tonight: now };
}

function news(state: PhoneState, tonight: Tonight, message: GameNews, at_ms: number): PhoneState {
  const { s, h, game, next, shown, rehearsal, night_over } = message;
  const before = tonight.game;
  const same = before !== null && game !== null && before.id === game.id;
  return {
    ...state,
    ...winsNow(state, before, game, tonight.cards),
    tonight: { ...tonight, s, h, game, next, shown, rehearsal, night_over, heard_ms: at_ms },
    finished: finishedAfter(state.finished, before, game),
    recalled: same ? recalledBall(before, game, state.recalled) : null,
    dabs: game === null ? state.dabs : dabsOf(state.dabs, game.id),
    receipt: newerReceipt(state.receipt, message.checkpoint),
  };
}

/** The wins as the game has them now, and what became of those that are gone from it. */
function winsNow(state: PhoneState, before: GameView | null, game: GameView | null, cards: readonly CardView[]) {
  const wins = winsAfter(state.wins, game, new Set(cards.map((one) => one.serial)));
  if (before === null || game === null || before.id !== game.id) return { wins, slept: [], denied: [] };
  const gone = state.wins.filter((win) => win.game === game.id && !wins.some((one) => one.id === win.id));
  const stands = (win: MyWin) => game.calls[win.call - 1] === win.ball;
  const asleep = [...state.slept, ...gone.filter((win) => win.state === "detected")].filter(
    (win) => stands(win) && game.open.includes(win.stage) && !wins.some((one) => one.id === win.id),
  );
  return {
    wins,
    slept: asleep,
    denied: [...state.denied, ...gone.filter((win) => win.state === "not_a_win" && stands(win)).map((win) => win.id)],
    withdrawn: gone.find((win) => !stands(win)) ?? state.withdrawn,
  };
}

/** A shorter checkpoint of the same night never replaces a longer one: the longer one is the evidence. */
function newerReceipt(kept: string | null, offered: string | null): string | null {
  if (offered === null || kept === null) return offered ?? kept;
  const [mine, theirs] = [readCheckpoint(kept), readCheckpoint(offered)];
  if (theirs === null) return kept;
  return mine !== null && mine.origin === theirs.origin && mine.size > theirs.size ? kept : offered;
}

/** A game that left the stage counts as finished even if its last news was missed. */
function finishedAfter(kept: GameView | null, before: GameView | null, now: GameView | null): GameView | null {
  if (now !== null && now.outcome !== null) return now;
  return before !== null && before.id !== now?.id && before.calls.length > 0 ? before : kept;
}

function recalledBall(before: GameView, now: GameView, kept: Ball | null): Ball | null {
  if (now.calls.length < before.calls.length) return before.calls[now.calls.length] ?? null;
  return now.calls.length > before.calls.length ? null : kept;
}

function card(state: PhoneState, s: number, changed: CardView): PhoneState {
  const { tonight } = state;
  // Not "s ≤ known": the sale of a card and the news of it carry the same seq.
  if (tonight === null || s < tonight.s) return state;
  const known = tonight.cards.some((one) => one.key === changed.key);
  if (!known) return state;
  const cards = tonight.cards.map((one) => (one.key === changed.key ? changed : one));
  return { ...state, tonight: { ...tonight, cards } };
}

function reply(state: PhoneState, message: Extract<PhoneMessage, { t: "reply" }>): PhoneState {
  const claim = state.claims[message.id];
  // "Busy" is no answer: the claim was not looked at and is sent again.
  if (claim === undefined || ("refused" in message && message.refused.code === "busy")) return state;
  const answer = "refused" in message ? message.refused : "ok";
  return { ...state, claims: { ...state.claims, [claim.id]: { ...claim, answer } } };
}

function touched(state: PhoneState, at_ms: number): PhoneState {
  return state.tonight === null ? state : { ...state, tonight: { ...state.tonight, heard_ms: at_ms } };
}

/** Drops the cards that left the wallet; `back` are cards that return before the box has told them again. */
function withWallet(state: PhoneState, keys: readonly string[], back: readonly CardView[]): PhoneState {
  const { tonight } = state;
  if (tonight === null) return state;
  const known = [...tonight.cards, ...back.filter((one) => !tonight.cards.some((card) => card.key === one.key))];
  const cards = keys.flatMap((key) => known.find((one) => one.key === key) ?? []);
  const serials = new Set(cards.map((one) => one.serial));
  const unknown = state.unknown.filter((key) => keys.includes(key));
  return {
    ...state,
    unknown,
    tonight: { ...tonight, cards },
    wins: state.wins.filter((win) => serials.has(win.serial)),
  };
}

function dabsOf(dabs: Record<string, Mask>, game: GameId): Record<string, Mask> {
  return Object.fromEntries(Object.entries(dabs).filter(([key]) => key.startsWith(`${game}/`)));
}

/** States in which a guest still has something to get. */
const OPEN: readonly WinCardState[] = ["claimed", "needs_second", "good"];

function winsAfter(before: readonly MyWin[], game: GameView | null, serials: ReadonlySet<Serial>): MyWin[] {
  const past = before.filter((win) => win.game !== game?.id && OPEN.includes(win.state));
  return game === null ? past : [...past, ...winsOf(game, serials)];
}

/** The wins of these cards in one game, in the order of its stages. */
export function winsOf(game: GameView, serials: ReadonlySet<Serial>): MyWin[] {
  return game.stages.flatMap((stage, index) =>
    stage.win === null
      ? []
      : mine(stage.win, serials).map(({ card, serial }) => ({
          id: `${game.id}/${index}/${card.serial}`,
          game: game.id,
          game_name: game.name,
          stage: index,
          stage_name: stage.name,
          prize: stage.prize,
          jackpot:
            stage.win!.jackpot && stage.jackpot !== null
              ? { name: stage.jackpot.name, value: stage.jackpot.value }
              : null,
          extras: extrasOf(stage, card.serial),
          serial,
          hand: card.hand,
          slept: card.slept,
          ball: stage.win!.ball,
          call: stage.win!.call,
          state: card.state,
          reason: card.reason,
          share: card.share,
          tied: stage.win!.cards.length,
        })),
  );
}

/** The winning cards that are, wholly or in part, in this wallet. */
function mine(win: WinView, serials: ReadonlySet<Serial>) {
  return win.cards.flatMap((card) => {
    const serial = [card.serial, ...card.hand].find((one) => serials.has(one));
    return serial === undefined ? [] : [{ card, serial }];
  });
}

function extrasOf(stage: StageView, serial: Serial): MyWin["extras"] {
  return stage.extras.flatMap(({ name, awards }) =>
    awards.filter(([card]) => card === serial).map(([, value]) => ({ name, value })),
  );
}
