import { useEffect, useState } from "preact/hooks";
import type { FormerProgramme, Item } from "../../../shared/protocol.gen";
import { api } from "../../device/api";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
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
import shared from "../shared.module.css";
import css from "./plan.module.css";

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
      {!nights && !trouble && <div class={shared.ghost} aria-busy="true" />}
      {nights?.length === 0 && <Empty title={texts.copy.none} />}
      <ul class={css.items} data-testid="former-nights">
        {nights?.map((night) => (
          <li key={night.night} class={css.item}>
            <span class={css.itemWords}>
              <b>{night.night}</b>
              <span class={shared.soft}>{`${texts.itemCount(night.items.length)}: ${namesOf(night.items)}`}</span>
            </span>
            <Button kind="primary" onClick={() => copy(night)} testid={`copy-${night.night}`}>
              {texts.item.duplicate}
            </Button>
          </li>
        ))}
      </ul>
    </Page>
  );
}

function namesOf(items: readonly Item[]): string {
  const names = items.slice(0, NAMED_MAX).map(nameOf).join(", ");
  return items.length > NAMED_MAX ? `${names} …` : names;
}
