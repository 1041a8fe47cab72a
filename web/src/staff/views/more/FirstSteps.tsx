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
import css from "../lists.module.css";
import shared from "../shared.module.css";

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
      <ol class={css.list} data-testid="first-steps">
        {STEPS.map(([step, to], i) => (
          <li key={step}>
            <a class={css.step} href={`#/${to}`} data-done={steps?.[step] ?? false} data-testid={`step-${step}`}>
              <span class={shared.order}>
                {steps?.[step] ? <Icon glyph={circleCheck} label={say.first.done} /> : i + 1}
              </span>
              <span class={css.rowMain}>{say.first.steps[step]}</span>
              <Icon glyph={chevronRight} />
            </a>
          </li>
        ))}
      </ol>
    </Page>
  );
}
