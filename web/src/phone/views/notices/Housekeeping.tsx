import { Banner } from "../../../ui/Banner";
import { clock, info } from "../../../ui/glyphs";
import { keys, setKeys, state } from "../../state/hall";
import { updateNow, updateReady } from "../../device/offline";
import { isStranger } from "../../state/view";
import { words } from "../../lang";
import parts from "../../parts/parts.module.css";

/** What can wait: cards still asked for, strange cards, a new version. */
export function Housekeeping() {
  const { notice, cardState } = words.value;
  const { unknown, tonight } = state.value;
  const pending = (keys.value ?? []).filter(
    (key) => !unknown.includes(key) && !tonight?.cards.some((card) => card.key === key),
  ).length;
  return (
    <>
      {pending > 0 && <p class={`${parts.soft} ${parts.small}`}>{cardState.pending(pending)}</p>}
      {!isSecureContext && <p class={`${parts.soft} ${parts.small}`}>{notice.plain}</p>}
      {unknown.length > 0 && !isStranger(keys.value ?? [], state.value) && (
        <Banner kind="warn" glyph={info} title={cardState.wrongText(unknown.length)}>
          <button
            type="button"
            class={parts.button}
            onClick={() => setKeys((keys.value ?? []).filter((key) => !unknown.includes(key)))}
          >
            {cardState.forget}
          </button>
        </Banner>
      )}
      {updateReady.value && (
        <Banner kind="info" glyph={clock} title={notice.update}>
          <button type="button" class={parts.button} onClick={updateNow}>
            {notice.updateNow}
          </button>
        </Banner>
      )}
    </>
  );
}
