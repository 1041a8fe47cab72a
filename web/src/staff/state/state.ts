import type {
  Condition,
  Counts,
  DeviceView,
  FeedItem,
  GameSummary,
  GameView,
  PersonView,
  Pot,
  PrizeView,
  Programme,
  Reply,
  Right,
  Rules,
  ShownView,
  StaffMessage,
  StaffNews,
  StaffSnapshot,
  StaffWin,
  UpNext,
} from "../../shared/protocol.gen";
import { wholeItem } from "./plan/planned";

/** Items of the feed kept in memory; the ledger has them all. */
export const FEED_MAX = 2_000;

/** A night nobody has planned. */
const NO_PROGRAMME: Programme = { seq: null, items: [], opened: [] };

/** Everything a staff screen knows of the night. Only [`hear`] changes it. */
export interface Hall {
  venue: string;
  night: string;
  /** Who is looking, and what they may do here. */
  staff: string;
  rights: readonly Right[];
  people: readonly PersonView[];
  devices: readonly DeviceView[];
  profiles: readonly Rules[];
  joinUrl: string;
  wifi: string | null;
  cardsIssued: number;
  games: readonly GameSummary[];
  game: GameView | null;
  wins: readonly StaffWin[];
  prizes: readonly PrizeView[];
  pots: readonly Pot[];
  programme: Programme;
  next: readonly UpNext[];
  /** A break or message that is on the screens. */
  shown: ShownView | null;
  /** A dry run: nothing of it counts. */
  rehearsal: boolean;
  counts: Counts;
  nightOver: boolean;
  /** Oldest first, no seq twice. Holes are shown as such. */
  feed: readonly FeedItem[];
  /** Newest seq heard and the head hash there. */
  s: number;
  h: string;
  /** How the box itself is. */
  condition: Condition;
  /** Box time minus device time, ms. */
  skewMs: number;
}

/** The hall after a message. `null` until the first snapshot; `now` is device time in ms. */
export function hear(hall: Hall | null, message: StaffMessage, now: number): Hall | null {
  if (message.t === "snapshot") return fromSnapshot(hall, message, now);
  if (!hall) return null;
  switch (message.t) {
    case "ball":
      return withBall(hall, message, now);
    case "news":
      return withNews(hall, message);
    case "beat":
      return { ...hall, counts: message.counts };
    case "people":
      return { ...hall, people: message.people, devices: message.devices };
    case "condition":
      return { ...hall, condition: message.condition, skewMs: message.now_ms - now };
    case "reply":
      return withOwnBalls(hall, message, now);
    case "resumed":
    case "bye":
      return hall;
  }
}

/** True when a message cannot follow what the screen has: it must ask for a snapshot. */
export function breaksOrder(hall: Hall | null, message: StaffMessage): boolean {
  if (!hall || message.t !== "ball" || message.s <= hall.s) return false;
  return !hall.game || message.n !== hall.game.calls.length + 1;
}

function fromSnapshot(before: Hall | null, snapshot: StaffSnapshot, now: number): Hall {
  const kept = before?.night === snapshot.night ? before.feed.filter((item) => item.s <= snapshot.s) : [];
  return {
    venue: snapshot.venue,
    night: snapshot.night,
    staff: snapshot.staff,
    rights: snapshot.rights,
    people: snapshot.people,
    devices: snapshot.devices,
    profiles: snapshot.profiles,
    joinUrl: snapshot.join_url,
    wifi: snapshot.wifi,
    cardsIssued: snapshot.cards_issued,
    games: snapshot.games ?? [],
    game: snapshot.game ?? null,
    wins: snapshot.wins ?? [],
    prizes: snapshot.prizes ?? [],
    pots: snapshot.pots ?? [],
    programme: snapshot.programme ? wholeProgramme(snapshot.programme) : NO_PROGRAMME,
    next: snapshot.next ?? [],
    shown: snapshot.shown,
    rehearsal: snapshot.rehearsal,
    counts: snapshot.counts,
    nightOver: snapshot.night_over,
    feed: joinFeeds(kept, snapshot.feed),
    s: snapshot.s,
    h: snapshot.h,
    condition: snapshot.condition,
    skewMs: snapshot.now_ms - now,
  };
}

function withNews(hall: Hall, news: StaffNews): Hall {
  // Also for old news: a screen may hear of an entry before or after the snapshot that has it.
  const feed = joinFeeds(hall.feed, news.feed);
  if (news.s < hall.s) return { ...hall, feed };
  return {
    ...hall,
    feed,
    s: news.s,
    h: news.h,
    games: news.games ?? hall.games,
    game: news.game === undefined ? hall.game : news.game,
    wins: news.wins ?? hall.wins,
    prizes: news.prizes ?? hall.prizes,
    pots: news.pots ?? hall.pots,
    programme: news.programme ? wholeProgramme(news.programme) : hall.programme,
    next: news.next ?? hall.next,
    shown: news.shown,
    rehearsal: news.rehearsal,
    counts: news.counts,
    nightOver: news.night_over,
  };
}

function wholeProgramme(programme: Programme): Programme {
  return { ...programme, items: programme.items.map(wholeItem) };
}

function withBall(hall: Hall, ball: Extract<StaffMessage, { t: "ball" }>, now: number): Hall {
  const game = hall.game;
  if (ball.s <= hall.s || !game || ball.n !== game.calls.length + 1) return hall;
  const item: FeedItem = {
    s: ball.s,
    at_ms: now + hall.skewMs,
    // The short message does not say who. At a pace it is the box; a person's own answer tells the person.
    by: { kind: game.pace_s === null ? "staff" : "system" },
    entry: { type: "ball_called", data: { game: game.id, ball: ball.b, call: ball.n } },
  };
  return {
    ...hall,
    s: ball.s,
    h: ball.h,
    game: { ...game, calls: [...game.calls, ball.b], status: game.status === "locked" ? "running" : game.status },
    feed: joinFeeds(hall.feed, [item]),
  };
}

/** Balls this person called, which the short message leaves without a name. */
function withOwnBalls(hall: Hall, reply: Reply, now: number): Hall {
  if (!("ok" in reply)) return hall;
  const { seq, entries } = reply.ok;
  const own = entries.flatMap((entry, at): FeedItem[] => {
    const known = hall.feed.find((item) => item.s === seq + at);
    const isNews = known ? !known.by.staff : seq + at > hall.s;
    if (entry.type !== "ball_called" || !isNews) return [];
    return [{ s: seq + at, at_ms: known?.at_ms ?? now + hall.skewMs, by: { kind: "staff", staff: hall.staff }, entry }];
  });
  return own.length === 0 ? hall : { ...hall, feed: joinFeeds(hall.feed, own) };
}

function joinFeeds(old: readonly FeedItem[], more: readonly FeedItem[]): readonly FeedItem[] {
  if (more.length === 0) return old;
  const last = old.at(-1)?.s ?? -1;
  if (more.length === 1 && more[0]!.s > last) return [...old, more[0]!].slice(-FEED_MAX);
  // A telling that knows who did it wins, else the later one.
  const bySeq = new Map(old.map((item) => [item.s, item]));
  for (const item of more) if (item.by.staff || !bySeq.get(item.s)?.by.staff) bySeq.set(item.s, item);
  return [...bySeq.values()].sort((a, b) => a.s - b.s).slice(-FEED_MAX);
}

/** Whether this person may do it on this device. */
export function may(hall: Hall, right: Right): boolean {
  return hall.rights.includes(right);
}

/** Whether balls are being called, so that "Pause everything" makes sense. */
export function isRunning(game: GameView | null): boolean {
  return !!game && !game.paused && ["locked", "running", "checking", "settled", "disputed"].includes(game.status);
}

/** How a game can be closed before its time: called off before its first ball, ended after it. */
export function earlyEnd(game: Pick<GameView, "status"> & { calls?: GameView["calls"] }): "cancel" | "end" | null {
  if (game.status === "over") return null;
  // A game on the programme has no calls to tell, but before the first ball its status says so.
  return (game.calls ?? []).length === 0 && ["selling", "locked", "paused"].includes(game.status) ? "cancel" : "end";
}

/** What comes after a game that is over: sales of the next one, opening one, or waiting for who may. */
export function afterGame(hall: Hall): { then: "sell"; game: GameSummary } | { then: "open" | "wait" | "night_over" } {
  const game = hall.games.find((one) => one.status === "selling");
  if (game) return { then: "sell", game };
  if (hall.nightOver) return { then: "night_over" };
  return { then: may(hall, "manage") ? "open" : "wait" };
}

/** Winning cards that still want something from staff. */
export function openWins(hall: Hall): number {
  return hall.wins.reduce((sum, win) => sum + openCards(win), 0);
}

function openCards(win: StaffWin): number {
  return win.win.cards.filter((card) => isOpen(card.state)).length;
}

/** Whether a winning card still wants something from staff. */
export function isOpen(state: StaffWin["win"]["cards"][number]["state"]): boolean {
  return state === "detected" || state === "claimed" || state === "needs_second" || state === "good";
}

/** Wins with open ones first, newest first within each group. */
export function sortedWins(wins: readonly StaffWin[]): StaffWin[] {
  const rank = (win: StaffWin) => (openCards(win) > 0 ? 0 : 1);
  return wins
    .map((win, at) => ({ win, at }))
    .sort((a, b) => rank(a.win) - rank(b.win) || b.at - a.at)
    .map((x) => x.win);
}

/** Cards this person sold, as far as the feed reaches; `all` says whether it reaches the night's start. */
export function soldBy(hall: Hall, staff: string): { count: number; all: boolean } {
  const count = hall.feed.filter((item) => item.entry.type === "card_activated" && item.by.staff === staff).length;
  const first = hall.feed[0]?.s ?? 0;
  const whole = first === 0 && hall.feed.length === (hall.feed.at(-1)?.s ?? -1) + 1;
  return { count, all: whole };
}

/** A person's name; ids are all the ledger knows. */
export function nameOf(hall: Hall, staff: string | null | undefined): string | null {
  return hall.people.find((person) => person.id === staff)?.name ?? staff ?? null;
}

/** Serial of the card a confirmed claim was about. */
export function claimedBy(reply: Reply): number | null {
  const entries = "ok" in reply ? reply.ok.entries : [];
  const claim = entries.find((entry) => entry.type === "claim_made");
  return claim?.type === "claim_made" ? claim.data.serial : null;
}
