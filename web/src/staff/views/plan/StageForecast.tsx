import { language } from "../../../shared/lang/i18n";
import type { StageForecastView } from "../../../shared/protocol.gen";
import { Panel } from "../../../ui/Panel";
import { planWords } from "../../lang/plan";
import { minutesOf } from "../../state/plan/forecast";
import css from "./StageForecast.module.css";

function percent(share: number): string {
  const digits = share > 0 && share < 0.01 ? 1 : 0;
  return new Intl.NumberFormat(language.value, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

function decimal(value: number): string {
  return new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 }).format(value);
}

/** What the game is reckoned to be until one stage is won. */
export function StageForecast({
  name,
  view,
  pace,
}: {
  name: string;
  view: StageForecastView;
  pace: number | null | undefined;
}) {
  const texts = planWords.value;
  const minutes = minutesOf(view, pace);
  return (
    <Panel data-testid="forecast-stage">
      <h3>{name}</h3>
      <dl class={css.facts}>
        <Fact
          name={texts.forecast.calls}
          value={decimal(view.mean_calls)}
          more={texts.forecast.callsMost(view.p10, view.p90)}
        />
        <Fact
          name={texts.forecast.minutes}
          value={texts.forecast.minutesRange(minutes.from, minutes.to)}
          more={texts.forecast.minutesAt(minutes.every_s)}
        />
        <Fact
          name={texts.forecast.tie}
          value={percent(view.tie_probability)}
          more={texts.forecast.winners(decimal(view.expected_winners))}
        />
        {view.jackpot_probability !== null && (
          <Fact name={texts.forecast.jackpot} value={percent(view.jackpot_probability)} />
        )}
      </dl>
      <p class="soft small">{view.exact ? texts.forecast.exact : texts.forecast.simulated}</p>
    </Panel>
  );
}

function Fact({ name, value, more }: { name: string; value: string; more?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value}
        {more && <small>{more}</small>}
      </dd>
    </div>
  );
}
