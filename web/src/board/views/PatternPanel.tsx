import type { GameView, StageView } from "../../shared/protocol.gen";
import { circleCheck } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { PatternPreview } from "../../ui/PatternPreview";
import { resultOf, stageOf } from "../screen";
import { words } from "../words";
import css from "./PatternPanel.module.css";
import { cardsInWords } from "./Strip";

/** What wins now, for which prize, and what was won before in this game. */
export function PatternPanel({ game, held }: { game: GameView; held: boolean }) {
  const stage = stageOf(game);
  if (stage === undefined) return null;
  const say = words.value;
  return (
    <section class={css.panel}>
      <div class={css.preview}>
        <PatternPreview masks={stage.masks} label={say.pattern(stage.name)} still={held} />
      </div>
      <div class={css.words}>
        {game.stages.length > 1 && <p class={css.soft}>{say.stage(game.stage + 1, game.stages.length)}</p>}
        <h2 class={css.name}>{stage.name}</h2>
        {stage.prize !== null && <p class={css.prize}>{say.prize(stage.prize)}</p>}
        {game.source === "cage" && <p class={css.soft}>{say.byHand}</p>}
        <Earlier stages={game.stages.slice(0, game.stage)} game={game} />
      </div>
    </section>
  );
}

function Earlier({ stages, game }: { stages: readonly StageView[]; game: GameView }) {
  if (stages.length === 0) return null;
  return (
    <ul class={css.earlier}>
      {stages.map((stage) => {
        const result = resultOf(stage, game.rules.ties);
        return (
          <li key={stage.pattern}>
            <Icon glyph={circleCheck} /> {stage.name}: {result === null ? words.value.noWinner : cardsInWords(result)}
          </li>
        );
      })}
    </ul>
  );
}
