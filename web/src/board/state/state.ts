/**
 * What a board knows and what of it the room has already been shown. Pure: clock and socket are elsewhere.
 *
 * Balls are shown one by one, however fast or late they arrive, so the room never misses one.
 */
import type {
  Ball,
  BallNews,
  BoardHello,
  BoardMessage,
  BoardSnapshot,
  GameNews,
  GameView,
  Warning,
} from "../../shared/protocol.gen";
import { withBall } from "../../shared/game/goal";
import { PROTOCOL_VERSION } from "../../shared/protocol.gen";

export interface Board {
  /** The night as the box last told it; null before the first word. */
  night: BoardSnapshot | null;
  /** How many of the game's calls the room has seen. */
  shown: number;
  /** When the newest shown ball appeared, in ms of the board's clock. */
  shown_at: number;
  /** A ball the room has seen and the caller has taken back since; until the next ball. */
  taken_back: Ball | null;
  /** What the box tells the whole room. */
  warning: Warning | null;
  /** A message is missing: the box must be asked again. */
  gap: boolean;
}

export const nothing: Board = { night: null, shown: 0, shown_at: 0, taken_back: null, warning: null, gap: false };

/** How long a ball stays alone on the screen when the next one already waits. */
export const DWELL_MS = 1_200;
/** The same when the board is far behind: quick, but each ball can be seen. */
export const CATCH_UP_MS = 180;
/** More balls than this are a catch-up, not a fast caller. */
const WAITING_MAX = 2;

/** What becomes of the board when the box says something. */
export function hear(board: Board, message: BoardMessage): Board {
  switch (message.t) {
    case "snapshot":
      return snapshot(board, message);
    case "ball":
      return ball(board, message);
    case "game":
      return game(board, message);
    // A beat names seqs a board need not hear of: sign-ins, stock.
    case "beat":
      return (message.warning ?? null)?.kind === board.warning?.kind
        ? board
        : { ...board, warning: message.warning ?? null };
    case "resumed":
    case "bye":
      return board;
  }
}

/** The first message on every socket. A board that missed something asks for everything. */
export function hello(board: Board): BoardHello {
  const { night, gap } = board;
  const since = night === null || gap ? null : { night: night.night, s: night.s, h: night.h };
  return { t: "hello", v: PROTOCOL_VERSION, since };
}

/** A board as it was left on this screen, all of it shown: nobody wants last hour's balls one by one. */
export function recalled(night: BoardSnapshot): Board {
  return { ...nothing, night, shown: night.game?.calls.length ?? 0 };
}

/** Shows the next ball, if one waits. */
export function reveal(board: Board, now_ms: number): Board {
  if (waiting(board) === 0) return board;
  return { ...board, shown: board.shown + 1, shown_at: now_ms, taken_back: null };
}

/** Balls the room has not seen yet. */
export function waiting(board: Board): number {
  return (board.night?.game?.calls.length ?? 0) - board.shown;
}

/** Milliseconds until the next ball is due; null when none waits. */
export function dueMs(board: Board, now_ms: number): number | null {
  const balls = waiting(board);
  if (balls === 0) return null;
  const dwell = balls > WAITING_MAX ? CATCH_UP_MS : DWELL_MS;
  // A clock that was set back must not hold a ball for longer than one dwell.
  return Math.max(0, Math.min(dwell, board.shown_at + dwell - now_ms));
}

/** The game as far as the room has seen it. While balls wait, what follows from them waits too. */
export function shownGame(board: Board): GameView | null {
  const game = board.night?.game ?? null;
  if (game === null || waiting(board) === 0) return game;
  const calls = game.calls.slice(0, board.shown);
  const stages = game.stages.map((stage) => (won(stage.win?.call, board.shown) ? stage : { ...stage, win: null }));
  return { ...game, calls, stages, status: "running", paused: null, dispute: null, outcome: null };
}

function won(call: number | undefined, shown: number): boolean {
  return call !== undefined && call <= shown;
}

function snapshot(board: Board, night: BoardSnapshot): Board {
  if (board.night === null || board.night.night !== night.night) return recalled(night);
  return follow(board, night);
}

function ball(board: Board, news: BallNews): Board {
  const { night } = board;
  if (night === null) return { ...board, gap: true };
  if (news.s <= night.s) return board;
  const game = night.game;
  if (game === null || news.n !== game.calls.length + 1) return { ...board, gap: true };
  return follow(board, { ...night, s: news.s, h: news.h, game: withBall(game, news.b) });
}

function game(board: Board, news: GameNews): Board {
  const { night } = board;
  if (night === null) return { ...board, gap: true };
  if (news.s < night.s) return board;
  const { s, h, game, next, shown, rehearsal, night_over } = news;
  return follow(board, {
    ...night,
    s,
    h,
    game,
    next,
    shown,
    rehearsal,
    night_over,
    checkpoint: news.checkpoint ?? night.checkpoint,
  });
}

/** Takes over a newer state and keeps what the room has seen of the same game. */
function follow(board: Board, night: BoardSnapshot): Board {
  const before = board.night?.game ?? null;
  const after = night.game;
  if (after === null || before === null || before.id !== after.id) {
    // A game this board was not following is shown as it stands.
    return { ...board, night, shown: after?.calls.length ?? 0, taken_back: null, gap: false };
  }
  const seen = before.calls.slice(0, board.shown);
  const stands = seen.findIndex((ball, call) => after.calls[call] !== ball);
  if (stands === -1) return { ...board, night, gap: false };
  return { ...board, night, shown: stands, taken_back: seen[seen.length - 1] ?? null, gap: false };
}
