/** What can be played: fetched once, then names and drawings in the reader's language everywhere. */
import { signal } from "@preact/signals";
import { language } from "../../../shared/lang/i18n";
import type { CatalogueView, FamilyView, Languages, Play, PlayStageView, PlayView } from "../../../shared/protocol.gen";
import { api } from "../../device/api";

/** The catalogue of this box; `null` until it has come. */
export const catalogue = signal<CatalogueView | null>(null);

let loading: Promise<boolean> | null = null;

/** Fetches it unless it is here. False when the box did not answer. */
export function loadCatalogue(): Promise<boolean> {
  if (catalogue.peek()) return Promise.resolve(true);
  loading ??= api.catalogue().then((answer) => {
    loading = null;
    if ("ok" in answer) catalogue.value = answer.ok;
    return "ok" in answer;
  });
  return loading;
}

/** A text in the reader's language. */
export function said<T>(texts: Languages<T>): T {
  return texts[language.value];
}

/** A pattern or game by its slug. */
export function findPlay(slug: string, all: CatalogueView | null): PlayView | null {
  return all?.games.find((play) => play.slug === slug) ?? null;
}

/** Slugs of what is played: one plan, or patterns one after the other. */
export function slugsOf(play: Play): readonly string[] {
  return "plan" in play ? [play.plan] : play.patterns;
}

/** The stages of what is played; unknown patterns leave a hole nobody can fill, so they are left out. */
export function stagesOf(play: Play, all: CatalogueView | null): readonly PlayStageView[] {
  return slugsOf(play).flatMap((slug) => findPlay(slug, all)?.stages ?? []);
}

/** Most cards that win together in it; 1 = every card for itself. */
export function handOf(play: Play, all: CatalogueView | null): number {
  return Math.max(1, ...stagesOf(play, all).map((stage) => stage.hand));
}

/** The name of a stage, which travels in English, in the reader's language. */
export function stageName(slug: string, name: string, all: CatalogueView | null): string {
  const play = findPlay(slug, all);
  const stage = play?.stages.find((one) => one.names.en === name);
  if (stage) return said(stage.names);
  return play?.names.en === name ? said(play.names) : name;
}

/** The same where only the English name travels. */
export function nameOnly(name: string, all: CatalogueView | null): string {
  for (const play of all?.games ?? []) {
    if (play.names.en === name) return said(play.names);
    const stage = play.stages.find((one) => one.names.en === name);
    if (stage) return said(stage.names);
  }
  return name;
}

/** What is special about a game, to be seen before it is chosen. */
export type Badge =
  | { kind: "hand"; cards: number }
  | { kind: "into" | "on_the_way" | "first_ends"; stages: number }
  | { kind: "last_standing" | "needs_free" };

/** Badges of a game, the weightiest first. */
export function badges(play: PlayView): readonly Badge[] {
  const cards = Math.max(...play.stages.map((stage) => stage.hand));
  const list: Badge[] = [];
  if (cards > 1) list.push({ kind: "hand", cards });
  if (play.stages.length > 1) list.push({ kind: play.run, stages: play.stages.length });
  if (play.stages.some((stage) => stage.last_standing)) list.push({ kind: "last_standing" });
  if (!play.hardway) list.push({ kind: "needs_free" });
  return list;
}

/** What the list of games is cut to. */
export type PlayFilter = "all" | "one" | "together" | "stages" | "fast";

/** One line of the list: a family with its variants, or a game for itself. */
export interface Choice {
  key: string;
  names: Languages<string>;
  plays: readonly PlayView[];
}

/** The games to choose from, families first where they have several variants, cut to what was asked for. */
export function choices(all: CatalogueView, filter: PlayFilter, query: string): readonly Choice[] {
  const bySlug = new Map(all.games.map((play) => [play.slug, play]));
  const inFamilies = new Set<string>();
  const lines: Choice[] = [];
  for (const family of all.families.filter((one) => one.variants.length > 1)) {
    for (const slug of family.variants) inFamilies.add(slug);
    lines.push({ key: `family-${family.slug}`, names: family.names, plays: variantsOf(family, bySlug) });
  }
  for (const play of all.games) {
    if (!inFamilies.has(play.slug)) lines.push({ key: play.slug, names: play.names, plays: [play] });
  }
  const words = fold(query).split(" ").filter(Boolean);
  return lines
    .map((line) => ({ ...line, plays: line.plays.filter((play) => passes(play, filter) && has(play, line, words)) }))
    .filter((line) => line.plays.length > 0);
}

function variantsOf(family: FamilyView, bySlug: ReadonlyMap<string, PlayView>): readonly PlayView[] {
  return family.variants.flatMap((slug) => bySlug.get(slug) ?? []);
}

function passes(play: PlayView, filter: PlayFilter): boolean {
  const together = play.stages.some((stage) => stage.hand > 1);
  switch (filter) {
    case "all":
      return true;
    case "one":
      return !together && play.stages.length === 1;
    case "together":
      return together;
    case "stages":
      return play.stages.length > 1;
    case "fast":
      return play.duration === "fast";
  }
}

/** Every word must be somewhere in the name or the rule, in the reader's language or in English. */
function has(play: PlayView, line: Choice, words: readonly string[]): boolean {
  const texts = [said(play.names), play.names.en, said(play.rules), said(line.names), line.names.en, play.slug];
  const text = fold(texts.join(" "));
  return words.every((word) => text.includes(word));
}

/** Lower case without accents, so that "navidad" and "Noel" are found as they are typed. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[-\s]+/g, " ")
    .trim();
}
