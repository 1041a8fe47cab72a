import { signal } from "@preact/signals";
import { undo as undoGlyph } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { words } from "../../lang";
import css from "./Undo.module.css";
import parts from "../../parts/parts.module.css";

/** How long a removal can be taken back. */
const UNDO_MS = 8_000;

const offer = signal<{ text: string; undo: () => void } | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Says what was done and offers to take it back for a while. */
export function offerUndo(text: string, undo: () => void): void {
  clearTimeout(timer);
  offer.value = { text, undo };
  timer = setTimeout(() => (offer.value = null), UNDO_MS);
}

/** The offer, when there is one. */
export function Undo() {
  const now = offer.value;
  return (
    <div class={css.place} role="status">
      {now !== null && (
        <div class={css.toast}>
          <span>{now.text}</span>
          <button
            type="button"
            class={parts.button}
            onClick={() => {
              offer.value = null;
              now.undo();
            }}
          >
            <Icon glyph={undoGlyph} />
            {words.value.undo}
          </button>
        </div>
      )}
    </div>
  );
}
