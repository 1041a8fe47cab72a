/** Which page the board shows and what its banner says. Pure. */
import type { Said } from "../../shared/lang/texts";
import { gameMarks, goalOf, handDistance } from "../../shared/game/goal";
import type { Ball, Face, GameView, Mask, Serial, StageView, TieRule, WinCardView } from "../../shared/protocol.gen";
import type { Outage } from "../../ui/outage";
import { type Board, shownGame } from "./state";

export type Screen = "loading" | "welcome" | "shown" | "selling" | "play" | "over" | "thanks";

/** The page for what the room may know now. */
export function screenOf(board: Board): Screen {
  if (board.night === null) return "loading";
  const game = shownGame(board);
  const playing = game !== null && game.status !== "over" && game.status !== "selling";
  // The last balls and the last winners are seen before the room is sent home.
  if (board.night.night_over && !playing) return "thanks";
  if (board.night.shown !== null && !playing) return "shown";
  if (game === null) return "welcome";
  if (game.status === "selling") return "selling";
  return game.status === "over" ? "over" : "play";
}

/** A stage and who has won it. */
export interface Won {
  stage: StageView;
  result: Result;
}

/** What everybody in the hall has to know now. */
export type Notice =
  | { kind: "follow_caller" }
  | { kind: "announced"; said: Said }
  | { kind: "disputed"; reason: string; at_ms: number }
  | { kind: "paused"; reason: string; at_ms: number }
  | { kind: "look"; stages: StageView[] }
  | { kind: "checking"; cards: number }
  | { kind: "won"; wins: Won[] }
  | { kind: "not_a_win"; reason: string | null }
  | { kind: "taken_back"; ball: Ball }
  | { kind: "message"; text: string };

/** What besides the game decides the notice. */
export interface Around {
  taken_back: Ball | null;
  outage: Outage;
  /** An announcement that is on air. */
  said: Said | null;
  /** A message of the house. */
  message: string | null;
}

/** The most urgent notice, or none. */
export function noticeOf(game: GameView | null, { taken_back, outage, said, message }: Around): Notice | null {
  if (outage === "follow_caller") return { kind: "follow_caller" };
  if (said !== null) return { kind: "announced", said };
  if (game !== null && game.dispute !== null && game.outcome === null) return { kind: "disputed", ...game.dispute };
  if (game?.status === "checking") return checking(game);
  if (game?.status === "settled") return { kind: "won", wins: wonNow(game) };
  if (game !== null && game.paused !== null) return { kind: "paused", ...game.paused };
  if (taken_back !== null) return { kind: "taken_back", ball: taken_back };
  const denied = game?.status === "running" ? deniedNow(game) : undefined;
  if (denied !== undefined) return { kind: "not_a_win", reason: denied.reason };
  return message === null ? null : { kind: "message", text: message };
}

/** The stages that can be won now, with their place; the one played last where all are closed. */
export function openStages(game: GameView): { stage: StageView; place: number }[] {
  const open = game.open.length === 0 ? [game.stage] : game.open;
  return open.flatMap((place) => (game.stages[place] === undefined ? [] : [{ stage: game.stages[place], place }]));
}

/** Stages that come after those that are open, in order: only where one follows the other. */
export function stagesAhead(game: GameView): StageView[] {
  return game.format.run === "into"
    ? game.stages.slice(Math.max(...openStages(game).map(({ place }) => place)) + 1)
    : [];
}

/** Stages that are behind: won, or closed without a winner. */
export function stagesBehind(game: GameView): StageView[] {
  return game.stages.filter((stage, place) => stage.closed && !game.open.includes(place));
}

function checking(game: GameView): Notice {
  const standing = openStages(game).filter(({ stage }) => stands(stage));
  const cards = standing.flatMap(({ stage }) => stage.win?.cards ?? []);
  const spoke = cards.filter((card) => card.state !== "detected");
  return spoke.length === 0
    ? { kind: "look", stages: standing.map(({ stage }) => stage) }
    : { kind: "checking", cards: spoke.length };
}

function stands(stage: StageView): boolean {
  return stage.win?.cards.some((card) => card.state !== "not_a_win") ?? false;
}

function wonNow(game: GameView): Won[] {
  return openStages(game).flatMap(({ stage }) => {
    const result = resultOf(stage, game.rules.ties);
    return result === null ? [] : [{ stage, result }];
  });
}

/** A win that staff have just decided against, until the next ball. */
function deniedNow(game: GameView): WinCardView | undefined {
  const denied = openStages(game).filter(({ stage }) => stage.win !== null && !stands(stage));
  return denied.flatMap(({ stage }) => stage.win?.cards ?? []).find((card) => card.state === "not_a_win");
}

/** Who won a stage, once that stands. */
export interface Result {
  /** Cards that get a prize, ascending; cards that win together come together. */
  winners: Serial[][];
  /** How many completed on the same ball and were good. */
  tied: number;
  /** The rule that decided between them; null without a tie. */
  tie: TieRule | null;
}

const STANDS: readonly WinCardView["state"][] = ["good", "paid"];

/** The result of a stage; null while it has none. */
export function resultOf(stage: StageView, ties: TieRule): Result | null {
  const cards = stage.win?.cards ?? [];
  const winners = cards
    .filter((card) => STANDS.includes(card.state))
    .map((card) => (card.hand.length > 0 ? card.hand : [card.serial]));
  if (winners.length === 0) return null;
  const tied = winners.length + cards.filter((card) => card.state === "lost_tie").length;
  return { winners, tied, tie: tied > 1 ? ties : null };
}

/** A winning card as it is held up to the room. */
export interface ShownCard {
  serial: Serial;
  face: Face;
  marks: Mask;
  winning: Mask;
}

/** The winning cards that staff have shown to the room, with the squares that win. */
export function shownCards(game: GameView): ShownCard[] {
  return openStages(game).flatMap(({ stage }) =>
    (stage.win?.cards ?? []).flatMap(({ serial, hand, shown, state }) => {
      if (shown === null || state === "not_a_win") return [];
      const marks = shown.map((face) => gameMarks(face, game.calls, game.format.start));
      const { cards } = handDistance(goalOf(stage), marks);
      return shown.map((face, place) => ({
        serial: hand[place] ?? serial,
        face,
        marks: marks[place]!,
        winning: cards[place]?.won ?? 0,
      }));
    }),
  );
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
