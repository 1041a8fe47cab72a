import { describe, expect, it } from "vitest";
import { badges, choices, handOf, nameOnly, stageName, stagesOf } from "./catalogue";
import { linesOfGame, linesOfPlanned } from "./caller-card";
import { CATALOGUE, game, LINES, POT, RULES, snapshot, stage, T0 } from "../../fixtures";
import { blank, choose, paying } from "./planned";
import { hear } from "../state";

const play = (slug: string) => CATALOGUE.games.find((one) => one.slug === slug)!;
const found = (filter: Parameters<typeof choices>[1], query = "") => choices(CATALOGUE, filter, query);
const hall = hear(null, { t: "snapshot", ...snapshot() }, T0)!;

describe("choosing a game", () => {
  it("puts the variants of one game on one line", () => {
    const double = found("all").find((line) => line.key === "family-double-bingo")!;
    expect(double.plays.map((one) => one.slug)).toEqual(["double-line", "and-single-single"]);
    expect(found("all").filter((line) => line.plays.some((one) => one.slug === "double-line"))).toHaveLength(1);
  });

  it("shows only what is wanted", () => {
    expect(
      found("together")
        .flatMap((line) => line.plays)
        .every((one) => one.stages.some((stage) => stage.hand > 1)),
    ).toBe(true);
    expect(found("stages").flatMap((line) => line.plays.map((one) => one.slug))).toEqual(["line-into-blackout"]);
  });

  it.each([
    ["BLACK", "blackout"],
    ["both your cards", "and-single-single"],
    ["double bingo", "double-line"],
  ])("finds %s", (query, slug) =>
    expect(found("all", query).flatMap((line) => line.plays.map((one) => one.slug))).toContain(slug),
  );

  it("finds nothing where nothing is", () => expect(found("all", "xyzzy")).toEqual([]));
});

it("says what is special about a game", () => {
  expect(badges(play("any-line"))).toEqual([]);
  expect(badges(play("and-single-single"))).toEqual([{ kind: "hand", cards: 2 }]);
  expect(badges(play("line-into-blackout"))).toEqual([{ kind: "into", stages: 2 }]);
  expect(badges(play("nine-pack"))).toEqual([{ kind: "needs_free" }]);
});

it("knows stages and hands of what is played", () => {
  expect(stagesOf({ patterns: ["any-line", "gone", "blackout"] }, CATALOGUE)).toHaveLength(2);
  expect(handOf({ plan: "and-single-single" }, CATALOGUE)).toBe(2);
  expect(handOf({ patterns: [] }, CATALOGUE)).toBe(1);
  expect(stageName("any-line", "Any line", null)).toBe("Any line");
  expect(nameOnly("Nobody's pattern", CATALOGUE)).toBe("Nobody's pattern");
});

describe("the caller's card", () => {
  it("reads a planned game with prize, jackpot and price", () => {
    const planned = { ...choose(blank(RULES), play("blackout"), CATALOGUE), price: 150, read_out: "Good luck!" };
    const paid = paying(planned, 0, {
      prize: "chocolates-1",
      jackpot: { within: 50, prize: { pot: POT.pot } },
      extras: [],
    });
    expect(linesOfPlanned(paid, hall, CATALOGUE).map((line) => line.text)).toEqual([
      "The next game is “Blackout”. A card for this game costs 1.50.",
      "It is won with: Blackout. All 24 numbers of the card. The prize is Box of chocolates. " +
        "Whoever has it within 51 calls wins The snowball (250.00) instead.",
      "Press BINGO or call out when you have won: nobody does it for you. " +
        "A win waits until somebody claims it or staff close the stage: nobody loses by sleeping. " +
        "A win you missed can still be claimed as long as nobody else has won the stage. " +
        "If several cards win on the same ball, they share the prize equally.",
      "Good luck!",
    ]);
  });

  it("reads an open game stage by stage", () => {
    const stages = [stage("any-line", "Any line", LINES, { prize: "Mug" }), stage("blackout", "Blackout", [0x1ffffff])];
    const lines = linesOfGame(game("selling", [], { stages }), hall, CATALOGUE);
    expect(lines.filter((line) => line.kind === "stage").map((line) => line.text)).toEqual([
      "Stage 1: Any line. Any row, column or diagonal. The prize is Mug.",
      "Stage 2: Blackout. All 24 numbers of the card.",
    ]);
  });

  it("reads nothing it does not know", () => {
    for (const { text } of linesOfGame(game("selling"), hall, null)) expect(text).not.toMatch(/undefined|null|[{}]/);
  });
});
