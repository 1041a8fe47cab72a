import { Icon } from "../../ui/Icon";
import { Note } from "../../ui/Note";
import { circleX } from "../../ui/glyphs";
import { hall } from "../state/hall";
import { words } from "../lang";
import { refusalText } from "../state/sentences";
import css from "./Trouble.module.css";
import type { Trouble } from "./useAct";

/** Why something was refused, in words. `wrong` is what to say when a secret was not right. */
function textOf(trouble: Exclude<Trouble, null>, wrong: string | undefined): string {
  if (trouble === "unreachable") return words.value.unreachable.text;
  if (wrong && trouble.code === "invalid" && trouble.fault.kind === "wrong") return wrong;
  return refusalText(trouble, hall.value);
}

/** Why something was refused, beside the button that asked for it. */
export function TroubleNote({ trouble, wrong }: { trouble: Trouble; wrong?: string }) {
  return (
    <div role="alert" class={css.alert}>
      {trouble && (
        <Note tone="bad" data-testid="trouble">
          <Icon glyph={circleX} />
          <span>{textOf(trouble, wrong)}</span>
        </Note>
      )}
    </div>
  );
}
