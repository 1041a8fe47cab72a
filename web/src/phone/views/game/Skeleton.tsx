import { SQUARES } from "../../../ui/squares";
import { words } from "../../lang";
import game from "./Game.module.css";
import css from "./Skeleton.module.css";

/** The game before anything is known: grey, in its final size, so that nothing jumps. */
export function Skeleton() {
  return (
    <main class={game.game} aria-busy="true">
      <h1 class="spoken">{words.value.loading}</h1>
      <div class={css.head} />
      <div class={game.body}>
        <div class={game.calls}>
          <div class={`${css.grey} ${css.call}`} />
          <div class={`${css.grey} ${css.stage}`} />
        </div>
        <div class={css.card}>
          {SQUARES.map((square) => (
            <span key={square} class={css.grey} />
          ))}
        </div>
      </div>
    </main>
  );
}
