/** What the caller's screen knows of a game: pure sums over what the box said. */
import { BALLS } from "../../../shared/game/bingo";
import type { Ball, FeedItem, GameView, Goal, Mask, StageView, WinView, Window } from "../../../shared/protocol.gen";

/** What holds up the next ball. */
export type Hold =
  /** Nothing. */
  | { kind: "free" }
  /** Somebody has won and not spoken up; after `of` questions to the room calling may go on. */
  | { kind: "asleep"; serials: readonly number[]; asked: number; of: number; mayCall: boolean }
  /** A claim, or a win that waits for its claim as long as it takes. */
  | { kind: "checking" };

/** Times the caller has to ask the room before the next ball; `null` = asking does not help. */
const ASKS: Record<Window, number | null> = { hold: null, next_ball: 0, three_asks: 3 };

/** Wins of open stages in which some card may still be, or is, a win. */
export function standingWins(game: GameView): readonly { stage: number; win: WinView }[] {
  return game.open.flatMap((stage) => {
    const win = game.stages[stage]?.win;
    return win && win.cards.some((card) => card.state !== "not_a_win") ? [{ stage, win }] : [];
  });
}

/** What holds up the next ball. */
export function holdOf(game: GameView): Hold {
  const wins = standingWins(game).map(({ win }) => win);
  if (wins.length === 0) return { kind: "free" };
  const of = ASKS[game.rules.window];
  if (of === null || !wins.every(isAsleep)) return { kind: "checking" };
  const asked = Math.min(...wins.map((win) => win.asked));
  const silent = wins.flatMap((win) => win.cards.filter((card) => card.state === "detected"));
  return {
    kind: "asleep",
    serials: silent.map((card) => card.serial),
    asked,
    of,
    mayCall: asked >= of && game.calls.length < BALLS,
  };
}

function isAsleep(win: WinView): boolean {
  return win.cards.every((card) => card.state === "detected" || card.state === "not_a_win");
}

/** Open stages whose win is settled: they can be closed. With all balls out every open stage can. */
export function closable(game: GameView): readonly number[] {
  const settled = ({ win }: { win: WinView }) =>
    win.cards.every((card) => card.state !== "detected" && card.state !== "claimed");
  const won = standingWins(game)
    .filter(settled)
    .map(({ stage }) => stage);
  if (game.calls.length < BALLS) return won;
  const waiting = standingWins(game).map(({ stage }) => stage);
  return game.open.filter((stage) => won.includes(stage) || !waiting.includes(stage));
}

/** Open stages won by cards nobody speaks up for: closing them ends the win without a winner. */
export function unclaimed(game: GameView): readonly number[] {
  return standingWins(game)
    .filter(({ win }) => isAsleep(win))
    .map(({ stage }) => stage);
}

/** Whether several stages can be won at the same time. */
export function isParallel(game: GameView): boolean {
  return game.format.run !== "into" && game.stages.length > 1;
}

/** Most cards that win together in a game; 1 = every card for itself. */
export function handIn(game: GameView): number {
  return Math.max(1, ...game.stages.map((stage) => stage.goal?.hand ?? 1));
}

/** Calls left in which a stage's jackpot can be won: 0 = out of reach, `null` = it has none or is won. */
export function jackpotLeft(stage: StageView, calls: number): number | null {
  if (!stage.jackpot || stage.closed || stage.win?.jackpot) return null;
  return Math.max(0, stage.jackpot.within - calls);
}

/** Why the last call cannot be taken back, if so. */
export type UndoBar = "never" | "claimed" | "paid" | null;

/** What the house rules and the wins on the last ball say to taking it back. */
export function undoBar(game: GameView): UndoBar {
  const call = game.calls.length;
  const cards = game.stages.flatMap((stage) => (stage.win?.call === call ? stage.win.cards : []));
  if (cards.some((card) => card.state === "paid")) return "paid";
  if (game.rules.undo === "never") return "never";
  const claimed = cards.some((card) => card.state !== "detected" && card.state !== "lapsed");
  return game.rules.undo === "before_claim" && claimed ? "claimed" : null;
}

/** Cards whose win goes away with the last ball. */
export function goneWithLast(game: GameView): readonly number[] {
  const call = game.calls.length;
  return game.stages.flatMap((stage) => (stage.win?.call === call ? stage.win.cards.map((card) => card.serial) : []));
}

/** Balls that mark squares after `calls` of them: with a wild number the first one brings its whole digit. */
export function marking(game: GameView, calls: readonly Ball[] = game.calls): readonly Ball[] {
  const first = calls[0];
  if (game.format.start !== "wild" || first === undefined) return calls;
  const same = Array.from({ length: BALLS }, (_, i) => i + 1).filter((ball) => ball % 10 === first % 10);
  return [...new Set([...calls, ...same])];
}

/** Square sets that count on the card in this place of a hand. */
export function masksAt(masks: readonly Mask[], goal: Goal | null, place: number): readonly Mask[] {
  if (!goal) return masks;
  return goal.ways.flatMap((way) => {
    if ("any_cards" in way) return way.any_cards.masks;
    return way.boards.filter((board) => board.place === place).flatMap((board) => board.masks);
  });
}

/** Everything after which the box counts anew until the next ball it calls by itself. */
const MOVES: readonly FeedItem["entry"]["type"][] = [
  "game_locked",
  "ball_called",
  "ball_recalled",
  "pace_set",
  "game_resumed",
  "dispute_settled",
  "claim_judged",
  "claims_asked",
  "stage_closed",
];

/** When the box calls its next ball, box time in ms, as far as the feed tells. */
export function nextDue(feed: readonly FeedItem[], pace_s: number): number | null {
  for (let at = feed.length - 1; at >= 0; at -= 1) {
    const item = feed[at]!;
    if (MOVES.includes(item.entry.type)) return item.at_ms + pace_s * 1_000;
  }
  return null;
}
