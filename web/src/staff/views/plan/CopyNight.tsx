import { useEffect, useState } from "preact/hooks";
import type { FormerProgramme, Item } from "../../../shared/protocol.gen";
import { api } from "../../device/api";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Ghost } from "../../../ui/Ghost";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { uuid7 } from "../../../shared/device/uuid7";
import { wholeItem } from "../../state/plan/planned";
import { edit } from "../../state/plan/programme";
import { go } from "../../device/route";
import type { Hall } from "../../state/state";
import { Empty, Page } from "../../parts/Page";
import { nameOf } from "./itemTexts";
import { RowWords, Rows } from "../../../ui/Row";
import { ItemPanel } from "./Item";

/** Items whose names are enough to know a night by. */
const NAMED_MAX = 4;

/** Programmes of former nights, newest first. */
export function CopyNight({ hall }: { hall: Hall }) {
  const texts = planWords.value;
  const { trouble, run } = useAsk();
  const [nights, setNights] = useState<readonly FormerProgramme[] | null>(null);
  const load = () => void run(api.formerProgrammes()).then((answer) => answer && setNights(answer.ok));
  useEffect(load, []);
  const copy = (night: FormerProgramme) => {
    // Ids of their own: an item keeps its id for one night only.
    edit(hall.programme, { kind: "append", items: night.items.map((item) => ({ ...wholeItem(item), id: uuid7() })) });
    go("programme");
  };
  return (
    <Page title={texts.copy.title} back>
      <p>{texts.copy.hint}</p>
      <TroubleNote trouble={trouble} />
      {trouble && <Button onClick={load}>{words.value.retry}</Button>}
      {!nights && !trouble && (
        <div aria-busy="true">
          <Ghost />
        </div>
      )}
      {nights?.length === 0 && <Empty title={texts.copy.none} />}
      <Rows testid="former-nights">
        {nights?.map((night) => (
          <ItemPanel key={night.night}>
            <RowWords>
              <b>{night.night}</b>
              <span class="soft small">{`${texts.itemCount(night.items.length)}: ${namesOf(night.items)}`}</span>
            </RowWords>
            <Button kind="primary" onClick={() => copy(night)} testid={`copy-${night.night}`}>
              {texts.item.duplicate}
            </Button>
          </ItemPanel>
        ))}
      </Rows>
    </Page>
  );
}

function namesOf(items: readonly Item[]): string {
  const names = items.slice(0, NAMED_MAX).map(nameOf).join(", ");
  return items.length > NAMED_MAX ? `${names} …` : names;
}
