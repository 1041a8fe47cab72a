import { clockTime } from "../../../shared/lang/i18n";
import { wifiOff } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import type { Outage } from "../../../ui/outage";
import { board, heard_at } from "../../state/hall";
import { screenOf } from "../../state/view";
import { words } from "../../lang";
import css from "./LinkDot.module.css";

/** Shown only while the box is out of reach: how old the picture is. */
export function LinkDot({ outage }: { outage: Outage }) {
  const say = words.value;
  const at = heard_at.value;
  // Where there is a top line, it says so after a while, larger.
  const saidAbove = outage === "follow_caller" && ["play", "selling"].includes(screenOf(board.value));
  const hidden = outage === "none" || saidAbove || board.value.night === null;
  return (
    <p class={hidden ? css.hidden : css.dot} role="status">
      {!hidden && (
        <>
          <Icon glyph={wifiOff} />
          {at === null ? say.offlineNoTime : say.offline(clockTime(at))}
        </>
      )}
    </p>
  );
}
