import { money } from "../../../shared/lang/i18n";
import { useState } from "preact/hooks";
import type { Entry, Pot } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { plus } from "../../../ui/glyphs";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { may, type Hall } from "../../state/state";
import { Empty, Page } from "../../parts/Page";
import { Numbered } from "./Numbered";
import { PotForm } from "./PotForm";
import { RowWords, Rows } from "../../../ui/Row";
import { ItemPanel } from "./Item";
import css from "./Pots.module.css";

/** A sheet for a pot that has no id yet. */
const NEW = "";

/** Pots that grow from night to night, and how they went tonight. */
export function Pots({ hall }: { hall: Hall }) {
  const texts = planWords.value;
  const say = words.value;
  const [sheet, setSheet] = useState<string | null>(null);
  const manages = may(hall, "manage") && !hall.nightOver;
  const chosen = hall.pots.find((pot) => pot.pot === sheet);
  const close = () => setSheet(null);
  return (
    <Page title={say.more.pots} back>
      <p>{texts.pots.hint}</p>
      {hall.pots.length === 0 && <Empty title={texts.pots.none} />}
      <Rows testid="pots">
        {hall.pots.map((pot) => (
          <PotRow key={pot.pot} pot={pot} onSet={manages ? () => setSheet(pot.pot) : null} />
        ))}
      </Rows>
      {manages && (
        <Button kind="primary" glyph={plus} onClick={() => setSheet(NEW)} testid="pot-new">
          {texts.pots.new}
        </Button>
      )}
      <PotHistory hall={hall} />
      <Sheet
        open={sheet !== null}
        onClose={close}
        title={chosen ? texts.pots.set : texts.pots.new}
        closeLabel={say.close}
      >
        <PotForm key={sheet ?? ""} pot={chosen ?? null} hall={hall} onDone={close} />
      </Sheet>
    </Page>
  );
}

function PotRow({ pot, onSet }: { pot: Pot; onSet: (() => void) | null }) {
  const { pots } = planWords.value;
  return (
    <ItemPanel data-testid={`pot-${pot.pot}`}>
      <RowWords>
        <b>{pot.name}</b>
        <span class={css.potNow}>{pots.is(money(pot.value), pot.within)}</span>
        <span class="soft small">{pots.next(money(pot.value + pot.grow_value), pot.within + pot.grow_within)}</span>
        <span class="soft small">{pots.again(money(pot.start_value), pot.start_within)}</span>
      </RowWords>
      {onSet && <Button onClick={onSet}>{pots.set}</Button>}
    </ItemPanel>
  );
}

/** What became of the pots tonight, newest first. */
function PotHistory({ hall }: { hall: Hall }) {
  const texts = planWords.value;
  const name = (id: string) => hall.pots.find((pot) => pot.pot === id)?.name ?? id;
  const line = (entry: Entry): string | null => {
    if (entry.type === "pot_won") return texts.pots.won(name(entry.data.pot), money(entry.data.value));
    if (entry.type !== "pot_grew") return null;
    return texts.pots.grew(name(entry.data.pot), money(entry.data.value), entry.data.within);
  };
  const lines = hall.feed.flatMap((item) => line(item.entry) ?? []).reverse();
  if (lines.length === 0) return null;
  return (
    <section class="stack">
      <h2>{texts.pots.history}</h2>
      <Numbered lines={lines} />
    </section>
  );
}
