import { useState } from "preact/hooks";
import type { IssuedSet } from "../../../shared/protocol.gen";
import { Chips } from "../../../ui/Chips";
import { Field } from "../../../ui/Field";
import { chevronRight, download } from "../../../ui/glyphs";
import { Download } from "../../../ui/Download";
import { Icon } from "../../../ui/Icon";
import { api, cardListUrl, cardsUrl } from "../../device/api";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { PrintChoices } from "../../parts/PrintChoices";
import { Printed } from "../../parts/Printed";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { printing } from "../../state/print";
import type { Hall } from "../../state/state";
import { Page } from "../../parts/Page";
import { RowLink, RowWords } from "../../../ui/Row";
import { printer } from "../../parts/glyphs";

/** Most cards made at once, as the box allows. */
const COUNT_MAX = 5_000;

/** No more cards than there are ways to fill the middle column with four numbers. */
const LOW_TIE_MAX = 1_365;

/** Makes card sets and hands out their sheets. */
export function Cards({ hall }: { hall: Hall }) {
  const say = words.value;
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
    <Page title={say.cards.title} back>
      <p data-testid="cards-issued">{issued === 0 ? say.cards.madeNone : say.cards.made(issued)}</p>
      {made && <Downloads set={made} title={say.cards.range(made.first, made.last)} />}
      {issued > 0 && !made && <Downloads set={{ first: 1, last: issued }} title={say.cards.all} />}
      {issued > 0 && <p class="soft small">{say.cards.how}</p>}
      {issued > 0 && (
        <RowLink href="#/reprint" testid="to-reprint">
          <Icon glyph={printer} />
          <RowWords>{say.cards.again}</RowWords>
          <Icon glyph={chevronRight} />
        </RowLink>
      )}
      <form class="stack loose" onSubmit={(event) => void issue(event)}>
        <Field
          label={say.cards.count}
          value={count}
          onInput={setCount}
          digits
          max={4}
          hint={say.cards.countHint}
          testid="cards-count"
        />
        <Chips
          label={say.cards.kind}
          value={lowTie ? "low" : "any"}
          options={[
            ["any", say.cards.any],
            ["low", say.cards.lowTie],
          ]}
          onPick={(kind) => setLowTie(kind === "low")}
          testid="cards-kind"
        />
        {lowTie && <p class="soft small">{say.cards.lowTieHint}</p>}
        <TroubleNote trouble={trouble} />
        <Button
          submit
          kind="primary"
          busy={busy}
          why={wrong && lowTie ? say.cards.lowTieHint : wrong ? say.cards.countHint : null}
          testid="cards-go"
        >
          {say.cards.go}
        </Button>
      </form>
    </Page>
  );
}

function Downloads({ set, title }: { set: IssuedSet; title: string }) {
  const say = words.value;
  return (
    <section class="stack tight" data-testid="downloads">
      <h2>{title}</h2>
      <PrintChoices cards />
      <Printed href={cardsUrl(set, printing.value)} file={`cards-${set.first}-${set.last}.pdf`} testid="cards-pdf">
        {say.cards.pdf}
      </Printed>
      <Download href={cardListUrl(set)} glyph={download} testid="cards-csv">
        {say.cards.csv}
      </Download>
      <p class="soft small">{say.cards.csvHint}</p>
    </section>
  );
}
