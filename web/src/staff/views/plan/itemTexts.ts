/** An item of the programme in words. */
import { money } from "../../../shared/lang/i18n";
import type { GameSummary, Item } from "../../../shared/protocol.gen";
import { catalogue, said, stagesOf } from "../../state/plan/catalogue";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import type { Hall } from "../../state/state";

/** Games that can be sold into or are being played stand out. */
export function toneOf({ status }: GameSummary): "good" | undefined {
  return status === "running" || status === "selling" ? "good" : undefined;
}

/** How far a game is, and once it is over how it ended. */
export function statusOf({ status, outcome }: GameSummary): string {
  return outcome ? planWords.value.outcome[outcome] : words.value.status[status];
}

/** What people call an item. */
export function nameOf(item: Item): string {
  return item.kind === "game" ? item.name : item.text || planWords.value.item.message;
}

/** What it plays, what it pays, what it costs. */
export function aboutOf(item: Item, hall: Hall): string {
  const texts = planWords.value;
  if (item.kind === "break") return texts.item.breakFor(item.minutes);
  if (item.kind === "message") return texts.item.message;
  const stages = stagesOf(item.play, catalogue.value).map((stage) => said(stage.names));
  const prizes = item.stages.flatMap((pays) => hall.prizes.find((prize) => prize.id === pays.prize)?.name ?? []);
  const price = item.price ? texts.item.price(money(item.price)) : null;
  return [stages.join(" → "), prizes.join(", "), price].filter(Boolean).join(" · ");
}
