import { useEffect, useState } from "preact/hooks";
import type { FirstSteps as Steps } from "../../../shared/protocol.gen";
import { chevronRight, circleCheck } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { api } from "../../device/api";
import { words } from "../../lang";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import type { Hall } from "../../state/state";
import { Page } from "../../parts/Page";
import { OrderedRows, RowLink, RowPlace, RowWords } from "../../../ui/Row";

const STEPS = [
  ["cards", "cards"],
  ["team", "team"],
  ["prize", "prizes"],
  ["game", "programme/new"],
] as const;

/** What an owner still has to do before the first guest comes. */
export function FirstSteps({ hall }: { hall: Hall }) {
  const say = words.value;
  const { trouble, run } = useAsk();
  const [steps, setSteps] = useState<Steps | null>(null);
  useEffect(() => {
    void run(api.firstSteps()).then((answer) => answer && setSteps(answer.ok));
    // Team and cards are not entries, so the counts stand for them.
  }, [hall.s, hall.people.length, hall.cardsIssued]);
  const all = steps !== null && STEPS.every(([step]) => steps[step]);
  return (
    <Page title={say.first.title}>
      <p>{all ? say.first.all : say.first.intro}</p>
      <TroubleNote trouble={trouble} />
      <OrderedRows testid="first-steps">
        {STEPS.map(([step, to], i) => (
          <li key={step}>
            <RowLink href={`#/${to}`} done={steps?.[step] ?? false} testid={`step-${step}`}>
              <RowPlace>{steps?.[step] ? <Icon glyph={circleCheck} label={say.first.done} /> : i + 1}</RowPlace>
              <RowWords>{say.first.steps[step]}</RowWords>
              <Icon glyph={chevronRight} />
            </RowLink>
          </li>
        ))}
      </OrderedRows>
    </Page>
  );
}
