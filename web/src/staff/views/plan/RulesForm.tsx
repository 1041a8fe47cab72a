import type { Rules } from "../../../shared/protocol.gen";
import type { Topic } from "../../../shared/lang/texts";
import { profileName } from "../../../shared/sentences/rules";
import { planWords } from "../../lang/plan";
import { MoneyField } from "../../parts/Numbers";
import { clashOf } from "../../state/plan/planned";
import {
  isChanged,
  meaning,
  position,
  positionName,
  switched,
  SWITCHES,
  THRESHOLDS,
  type Threshold,
} from "../../state/plan/switches";
import { Chips } from "../../../ui/Chips";
import { Pick } from "../../../ui/Field";
import { Note } from "../../../ui/Note";
import { Fold, FoldContent } from "../../parts/Fold";
import css from "./RulesForm.module.css";

/** Value a threshold begins with, in cents. */
const FROM_USUAL = 10_000;

type Props = { rules: Rules; profiles: readonly Rules[]; onChange: (rules: Rules) => void };

/** House rules: a profile, and every switch of it in plain words. */
export function RulesForm({ rules, profiles, onChange }: Props) {
  const texts = planWords.value;
  const clash = clashOf(rules);
  const pick = (profile: string) => {
    const found = profiles.find((one) => one.profile === profile);
    if (found) onChange(found);
  };
  return (
    <section class="stack">
      <h2>{texts.rules.name}</h2>
      <Pick
        label={texts.rules.profile}
        value={rules.profile}
        options={profiles.map((one) => [one.profile, profileName(one.profile)] as const)}
        onPick={pick}
        testid="game-rules"
      />
      {isChanged(rules, profiles) && <p class="is-warn">{texts.rules.changed}</p>}
      {clash && (
        <Note tone="bad" role="alert">
          {texts.why[clash]}
        </Note>
      )}
      <Fold>
        <summary data-testid="rules-all">{texts.rules.all}</summary>
        <FoldContent>
          {SWITCHES.map(({ key, options }) => (
            <div key={key} class={css.switch}>
              <Pick
                label={texts.switches[key].label}
                value={position(rules, key)}
                options={options.map((one) => [one, positionName(key, one)] as const)}
                onPick={(value) => onChange(switched(rules, key, value))}
                testid={`rule-${key}`}
              />
              <p class="soft small">{meaning(rules, key)}</p>
            </div>
          ))}
          {THRESHOLDS.map(([key, topic]) => (
            <From
              key={key}
              threshold={key}
              topic={topic}
              label={texts.thresholds[key]}
              rules={rules}
              onChange={onChange}
            />
          ))}
        </FoldContent>
      </Fold>
    </section>
  );
}

type FromProps = { threshold: Threshold; topic: Topic; label: string; rules: Rules; onChange: (rules: Rules) => void };

/** Never, always, or from a value of the prize. */
function From({ threshold, topic, label, rules, onChange }: FromProps) {
  const from = rules[threshold];
  const kind = from === null ? "never" : from === 0 ? "always" : "value";
  const set = (next: number | null) => onChange({ ...rules, [threshold]: next });
  const pick = (next: "never" | "always" | "value") =>
    set(next === "never" ? null : next === "always" ? 0 : FROM_USUAL);
  return (
    <div class={css.switch}>
      <p>
        <b>{label}</b>
      </p>
      <Chips
        label={label}
        value={kind}
        options={(["never", "always", "value"] as const).map((one) => [one, planWords.value.from[one]] as const)}
        onPick={pick}
        testid={`rule-${threshold}`}
      />
      {kind === "value" && (
        <MoneyField label={planWords.value.fromAmount} amount={from} onAmount={(amount) => amount && set(amount)} />
      )}
      <p class="soft small">{meaning(rules, topic)}</p>
    </div>
  );
}
