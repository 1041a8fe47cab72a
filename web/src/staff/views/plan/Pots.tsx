import { money } from "../../../shared/i18n";
import { useState } from "preact/hooks";
import type { Entry, Pot } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { plus } from "../../../ui/glyphs";
import { t } from "../../lang";
import { p } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { may, type Hall } from "../../state";
import { Empty, Page } from "../Page";
import { PotForm } from "./PotForm";
import shared from "../shared.module.css";
import css from "./plan.module.css";

/** A sheet for a pot that has no id yet. */
const NEW = "";

/** Pots that grow from night to night, and how they went tonight. */
export function Pots({ hall }: { hall: Hall }) {
  const [sheet, setSheet] = useState<string | null>(null);
  const manages = may(hall, "manage") && !hall.nightOver;
  const chosen = hall.pots.find((pot) => pot.pot === sheet);
  const close = () => setSheet(null);
  return (
    <Page title={t("pots_title")} back>
      <p>{p("pots_hint")}</p>
      {hall.pots.length === 0 && <Empty title={p("pots_none")} />}
      <ul class={css.items} data-testid="pots">
        {hall.pots.map((pot) => (
          <PotRow key={pot.pot} pot={pot} onSet={manages ? () => setSheet(pot.pot) : null} />
        ))}
      </ul>
      {manages && (
        <Button kind="primary" glyph={plus} onClick={() => setSheet(NEW)} testid="pot-new">
          {p("pot_new")}
        </Button>
      )}
      <PotHistory hall={hall} />
      <Sheet open={sheet !== null} onClose={close} title={p(chosen ? "pot_set" : "pot_new")} closeLabel={t("close")}>
        <PotForm key={sheet ?? ""} pot={chosen ?? null} hall={hall} onDone={close} />
      </Sheet>
    </Page>
  );
}

function PotRow({ pot, onSet }: { pot: Pot; onSet: (() => void) | null }) {
  const gaps = (value: number, within: number) => ({ value: money(value), within });
  return (
    <li class={css.item} data-testid={`pot-${pot.pot}`}>
      <span class={css.itemWords}>
        <b>{pot.name}</b>
        <span class={css.potNow}>{p("pot_is", gaps(pot.value, pot.within))}</span>
        <span class={shared.soft}>{p("pot_next", gaps(pot.value + pot.grow_value, pot.within + pot.grow_within))}</span>
        <span class={shared.soft}>{p("pot_again", gaps(pot.start_value, pot.start_within))}</span>
      </span>
      {onSet && <Button onClick={onSet}>{p("pot_set")}</Button>}
    </li>
  );
}

/** What became of the pots tonight, newest first. */
function PotHistory({ hall }: { hall: Hall }) {
  const name = (id: string) => hall.pots.find((pot) => pot.pot === id)?.name ?? id;
  const line = (entry: Entry): string | null => {
    if (entry.type === "pot_won") return p("pot_won", { name: name(entry.data.pot), value: money(entry.data.value) });
    if (entry.type !== "pot_grew") return null;
    return p("pot_grew", { name: name(entry.data.pot), value: money(entry.data.value), within: entry.data.within });
  };
  const lines = hall.feed.flatMap((item) => line(item.entry) ?? []).reverse();
  if (lines.length === 0) return null;
  return (
    <section class={css.section}>
      <h2>{p("pot_history")}</h2>
      <ol class={css.plain}>
        {lines.map((text, at) => (
          <li key={at}>{text}</li>
        ))}
      </ol>
    </section>
  );
}
