import { useEffect, useState } from "preact/hooks";
import { number } from "../../../shared/lang/i18n";
import type { ForecastView, Planned } from "../../../shared/protocol.gen";
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
import { asked, type Asked } from "../../state/plan/forecast";
import { Note } from "../../../ui/Note";
import css from "./Forecast.module.css";
import { StageForecast } from "./StageForecast";

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
    <section class="stack" data-testid="forecast">
      <h2>{texts.forecast.title}</h2>
      {hand > 1 && <Pairs hand={hand} packs={packs} />}
      <CountField
        label={texts.forecast.cards}
        value={cards}
        onValue={setCards}
        hint={texts.forecast.cardsHint(number(sold))}
        testid="forecast-cards"
      />
      <div role="status" class={css.forecast} aria-busy={question !== null && answer === null}>
        {question && answer === null && (
          <p class="soft small">{live.value ? texts.forecast.wait : texts.forecast.failed(words.value.needsLive)}</p>
        )}
        {answer && "why" in answer && <p class="soft small">{texts.forecast.failed(answer.why)}</p>}
        {answer && "view" in answer && answer.view.hands === 0 && <p>{texts.forecast.noHands}</p>}
        {answer &&
          "view" in answer &&
          answer.view.hands > 0 &&
          stagesWithPays(planned, all).map(({ stage }, at) => {
            const seen = answer.view.stages[at];
            return seen ? <StageForecast key={at} name={said(stage.names)} view={seen} pace={planned.pace_s} /> : null;
          })}
      </div>
    </section>
  );
}

/** Whether anybody has enough cards for a game that is won by several of one player. */
function Pairs({ hand, packs }: { hand: number; packs: number }) {
  const texts = planWords.value.forecast;
  if (packs > 0) {
    return (
      <p class="soft small" data-testid="pairs-warning" data-packs={packs}>
        {texts.pairsSome(packs)}
      </p>
    );
  }
  return (
    <Note tone="warn" data-testid="pairs-warning" data-packs={packs}>
      <Icon glyph={triangleAlert} />
      <span>{texts.pairsNone(hand)}</span>
    </Note>
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
