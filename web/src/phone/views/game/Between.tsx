import { hourglass, trophy } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { forgetAll, state } from "../../state/hall";
import { polite } from "../../state/say";
import type { Tonight } from "../../state/state";
import { words } from "../../lang";
import css from "./Between.module.css";
import { lazyPart } from "../../parts/lazy";
import parts from "../../parts/parts.module.css";

const Finished = lazyPart(() => import("./Finished"));

/** No game is played: before the first, between two, or after the last. */
export function Between({ tonight }: { tonight: Tonight }) {
  const { game: texts } = words.value;
  const { finished } = state.value;
  const over = tonight.night_over;
  const justOver = !over && tonight.game !== null;
  const between = !over && finished !== null;
  return (
    <div class={parts.panel}>
      <h2 class={css.title}>
        <Icon glyph={over ? trophy : hourglass} size="large" />
        {over ? texts.ended : justOver ? texts.over : between ? texts.between : texts.nothing}
      </h2>
      {!justOver && <p>{over ? texts.endedText(tonight.venue) : between ? texts.betweenText : texts.nothingText}</p>}
      {tonight.next[0] !== undefined && !over && (
        <p>
          <strong>{texts.next}:</strong> {tonight.next[0].name} ({tonight.next[0].stages.join(" → ")})
        </p>
      )}
      {finished !== null && <Finished game={finished} />}
      {over && (
        <button
          type="button"
          class={parts.button}
          onClick={() => void forgetAll().then(() => (polite.value = texts.cleared))}
        >
          {texts.clear}
        </button>
      )}
    </div>
  );
}
