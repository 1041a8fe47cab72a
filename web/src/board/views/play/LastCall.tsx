import { called } from "../../../shared/game/bingo";
import { isWild, preDrawn } from "../../../shared/game/goal";
import type { GameView } from "../../../shared/protocol.gen";
import { Ball } from "../../../ui/Ball";
import { callsBefore } from "../../state/view";
import { words } from "../../lang";
import css from "./LastCall.module.css";
import { Seal } from "./Seal";

/** The newest ball, as large as it can be, how many are out and the five before it. */
export function LastCall({ game }: { game: GameView }) {
  const newest = game.calls[game.calls.length - 1];
  if (newest === undefined) return <Seal game={game} />;
  const say = words.value;
  const before = callsBefore(game.calls);
  const drawn = preDrawn(game.format.start);
  const early = drawn > 0 && game.calls.length <= drawn;
  const wild = isWild(game) ? game.calls[0]! % 10 : null;
  return (
    <section class={css.panel}>
      <div key={game.calls.length} class={css.ball}>
        <Ball ball={newest} size="fill" />
      </div>
      <div class={css.words}>
        {wild === null ? (
          <>
            <p class={css.label}>{say.last}</p>
            <p class={css.newest}>{called(newest)}</p>
          </>
        ) : (
          <>
            <p class={css.newest}>{game.calls.length === 1 ? say.wild(wild) : called(newest)}</p>
            <p class={css.wild}>{game.calls.length === 1 ? say.wildMore(wild) : say.wild(wild)}</p>
          </>
        )}
        <p class={css.count}>{say.called(game.calls.length)}</p>
        {early && <p class={css.wild}>{say.drawnFirst(drawn)}</p>}
        {game.pace_s !== null && <p class={css.label}>{say.pace(game.pace_s)}</p>}
        {before.length > 0 && !early && (
          <ol class={css.before} aria-label={say.before}>
            {before.map((ball) => (
              <li key={ball} class={css.old}>
                <Ball ball={ball} size="fill" />
              </li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
