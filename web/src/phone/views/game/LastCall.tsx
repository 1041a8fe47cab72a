import { letter } from "../../../shared/game/bingo";
import type { GameView } from "../../../shared/protocol.gen";
import { Ball } from "../../../ui/Ball";
import { history } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { shown } from "../../state/replay";
import { go } from "../../device/route";
import { words } from "../../lang";
import css from "./LastCall.module.css";
import parts from "../../parts/parts.module.css";

/** Earlier balls shown beside the last one. */
const EARLIER = 3;

/** The last call, the ones before it, and the way to all of them. */
export function LastCall({ game }: { game: GameView }) {
  const { call, menu, aim } = words.value;
  const calls = shown.value;
  const last = calls.at(-1);
  if (last === undefined) return <div class={css.calls} />;
  const wild = game.format.start === "wild" ? calls[0]! % 10 : null;
  return (
    <section class={css.calls} aria-label={call.last}>
      <p key={calls.length} class={css.last} data-letter={letter(last)}>
        <span class={css.letter}>{letter(last)}</span>
        <span class={css.number}>{last}</span>
      </p>
      <div class={css.side}>
        <ul class={css.earlier} aria-label={call.earlier}>
          {calls
            .slice(-1 - EARLIER, -1)
            .reverse()
            .map((ball) => (
              <li key={ball}>
                <Ball ball={ball} size="small" />
              </li>
            ))}
        </ul>
        <button type="button" class={`${parts.button} ${css.all}`} onClick={() => go("calls")}>
          <Icon glyph={history} />
          <span>{call.count(calls.length)}</span>
          <span class="spoken">{menu.calls}</span>
        </button>
      </div>
      {wild !== null && <p class={css.wild}>{aim.wild(wild)}</p>}
    </section>
  );
}
