import { money } from "../../../shared/lang/i18n";
import { called } from "../../../shared/game/bingo";
import type { GameView, StageView } from "../../../shared/protocol.gen";
import { Ball } from "../../../ui/Ball";
import { PatternPreview } from "../../../ui/PatternPreview";
import { isParallel, jackpotLeft, masksAt } from "../../state/game/calling";
import { words } from "../../lang";
import { extraText, patternText } from "../../state/sentences";
import css from "./CallState.module.css";

/** Balls shown beside the last one. */
const BEFORE_MAX = 4;
/** Cards of a hand that are drawn; a set of six would fill the screen and say nothing more. */
const BOARDS_MAX = 3;

/** Last ball, the ones before, how many are out. */
export function BallState({ game }: { game: GameView }) {
  const say = words.value;
  const last = game.calls.at(-1);
  const before = game.calls.slice(-1 - BEFORE_MAX, -1).reverse();
  return (
    <div class={css.state}>
      <p class="spoken" role="status">
        {last ? say.draw.called(called(last)) : ""}
      </p>
      <div class={css.lastBall} hidden={!last} data-testid="last-ball" data-ball={last ?? ""}>
        {last && <Ball ball={last} size="large" />}
      </div>
      <div class={css.facts}>
        <p class={css.count} data-testid="call-count">
          <span aria-hidden>{say.call.count(game.calls.length)}</span>
          <span class="spoken">{say.call.countLabel(game.calls.length)}</span>
        </p>
        {last ? (
          <ul class={css.before} aria-label={say.call.before} data-testid="last-calls">
            {before.map((ball) => (
              <li key={ball}>
                <Ball ball={ball} size="fill" />
              </li>
            ))}
          </ul>
        ) : (
          <p>{say.call.noBall}</p>
        )}
        <p class="soft small">{say.cardCount(game.cards)}</p>
        <StartWords game={game} />
      </div>
    </div>
  );
}

/** How the draw begins, where that is not with the first ball. */
function StartWords({ game }: { game: GameView }) {
  const say = words.value;
  const { start } = game.format;
  const first = game.calls[0];
  if (start === "wild") return <p class="soft small">{first ? say.wild.is(first % 10) : say.wild.first}</p>;
  if (start !== "first_ball" && !first) return <p class="soft small">{say.preDrawn(start.pre_drawn)}</p>;
  return null;
}

/** What wins in this game, stage by stage. */
export function Stages({ game }: { game: GameView }) {
  return (
    <ol class={css.stages} aria-label={words.value.stage.all}>
      {game.stages.map((stage, i) => (
        <Stage key={i} game={game} stage={stage} i={i} />
      ))}
    </ol>
  );
}

function Stage({ game, stage, i }: { game: GameView; stage: StageView; i: number }) {
  const say = words.value;
  const hand = stage.goal?.hand ?? 1;
  const open = game.open.includes(i);
  const name = patternText(stage.pattern, stage.name);
  return (
    <li class={css.stage} data-now={open} data-closed={stage.closed}>
      <span class={css.boards}>
        {Array.from({ length: Math.min(hand, BOARDS_MAX) }, (_, place) => (
          <PatternPreview key={place} masks={masksAt(stage.masks, stage.goal, place)} label={name} still={!open} />
        ))}
      </span>
      <span class={css.stageWords}>
        <span class="soft small">
          {[say.stage.of(i + 1, game.stages.length), isParallel(game) && open && say.stage.openNow]
            .filter(Boolean)
            .join(" · ")}
        </span>
        <b>{name}</b>
        {hand > 1 && <span>{say.stage.hand(hand)}</span>}
        <span>{stage.prize ? say.stage.prize(stage.prize) : say.stage.noPrize}</span>
        <JackpotWords stage={stage} calls={game.calls.length} />
        {stage.extras.map((extra, at) => (
          <span key={at} class="soft small">
            {`${extraText(extra.extra)}: ${extra.name}`}
          </span>
        ))}
      </span>
    </li>
  );
}

/** How long the jackpot can still be won. */
function JackpotWords({ stage, calls }: { stage: StageView; calls: number }) {
  const left = jackpotLeft(stage, calls);
  if (left === null || !stage.jackpot) return null;
  const { name, value, within } = stage.jackpot;
  const what = value > 0 ? `${name} (${money(value)})` : name;
  return (
    <b class={css.jackpot} data-gone={left === 0} data-testid="jackpot">
      {left === 0 ? words.value.jackpot.gone(what, within) : words.value.jackpot.left(left, what)}
    </b>
  );
}
