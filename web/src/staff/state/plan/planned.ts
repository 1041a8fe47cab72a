/** A game as it is put together on the screen: pure changes, and what is still wrong with it. */
import type {
  CatalogueView,
  Extra,
  Item,
  Pays,
  Planned,
  PlayStageView,
  PlayView,
  Rules,
} from "../../../shared/protocol.gen";
import { findPlay, said, slugsOf, stagesOf } from "./catalogue";

/** Most stages the box plays in one draw. */
export const STAGES_MAX = 8;
/** Side prizes of one stage. */
export const EXTRAS_MAX = 6;
/** Most calls within which a jackpot can be won, and most balls drawn before play. */
export const WITHIN_MAX = 74;
const BALLS = 75;

/** What a stage pays until somebody says more. */
export const NOTHING: Pays = { prize: null, jackpot: null, extras: [] };

/** An item as the box writes it, with what it left out because it is empty. */
export function wholeItem(item: Item): Item {
  if (item.kind !== "game") return item;
  return { ...item, stages: item.stages.map((pays: Partial<Pays>) => ({ ...NOTHING, ...pays })) };
}

/** A game nobody has chosen yet. */
export function blank(rules: Rules): Planned {
  return { name: "", play: { patterns: [] }, source: "rng", rules, start: "first_ball", stages: [] };
}

/** Another game is played; what its stages pay stays as far as there are stages. */
export function choose(planned: Planned, play: PlayView, all: CatalogueView | null): Planned {
  const next = { ...planned, play: play.plan ? { plan: play.slug } : { patterns: [play.slug] } };
  return renamed(planned, withStages(next, all), all);
}

/** One more pattern after those there are. */
export function andThen(planned: Planned, play: PlayView, all: CatalogueView | null): Planned {
  if ("plan" in planned.play) return planned;
  const next = { ...planned, play: { patterns: [...planned.play.patterns, play.slug] } };
  return renamed(planned, withStages(next, all), all);
}

/** Without one pattern of a sequence; what it paid goes with it. */
export function without(planned: Planned, at: number, all: CatalogueView | null): Planned {
  if ("plan" in planned.play) return planned;
  const drop = <T>(list: readonly T[]) => list.filter((_, i) => i !== at);
  return renamed(
    planned,
    { ...planned, play: { patterns: drop(planned.play.patterns) }, stages: drop(planned.stages) },
    all,
  );
}

/** A pattern and what it pays one place up (-1) or down (1). */
export function shifted(planned: Planned, at: number, by: -1 | 1, all: CatalogueView | null): Planned {
  if ("plan" in planned.play) return planned;
  const patterns = moved(planned.play.patterns, at, by);
  return renamed(planned, { ...planned, play: { patterns }, stages: moved(planned.stages, at, by) }, all);
}

/** A list with one thing moved; the same list when it cannot move there. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by;
  const next = [...list];
  if (at < 0 || to < 0 || at >= list.length || to >= list.length) return next;
  [next[at], next[to]] = [next[to]!, next[at]!];
  return next;
}

/** A stage pays this. */
export function paying(planned: Planned, at: number, pays: Pays): Planned {
  return { ...planned, stages: planned.stages.map((old, i) => (i === at ? pays : old)) };
}

function withStages(planned: Planned, all: CatalogueView | null): Planned {
  const count = stagesOf(planned.play, all).length;
  return { ...planned, stages: Array.from({ length: count }, (_, i) => planned.stages[i] ?? NOTHING) };
}

/** A name nobody has changed follows what is played. */
function renamed(before: Planned, after: Planned, all: CatalogueView | null): Planned {
  return before.name === suggestedName(before, all) ? { ...after, name: suggestedName(after, all) } : after;
}

/** What the game would be called by itself. */
export function suggestedName(planned: Planned, all: CatalogueView | null): string {
  const names = slugsOf(planned.play)
    .map((slug) => findPlay(slug, all))
    .flatMap((play) => (play ? [said(play.names)] : []));
  // A label holds 80 bytes; letters of our languages take two at most.
  return names.join(" → ").slice(0, 40);
}

/** Stages with what each pays. */
export function stagesWithPays(
  planned: Planned,
  all: CatalogueView | null,
): readonly { stage: PlayStageView; pays: Pays }[] {
  return stagesOf(planned.play, all).map((stage, i) => ({ stage, pays: planned.stages[i] ?? NOTHING }));
}

/** What has to be mended before the game can be opened. */
export type Fault = "play" | "name" | "rules_first" | "rules_window" | "start" | "within" | "hardway" | "ball";

/** The first fault of a game, if it has one. */
export function faultOf(planned: Planned, all: CatalogueView | null): Fault | null {
  const slugs = slugsOf(planned.play);
  if (slugs.length === 0) return "play";
  if (planned.name.trim() === "") return "name";
  if (planned.rules.free === "hardway" && slugs.some((slug) => findPlay(slug, all)?.hardway === false))
    return "hardway";
  const { start } = planned;
  if (typeof start === "object" && !inRange(start.pre_drawn, WITHIN_MAX)) return "start";
  const clash = clashOf(planned.rules);
  if (clash) return clash;
  if (planned.stages.some(({ jackpot }) => jackpot && !inRange(jackpot.within, WITHIN_MAX))) return "within";
  return planned.stages.some(({ extras }) => extras.some(hasNoBall)) ? "ball" : null;
}

/** Rules nobody could play by, as the box sees them. */
export function clashOf(rules: Rules): "rules_first" | "rules_window" | null {
  if (rules.claim !== "auto") return null;
  if (rules.ties === "first_to_signal") return "rules_first";
  return rules.window === "hold" ? null : "rules_window";
}

function hasNoBall(extra: Extra): boolean {
  return extra.kind === "hot_ball" && !inRange(extra.ball, BALLS);
}

function inRange(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}

/** The game as it goes to the box: trimmed, without what was left empty. */
export function tidied(planned: Planned): Planned {
  const { price, pace_s, read_out, ...rest } = planned;
  const words = read_out?.trim();
  return {
    ...rest,
    name: planned.name.trim(),
    ...(price ? { price } : {}),
    ...(pace_s && planned.source === "rng" ? { pace_s } : {}),
    ...(words ? { read_out: words } : {}),
  };
}
