import { useState } from "preact/hooks";
import type { Item, Planned } from "../../../shared/protocol.gen";
import { uuid7 } from "../../../shared/device/uuid7";
import { Chips } from "../../../ui/Chips";
import { WordsField } from "../../../ui/Field";
import { catalogue } from "../../state/plan/catalogue";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { CountField } from "../../parts/Numbers";
import { blank, faultOf, tidied } from "../../state/plan/planned";
import { edit, itemsOf } from "../../state/plan/programme";
import { go } from "../../device/route";
import type { Hall } from "../../state/state";
import { Empty, Page } from "../../parts/Page";
import { Forecast } from "./Forecast";
import { GameForm, Loading } from "./GameForm";
import { OpenNow } from "./OpenGame";
import { PlannedWords } from "./PlannedWords";
import { Foot } from "../../parts/Foot";

/** Longest words on the screens: two bytes a letter still fit the ledger's 240. */
const TEXT_MAX = 110;
const BREAK_MINUTES_MAX = 240;

type Props = { hall: Hall; id: string | undefined };

/** A new item, or one that is changed. It goes into the draft; the programme is saved as a whole. */
export function EditItem({ hall, id }: Props) {
  const item = itemsOf(hall.programme).find((one) => one.id === id);
  if (id !== undefined && !item) return <Gone />;
  if (item && item.kind !== "game") return <EditWords key={item.id} item={item} hall={hall} />;
  return <EditGame key={id ?? "new"} item={item} hall={hall} />;
}

function EditGame({ item, hall }: { item: Item | undefined; hall: Hall }) {
  const texts = planWords.value;
  const [planned, setPlanned] = useState<Planned>(() => plannedOf(item) ?? blank(hall.profiles[0]!));
  const fault = faultOf(planned, catalogue.value);
  const done = () => {
    edit(hall.programme, { kind: "put", item: { id: item?.id ?? uuid7(), kind: "game", ...tidied(planned) } });
    go("programme");
  };
  return (
    <Page title={item ? texts.item.edit : texts.programme.addGame} back>
      <GameForm planned={planned} onChange={setPlanned} hall={hall} />
      {fault !== "play" && (
        <Foot>
          <Button big kind="primary" why={fault ? texts.why[fault] : null} onClick={done} testid="item-done">
            {texts.item.done}
          </Button>
        </Foot>
      )}
    </Page>
  );
}

type Words = Extract<Item, { kind: "break" | "message" }>;

function EditWords({ item, hall }: { item: Words; hall: Hall }) {
  const texts = planWords.value;
  const [words, setWords] = useState<Words>(item);
  const wrong = words.kind === "break" && !(words.minutes >= 1 && words.minutes <= BREAK_MINUTES_MAX);
  const usual = texts.item.usual;
  const done = () => {
    edit(hall.programme, { kind: "put", item: { ...words, text: words.text.trim() } });
    go("programme");
  };
  const why = wrong ? texts.why.minutes : words.text.trim() === "" ? texts.why.text : null;
  return (
    <Page title={words.kind === "break" ? texts.item.breakFor(words.minutes) : texts.item.message} back>
      {words.kind === "break" && (
        <CountField
          label={texts.item.minutes}
          value={words.minutes}
          onValue={(minutes) => setWords({ ...words, minutes })}
          testid="break-minutes"
        />
      )}
      <Chips
        label={texts.item.text}
        value={words.text}
        options={usual.map((text) => [text, text] as const)}
        onPick={(text) => setWords({ ...words, text })}
      />
      <WordsField
        label={texts.item.text}
        value={words.text}
        onInput={(text) => setWords({ ...words, text })}
        hint={texts.item.textHint}
        max={TEXT_MAX}
        testid="item-text"
      />
      <Button big kind="primary" why={why} onClick={done} testid="item-done">
        {texts.item.done}
      </Button>
    </Page>
  );
}

/** The last look before a planned game is opened: what it is, what it pays, how it will go. */
export function OpenItem({ hall, id }: Props) {
  const item = hall.programme.items.find((one) => one.id === id);
  const planned = plannedOf(item);
  if (!item || !planned) return <Gone />;
  return (
    <Page title={planWords.value.item.openTitle(planned.name)} back>
      {catalogue.value ? (
        <>
          <PlannedWords planned={planned} hall={hall} />
          <Forecast planned={planned} hall={hall} />
          <OpenNow planned={planned} item={item.id} hall={hall} />
        </>
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Gone() {
  return (
    <Page title={words.value.programme} back>
      <Empty title={planWords.value.programme.none} />
    </Page>
  );
}

function plannedOf(item: Item | undefined): Planned | null {
  if (item?.kind !== "game") return null;
  const { id: _id, kind: _kind, ...planned } = item;
  return planned;
}
