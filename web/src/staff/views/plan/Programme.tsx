import type { Item } from "../../../shared/protocol.gen";
import { history, plus } from "../../../ui/glyphs";
import { uuid7 } from "../../../shared/device/uuid7";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { draft, edit, isOvertaken, itemsOf, nextGame, openedAs } from "../../state/plan/programme";
import { go } from "../../device/route";
import { may, type Hall } from "../../state/state";
import { patternNamed } from "../../state/sentences";
import { EndEarly } from "../call/EndEarly";
import { Empty, Page } from "../../parts/Page";
import { CallSheet } from "./CallSheet";
import { ItemRow } from "./ItemRow";
import { statusOf, toneOf } from "./itemTexts";
import { Overtaken, SaveBar } from "./SaveBar";
import { OrderedRows, RowWords } from "../../../ui/Row";
import { ItemPanel } from "./Item";
import { Tag } from "../../../ui/Tag";

/** A break and a message as they begin. */
function newBreak(): Item {
  return { id: uuid7(), kind: "break", minutes: 15, text: planWords.value.item.usual[0] };
}

/** The evening as it is planned: games, breaks and messages in their order. */
export function Programme({ hall }: { hall: Hall }) {
  const texts = planWords.value;
  const say = words.value;
  const items = itemsOf(hall.programme);
  const manages = may(hall, "manage") && !hall.nightOver;
  const next = draft.value ? null : nextGame(hall.programme, hall.games);
  const addBreak = (item: Item) => {
    edit(hall.programme, { kind: "put", item });
    go("programme", "item", item.id);
  };
  return (
    <Page title={say.programme} back>
      {isOvertaken(draft.value, hall.programme) && <Overtaken hall={hall} />}
      {items.length === 0 && (
        <Empty title={texts.programme.none}>
          <p>{texts.programme.noneHint}</p>
        </Empty>
      )}
      <OrderedRows testid="programme">
        {items.map((item, at) => (
          <ItemRow
            key={item.id}
            item={item}
            at={at}
            hall={hall}
            isNext={item.id === next?.id}
            edits={manages}
            first={at === 0}
            last={at === items.length - 1}
            onChange={(change) => edit(hall.programme, change)}
          />
        ))}
      </OrderedRows>
      {manages && (
        <div class="acts">
          <Button kind="primary" glyph={plus} onClick={() => go("programme", "add")} testid="item-add-game">
            {texts.programme.addGame}
          </Button>
          <Button glyph={plus} onClick={() => addBreak(newBreak())} testid="item-add-break">
            {texts.programme.addBreak}
          </Button>
          <Button
            glyph={plus}
            onClick={() => addBreak({ id: uuid7(), kind: "message", text: "" })}
            testid="item-add-message"
          >
            {texts.programme.addMessage}
          </Button>
          <Button glyph={history} onClick={() => go("programme", "copy")} testid="item-copy">
            {texts.programme.copy}
          </Button>
        </div>
      )}
      <CallSheet hall={hall} />
      <AlsoOpen hall={hall} />
      <Button
        glyph={plus}
        why={may(hall, "manage") ? (hall.nightOver ? say.nightOver.title : null) : texts.game.openManage}
        onClick={() => go("programme", "new")}
        testid="open-game"
      >
        {texts.programme.openNow}
      </Button>
      {draft.value && <SaveBar hall={hall} />}
    </Page>
  );
}

/** Games of tonight that stand on no programme. */
function AlsoOpen({ hall }: { hall: Hall }) {
  const planned = itemsOf(hall.programme).map((item) => openedAs(hall.programme, item.id));
  const others = hall.games.filter((game) => !planned.includes(game.id));
  if (others.length === 0) return null;
  return (
    <section class="stack">
      <h2>{planWords.value.programme.alsoOpen}</h2>
      <OrderedRows testid="games">
        {others.map((game) => (
          <ItemPanel key={game.id}>
            <RowWords>
              <b>{game.name}</b>
              <span class="soft small">
                {`${game.stages.map(patternNamed).join(" → ")} · ${words.value.source[game.source]}`}
              </span>
            </RowWords>
            <Tag tone={toneOf(game)}>{statusOf(game)}</Tag>
            {game.status === "selling" && may(hall, "call") && <EndEarly game={game} />}
          </ItemPanel>
        ))}
      </OrderedRows>
    </section>
  );
}
