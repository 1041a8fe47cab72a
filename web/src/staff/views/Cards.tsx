import { useState } from "preact/hooks";
import type { IssuedSet } from "../../shared/protocol.gen";
import { chevronRight, download, printer } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { api, cardsUrl } from "../api";
import { t, tn } from "../lang";
import { Button } from "../parts/Button";
import { Chips, Field } from "../parts/Field";
import { TroubleNote } from "../parts/Trouble";
import { useAsk } from "../parts/useAct";
import type { Hall } from "../state";
import { Page } from "./Page";
import css from "./lists.module.css";
import shared from "./shared.module.css";

/** Most cards made at once, as the box allows. */
const COUNT_MAX = 5_000;

/** No more cards than there are ways to fill the middle column with four numbers. */
const LOW_TIE_MAX = 1_365;

/** Makes card sets and hands out their sheets. */
export function Cards({ hall }: { hall: Hall }) {
  const { busy, trouble, run } = useAsk();
  const [count, setCount] = useState("100");
  const [lowTie, setLowTie] = useState(false);
  const [made, setMade] = useState<IssuedSet | null>(null);
  const issued = Math.max(hall.cardsIssued, made?.last ?? 0);
  const max = lowTie ? LOW_TIE_MAX : COUNT_MAX;
  const wrong = !(Number(count) >= 1 && Number(count) <= max);
  const issue = async (event: Event) => {
    event.preventDefault();
    const answer = await run(api.issueCards({ count: Number(count), low_tie: lowTie }));
    if (answer) setMade(answer.ok);
  };
  return (
    <Page title={t("cards_title")} back>
      <p data-testid="cards-issued">{issued === 0 ? t("cards_made_none") : tn("cards_made", issued)}</p>
      {made && <Downloads set={made} title={t("cards_range", { first: made.first, last: made.last })} />}
      {issued > 0 && !made && <Downloads set={{ first: 1, last: issued }} title={t("cards_all")} />}
      {issued > 0 && <p class={shared.soft}>{t("cards_how")}</p>}
      {issued > 0 && (
        <a class={css.step} href="#/reprint" data-testid="to-reprint">
          <Icon glyph={printer} />
          <span class={css.rowMain}>{t("cards_again")}</span>
          <Icon glyph={chevronRight} />
        </a>
      )}
      <form class={css.form} onSubmit={(event) => void issue(event)}>
        <Field label={t("cards_count")} value={count} onInput={setCount} digits max={4} hint={t("cards_count_hint")} testid="cards-count" />
        <Chips
          label={t("cards_kind")}
          value={lowTie ? "low" : "any"}
          options={[["any", t("cards_any")], ["low", t("cards_low_tie")]]}
          onPick={(kind) => setLowTie(kind === "low")}
          testid="cards-kind"
        />
        {lowTie && <p class={shared.soft}>{t("cards_low_tie_hint")}</p>}
        <TroubleNote trouble={trouble} />
        <Button submit kind="primary" busy={busy} why={wrong && lowTie ? t("cards_low_tie_hint") : wrong ? t("cards_count_hint") : null} testid="cards-go">
          {t("cards_go")}
        </Button>
      </form>
    </Page>
  );
}

function Downloads({ set, title }: { set: IssuedSet; title: string }) {
  return (
    <section class={css.downloads} data-testid="downloads">
      <h2>{title}</h2>
      <a class={css.download} href={cardsUrl(set, "pdf")} download data-testid="cards-pdf">
        <Icon glyph={printer} />
        {t("cards_pdf")}
      </a>
      <a class={css.download} href={cardsUrl(set, "csv")} download data-testid="cards-csv">
        <Icon glyph={download} />
        {t("cards_csv")}
      </a>
    </section>
  );
}
