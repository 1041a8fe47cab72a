/** What the caller reads out before a game, made from the game itself. */
import { isolated } from "../../../shared/lang/direction";
import { money } from "../../../shared/lang/i18n";
import type { CatalogueView, GameView, Planned, Rules } from "../../../shared/protocol.gen";
import { findPlay, said, slugsOf, stageName } from "./catalogue";
import { planWords } from "../../lang/plan";
import { stagesWithPays } from "./planned";
import type { Hall } from "../state";
import { meaning } from "./switches";
import { extraText } from "../sentences";
import { words } from "../../lang";

/** A part of what is read out: one breath. */
export interface Breath {
  kind: "game" | "stage" | "rules" | "own";
  text: string;
}

/** What a stage pays, in words. */
interface PaysWords {
  name: string;
  rule: string;
  hand: number;
  prize: string | null;
  jackpot: { name: string; within: number } | null;
  extras: readonly string[];
}

interface GameWords {
  name: string;
  stages: readonly PaysWords[];
  run: "into" | "on_the_way" | "first_ends";
  start: Planned["start"];
  rules: Rules;
  price: number | null;
  readOut: string | null;
}

/** The caller's card of a game that is open. */
export function linesOfGame(game: GameView, hall: Hall, all: CatalogueView | null): readonly Breath[] {
  const item = hall.programme.items.find((one) => one.id === game.format.item);
  const planned = item?.kind === "game" ? item : null;
  return lines({
    name: game.name,
    run: game.format.run,
    start: game.format.start,
    rules: game.rules,
    price: planned?.price ?? null,
    readOut: planned?.read_out ?? null,
    stages: game.stages.map((stage) => ({
      name: stageName(stage.pattern, stage.name, all),
      rule: ruleOf(stage.pattern, game.stages.length, game.format.plan, all),
      hand: stage.goal?.hand ?? 1,
      prize: stage.prize,
      jackpot: stage.jackpot && { name: worth(stage.jackpot.name, stage.jackpot.value), within: stage.jackpot.within },
      extras: stage.extras.map((extra) => `${extraText(extra.extra)}: ${isolated(extra.name)}.`),
    })),
  });
}

/** The caller's card of a game that is planned. */
export function linesOfPlanned(planned: Planned, hall: Hall, all: CatalogueView | null): readonly Breath[] {
  const prizeName = (id: string | null) => hall.prizes.find((prize) => prize.id === id)?.name ?? null;
  const plan = "plan" in planned.play ? planned.play.plan : null;
  const slugs = slugsOf(planned.play);
  const stages = stagesWithPays(planned, all);
  return lines({
    name: planned.name,
    run: (plan && findPlay(plan, all)?.run) || "into",
    start: planned.start,
    rules: planned.rules,
    price: planned.price ?? null,
    readOut: planned.read_out ?? null,
    stages: stages.map(({ stage, pays }, at) => ({
      name: said(stage.names),
      rule: ruleOf(plan ?? slugs[at] ?? "", stages.length, plan, all),
      hand: stage.hand,
      prize: prizeName(pays.prize),
      jackpot: pays.jackpot && jackpotOf(pays.jackpot, hall, prizeName),
      extras: pays.extras.map((extra) => `${extraText(extra)}: ${isolated(prizeName(extra.prize) ?? "")}.`),
    })),
  });
}

function jackpotOf(
  jackpot: NonNullable<Planned["stages"][number]["jackpot"]>,
  hall: Hall,
  prizeName: (id: string | null) => string | null,
) {
  const { prize, within } = jackpot;
  if (!("pot" in prize)) return { name: prizeName(prize.prize) ?? "", within };
  const pot = hall.pots.find((one) => one.pot === prize.pot);
  return { name: pot ? worth(pot.name, pot.value) : prize.pot, within: pot?.within ?? within };
}

function worth(name: string, cents: number): string {
  return cents > 0 ? `${isolated(name)} (${money(cents)})` : name;
}

/** The rule of a stage; that of a whole plan is read once, with its first stage. */
function ruleOf(slug: string, stages: number, plan: string | null, all: CatalogueView | null): string {
  const play = findPlay(plan && stages === 1 ? plan : slug, all);
  if (!play || (play.plan && stages > 1)) return "";
  return said(play.rules);
}

function lines(game: GameWords): readonly Breath[] {
  const texts = planWords.value;
  const say = words.value;
  const first = [
    texts.read.game(game.name),
    game.run !== "into" && game.stages.length > 1 && texts.read.run[game.run],
    game.start === "wild" && say.wild.first,
    typeof game.start === "object" && say.preDrawn(game.start.pre_drawn),
    game.price && texts.read.price(money(game.price)),
  ];
  const stages = game.stages.map((stage, at): Breath => ({
    kind: "stage",
    text: stageLine(stage, at, game.stages.length),
  }));
  const rules = (["claim", "window", "last_number", "ties"] as const).map((key) => meaning(game.rules, key));
  const own: Breath[] = game.readOut ? [{ kind: "own", text: game.readOut }] : [];
  return [{ kind: "game", text: joined(first) }, ...stages, { kind: "rules", text: joined(rules) }, ...own];
}

function stageLine(stage: PaysWords, at: number, of: number): string {
  const texts = planWords.value;
  return joined([
    of === 1 ? texts.read.only(stage.name) : texts.read.stage(at + 1, stage.name),
    stage.rule,
    stage.hand > 1 && texts.read.hand(stage.hand),
    stage.prize && texts.read.prize(stage.prize),
    stage.jackpot && texts.read.jackpot(stage.jackpot.within, stage.jackpot.name),
    ...stage.extras,
  ]);
}

function joined(parts: readonly (string | false | null | 0 | undefined)[]): string {
  return parts.filter(Boolean).join(" ");
}
