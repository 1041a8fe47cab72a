/** Which page the board shows and what its banner says. Pure. */
import type { Ball, GameView, StageView, TieRule, WinCardView } from "../shared/protocol.gen";
import type { Outage } from "../ui/outage";
import { type Board, shownGame } from "./state";

export type Screen = "loading" | "welcome" | "selling" | "play" | "over" | "thanks";

/** The page for what the room may know now. */
export function screenOf(board: Board): Screen {
  if (board.night === null) return "loading";
  const game = shownGame(board);
  // The last balls and the last winners are seen before the room is sent home.
  if (board.night.night_over && (game === null || game.status === "over" || game.status === "selling")) return "thanks";
  if (game === null) return "welcome";
  if (game.status === "selling") return "selling";
  return game.status === "over" ? "over" : "play";
}

/** What everybody in the hall has to know now. */
export type Notice =
  | { kind: "follow_caller" }
  | { kind: "paused"; reason: string; at_ms: number }
  | { kind: "look"; stage: StageView }
  | { kind: "checking"; cards: number }
  | { kind: "won"; stage: StageView; result: Result }
  | { kind: "not_a_win"; reason: string | null }
  | { kind: "taken_back"; ball: Ball };

/** The most urgent notice, or none. */
export function noticeOf(game: GameView | null, taken_back: Ball | null, outage: Outage): Notice | null {
  if (outage === "follow_caller") return { kind: "follow_caller" };
  const stage = game === null ? undefined : stageOf(game);
  if (game === null || stage === undefined) return null;
  if (game.status === "checking") return checking(stage);
  if (game.status === "settled") return settled(stage, game.rules.ties);
  if (game.paused !== null) return { kind: "paused", ...game.paused };
  return taken_back === null ? null : { kind: "taken_back", ball: taken_back };
}

/** The stage being played. */
export function stageOf(game: GameView): StageView | undefined {
  return game.stages[game.stage];
}

function checking(stage: StageView): Notice {
  const cards = stage.win?.cards ?? [];
  const spoke = cards.filter((card) => card.state !== "detected");
  return spoke.length === 0 ? { kind: "look", stage } : { kind: "checking", cards: spoke.length };
}

function settled(stage: StageView, ties: TieRule): Notice {
  const result = resultOf(stage, ties);
  if (result !== null) return { kind: "won", stage, result };
  const reason = stage.win?.cards.find((card) => card.reason !== null)?.reason ?? null;
  return { kind: "not_a_win", reason };
}

/** Who won a stage, once that stands. */
export interface Result {
  /** Cards that get a prize, ascending. */
  winners: number[];
  /** How many cards completed on the same ball and were good. */
  tied: number;
  /** The rule that decided between them; null without a tie. */
  tie: TieRule | null;
}

const STANDS: readonly WinCardView["state"][] = ["good", "paid"];

/** The result of a stage; null while it has none. */
export function resultOf(stage: StageView, ties: TieRule): Result | null {
  const cards = stage.win?.cards ?? [];
  const winners = cards.filter((card) => STANDS.includes(card.state)).map((card) => card.serial);
  if (winners.length === 0) return null;
  const tied = winners.length + cards.filter((card) => card.state === "lost_tie").length;
  return { winners, tied, tie: tied > 1 ? ties : null };
}

/** The five calls before the newest, newest first. */
export function callsBefore(calls: readonly Ball[]): Ball[] {
  return calls.slice(-6, -1).reverse();
}

/** "box.example:8443/join": an address as it is read aloud and typed. */
export function addressInWords(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return host + (pathname === "/" ? "" : pathname.replace(/\/$/, ""));
  } catch {
    return url;
  }
}

/** The start of a hash in groups of four: enough to compare by eye across a hall. */
export function shortHash(hex: string): string {
  return (hex.slice(0, 16).match(/.{1,4}/g) ?? []).join(" ");
}
