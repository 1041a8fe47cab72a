import type { GameView } from "../../shared/protocol.gen";
import { Ball } from "../../ui/Ball";
import { PatternPreview } from "../../ui/PatternPreview";
import { t, tn } from "../lang";
import { patternText } from "../words";
import css from "./call.module.css";

/** Balls shown beside the last one. */
const BEFORE_MAX = 4;

/** Last ball, the ones before, how many are out. */
export function BallState({ game }: { game: GameView }) {
  const last = game.calls.at(-1);
  const before = game.calls.slice(-1 - BEFORE_MAX, -1).reverse();
  return (
    <div class={css.state}>
      <div class={css.lastBall} hidden={!last} data-testid="last-ball" data-ball={last ?? ""}>
        {last && <Ball ball={last} size="large" />}
      </div>
      <div class={css.facts}>
        <p class={css.count} data-testid="call-count">
          <span aria-hidden>{t("call_count", { n: game.calls.length })}</span>
          <span class="spoken">{t("call_count_label", { n: game.calls.length })}</span>
        </p>
        {last ? (
          <ul class={css.before} aria-label={t("call_before")} data-testid="last-calls">
            {before.map((ball) => (
              <li key={ball}>
                <Ball ball={ball} size="fill" />
              </li>
            ))}
          </ul>
        ) : (
          <p>{t("call_no_ball")}</p>
        )}
        <p class={css.soft}>{tn("cards", game.cards)}</p>
      </div>
    </div>
  );
}

/** What wins in this game, stage by stage. */
export function Stages({ game }: { game: GameView }) {
  return (
    <ol class={css.stages} aria-label={t("stages")}>
      {game.stages.map((stage, i) => (
        <li key={i} class={css.stage} data-now={i === game.stage} data-closed={stage.closed}>
          <span class={css.preview}>
            <PatternPreview masks={stage.masks} label={patternText(stage.pattern, stage.name)} still={i !== game.stage} />
          </span>
          <span class={css.stageWords}>
            <span class={css.soft}>{t("stage_of", { n: i + 1, of: game.stages.length })}</span>
            <b>{patternText(stage.pattern, stage.name)}</b>
            <span>{stage.prize ? t("stage_prize", { prize: stage.prize }) : t("stage_no_prize")}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}
