import { money } from "../../../shared/i18n";
import type { GameSummary, Item } from "../../../shared/protocol.gen";
import { clock, flag, megaphone, play, trash } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { uuid7 } from "../../../shared/uuid7";
import { catalogue, said, stagesOf } from "../../catalogue";
import { live } from "../../hall";
import { t } from "../../lang";
import { p } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { arrowDown, arrowUp, copy, pencil } from "../../parts/glyphs";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { canOpen, draft, gameOf, type Change } from "../../programme";
import { go } from "../../route";
import { may, type Hall } from "../../state";
import { EndEarly } from "../EndEarly";
import shared from "../shared.module.css";
import css from "./plan.module.css";

type Props = {
  item: Item;
  at: number;
  hall: Hall;
  /** The game that comes next. */
  isNext: boolean;
  edits: boolean;
  first: boolean;
  last: boolean;
  onChange: (change: Change) => void;
};

/** One item: what it is, how far it is, and what can be done with it. */
export function ItemRow({ item, at, hall, isNext, edits, first, last, onChange }: Props) {
  const game = gameOf(hall.programme, hall.games, item.id);
  const label = (word: string) => `${word}: ${p("item_of", { n: at + 1, name: nameOf(item) })}`;
  return (
    <li class={css.item} data-next={isNext} data-testid={`item-${at}`} data-kind={item.kind}>
      <span class={shared.order}>{at + 1}</span>
      <span class={css.itemWords}>
        <b>
          {item.kind !== "game" && <Icon glyph={item.kind === "break" ? clock : megaphone} />} {nameOf(item)}
        </b>
        <span class={shared.soft}>{aboutOf(item, hall)}</span>
      </span>
      {game && (
        <span class={shared.chip} data-tone={toneOf(game)}>
          {statusOf(game)}
        </span>
      )}
      {game?.status === "selling" && may(hall, "call") && <EndEarly game={game} />}
      <Do item={item} hall={hall} isNext={isNext} opens={canOpen(game)} />
      {edits && (
        <span class={css.itemActs}>
          <Button kind="quiet" glyph={arrowUp} label={label(p("up"))} onClick={() => onChange({ kind: "move", id: item.id, by: -1 })} busy={first} testid={`item-${at}-up`} />
          <Button kind="quiet" glyph={arrowDown} label={label(p("down"))} onClick={() => onChange({ kind: "move", id: item.id, by: 1 })} busy={last} testid={`item-${at}-down`} />
          <Button kind="quiet" glyph={pencil} label={label(p("item_edit"))} onClick={() => go("programme", "item", item.id)} testid={`item-${at}-edit`} />
          <Button kind="quiet" glyph={copy} label={label(p("item_duplicate"))} onClick={() => onChange({ kind: "duplicate", id: item.id, as: uuid7() })} testid={`item-${at}-duplicate`} />
          {!game && (
            <Button kind="quiet" glyph={trash} label={label(p("remove"))} onClick={() => onChange({ kind: "remove", id: item.id })} testid={`item-${at}-remove`} />
          )}
        </span>
      )}
    </li>
  );
}

/** Opens the game, or puts the words on the screens; only what is saved can be. */
function Do({ item, hall, isNext, opens }: { item: Item; hall: Hall; isNext: boolean; opens: boolean }) {
  const { busy, trouble, run } = useAct();
  if (draft.value || hall.nightOver) return null;
  if (item.kind === "game") {
    if (!opens || !may(hall, "manage")) return null;
    return (
      <Button kind={isNext ? "primary" : "plain"} glyph={play} onClick={() => go("programme", "open", item.id)} testid={`item-open-${item.id}`}>
        {p("item_open")}
      </Button>
    );
  }
  if (!may(hall, "call")) return null;
  const why = live.value ? null : t("needs_live");
  return (
    <>
      <Button glyph={flag} busy={busy} why={why} onClick={() => void run({ do: "show_item", item: item.id })} testid={`item-show-${item.id}`}>
        {p("item_show")}
      </Button>
      <TroubleNote trouble={trouble} />
    </>
  );
}

/** Games that can be sold into or are being played stand out. */
export function toneOf({ status }: GameSummary): "good" | undefined {
  return status === "running" || status === "selling" ? "good" : undefined;
}

/** How far a game is, and once it is over how it ended. */
export function statusOf({ status, outcome }: GameSummary): string {
  return outcome ? p(`outcome_${outcome}`) : t(`status_${status}`);
}

/** What people call an item. */
export function nameOf(item: Item): string {
  return item.kind === "game" ? item.name : item.text || p("message");
}

function aboutOf(item: Item, hall: Hall): string {
  if (item.kind === "break") return p("break_for", { n: item.minutes });
  if (item.kind === "message") return p("message");
  const stages = stagesOf(item.play, catalogue.value).map((stage) => said(stage.names));
  const prizes = item.stages.flatMap((pays) => hall.prizes.find((prize) => prize.id === pays.prize)?.name ?? []);
  const price = item.price ? p("price_is", { price: money(item.price) }) : null;
  return [stages.join(" → "), prizes.join(", "), price].filter(Boolean).join(" · ");
}
