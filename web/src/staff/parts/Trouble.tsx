import { Icon } from "../../ui/Icon";
import { circleX } from "../../ui/glyphs";
import { hall } from "../hall";
import { t } from "../lang";
import { refusalText } from "../words";
import css from "./parts.module.css";
import type { Trouble } from "./useAct";

/** Why something was refused, beside the button that asked for it. */
export function TroubleNote({ trouble }: { trouble: Trouble }) {
  return (
    <div role="alert">
      {trouble && (
        <p class={css.trouble} data-testid="trouble">
          <Icon glyph={circleX} />
          <span>{trouble === "unreachable" ? t("unreachable") : refusalText(trouble, hall.value)}</span>
        </p>
      )}
    </div>
  );
}
