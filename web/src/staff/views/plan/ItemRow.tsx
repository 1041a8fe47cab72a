import type { Item } from "../../../shared/protocol.gen";
import { clock, flag, megaphone, play, trash } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { uuid7 } from "../../../shared/device/uuid7";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { arrowDown, arrowUp, copy, pencil } from "../../parts/glyphs";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { canOpen, draft, gameOf, type Change } from "../../state/plan/programme";
import { go } from "../../device/route";
import { may, type Hall } from "../../state/state";
import { EndEarly } from "../call/EndEarly";
import { aboutOf, nameOf, statusOf, toneOf } from "./itemTexts";
import { ItemActs, ItemPanel } from "./Item";
import { RowPlace, RowWords } from "../../../ui/Row";
import { Tag } from "../../../ui/Tag";

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
  const texts = planWords.value;
  const game = gameOf(hall.programme, hall.games, item.id);
  const label = (word: string) => `${word}: ${texts.item.of(at + 1, nameOf(item))}`;
  return (
    <ItemPanel data-next={isNext} data-testid={`item-${at}`} data-kind={item.kind}>
      <RowPlace>{at + 1}</RowPlace>
      <RowWords>
        <b>
          {item.kind !== "game" && <Icon glyph={item.kind === "break" ? clock : megaphone} />} {nameOf(item)}
        </b>
        <span class="soft small">{aboutOf(item, hall)}</span>
      </RowWords>
      {game && <Tag tone={toneOf(game)}>{statusOf(game)}</Tag>}
      {game?.status === "selling" && may(hall, "call") && <EndEarly game={game} />}
      <Do item={item} hall={hall} isNext={isNext} opens={canOpen(game)} />
      {edits && (
        <ItemActs>
          <Button
            kind="quiet"
            glyph={arrowUp}
            label={label(texts.up)}
            onClick={() => onChange({ kind: "move", id: item.id, by: -1 })}
            busy={first}
            testid={`item-${at}-up`}
          />
          <Button
            kind="quiet"
            glyph={arrowDown}
            label={label(texts.down)}
            onClick={() => onChange({ kind: "move", id: item.id, by: 1 })}
            busy={last}
            testid={`item-${at}-down`}
          />
          <Button
            kind="quiet"
            glyph={pencil}
            label={label(texts.item.edit)}
            onClick={() => go("programme", "item", item.id)}
            testid={`item-${at}-edit`}
          />
          <Button
            kind="quiet"
            glyph={copy}
            label={label(texts.item.duplicate)}
            onClick={() => onChange({ kind: "duplicate", id: item.id, as: uuid7() })}
            testid={`item-${at}-duplicate`}
          />
          {!game && (
            <Button
              kind="quiet"
              glyph={trash}
              label={label(texts.remove)}
              onClick={() => onChange({ kind: "remove", id: item.id })}
              testid={`item-${at}-remove`}
            />
          )}
        </ItemActs>
      )}
    </ItemPanel>
  );
}

/** Opens the game, or puts the words on the screens; only what is saved can be. */
function Do({ item, hall, isNext, opens }: { item: Item; hall: Hall; isNext: boolean; opens: boolean }) {
  const texts = planWords.value;
  const { busy, trouble, run } = useAct();
  if (draft.value || hall.nightOver) return null;
  if (item.kind === "game") {
    if (!opens || !may(hall, "manage")) return null;
    return (
      <Button
        kind={isNext ? "primary" : "plain"}
        glyph={play}
        onClick={() => go("programme", "open", item.id)}
        testid={`item-open-${item.id}`}
      >
        {texts.item.open}
      </Button>
    );
  }
  if (!may(hall, "call")) return null;
  const why = live.value ? null : words.value.needsLive;
  return (
    <>
      <Button
        glyph={flag}
        busy={busy}
        why={why}
        onClick={() => void run({ do: "show_item", item: item.id })}
        testid={`item-show-${item.id}`}
      >
        {texts.item.show}
      </Button>
      <TroubleNote trouble={trouble} />
    </>
  );
}
