import type { GameView, UpNext } from "../../shared/protocol.gen";
import { shared } from "../../shared/words";
import { words } from "../words";
import css from "./Rules.module.css";

/** What holds in this game, in words: who draws, what happens in a tie, what comes next. */
export function Rules({ game, next }: { game: GameView; next: readonly UpNext[] }) {
  const texts = words.value.game;
  const { tie, source } = shared.value;
  return (
    <section class={css.rules} aria-label={texts.rules}>
      <p>
        <strong>{texts.rules}:</strong> {tie[game.rules.ties]} {source[game.source]}.
      </p>
      {game.stages.length > 1 && (
        <ol class={css.stages}>
          {game.stages.map((stage, index) => (
            <li key={index} aria-current={index === game.stage ? "step" : undefined} class={index < game.stage ? css.done : ""}>
              {stage.name}
            </li>
          ))}
        </ol>
      )}
      {next[0] !== undefined && (
        <p>
          <strong>{texts.next}:</strong> {next[0].name} ({next[0].stages.join(" → ")})
        </p>
      )}
    </section>
  );
}
