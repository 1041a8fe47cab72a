import { useEffect, useState } from "preact/hooks";
import { language, number } from "../../../shared/lang/i18n";
import type { ForecastView, Planned, StageForecastView } from "../../../shared/protocol.gen";
import { triangleAlert } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { api } from "../../device/api";
import { catalogue, handOf, said } from "../../state/plan/catalogue";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { packsOf } from "../../state/game/packs";
import { CountField } from "../../parts/Numbers";
import { stagesWithPays } from "../../state/plan/planned";
import type { Hall } from "../../state/state";
import { refusalText } from "../../state/sentences";
import { asked, minutesOf, type Asked } from "../../state/plan/forecast";
import shared from "../shared.module.css";
import css from "./plan.module.css";

/** Cards to reckon with before any is sold. */
const CARDS_USUAL = 50;
/** Rest after the last change before the box is asked, ms. */
const REST_MS = 700;

type Answer = { view: ForecastView } | { why: string } | null;

/** How the game will go, before it is opened. */
export function Forecast({ planned, hall }: { planned: Planned; hall: Hall }) {
  const texts = planWords.value;
  const sold = hall.counts.cards_sold;
  const [cards, setCards] = useState(sold > 0 ? sold : CARDS_USUAL);
  const question = asked(planned, cards, catalogue.value);
  const answer = useForecast(question, hall);
  const all = catalogue.value;
  const hand = handOf(planned.play, all);
  const packs = packsOf(hall.feed, hand);
  return (
    <section class={css.section} data-testid="forecast">
      <h2>{texts.forecast.title}</h2>
      {hand > 1 && (
        <p class={packs === 0 ? css.warning : shared.soft} data-testid="pairs-warning" data-packs={packs}>
          {packs === 0 && <Icon glyph={triangleAlert} />}
          <span>{packs === 0 ? texts.forecast.pairsNone(hand) : texts.forecast.pairsSome(packs)}</span>
        </p>
      )}
      <CountField
        label={texts.forecast.cards}
        value={cards}
        onValue={setCards}
        hint={texts.forecast.cardsHint(number(sold))}
        testid="forecast-cards"
      />
      <div role="status" class={css.forecast} aria-busy={question !== null && answer === null}>
        {question && answer === null && (
          <p class={shared.soft}>{live.value ? texts.forecast.wait : texts.forecast.failed(words.value.needsLive)}</p>
        )}
        {answer && "why" in answer && <p class={shared.soft}>{texts.forecast.failed(answer.why)}</p>}
        {answer && "view" in answer && answer.view.hands === 0 && <p>{texts.forecast.noHands}</p>}
        {answer &&
          "view" in answer &&
          answer.view.hands > 0 &&
          stagesWithPays(planned, all).map(({ stage }, at) => {
            const seen = answer.view.stages[at];
            return seen ? <Stage key={at} name={said(stage.names)} view={seen} pace={planned.pace_s} /> : null;
          })}
      </div>
    </section>
  );
}

/** Asks the box once the form has come to rest; a late answer to an older question is dropped. */
function useForecast(question: Asked | null, hall: Hall): Answer {
  const [answer, setAnswer] = useState<Answer>(null);
  const linked = live.value;
  useEffect(() => {
    setAnswer(null);
    if (!question || !linked) return;
    let wanted = true;
    const ask = async () => {
      const came = await api.forecast(question.planned, question.cards);
      if (!wanted) return;
      if ("ok" in came) setAnswer({ view: came.ok });
      else setAnswer({ why: "refused" in came ? refusalText(came.refused, hall) : planWords.value.forecast.away });
    };
    const timer = setTimeout(() => void ask(), REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [question?.key, linked]);
  return answer;
}

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

function Stage({ name, view, pace }: { name: string; view: StageForecastView; pace: number | null | undefined }) {
  const texts = planWords.value;
  const minutes = minutesOf(view, pace);
  return (
    <div class={css.box} data-testid="forecast-stage">
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
      <p class={shared.soft}>{view.exact ? texts.forecast.exact : texts.forecast.simulated}</p>
    </div>
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
