import type { GameView } from "../../../shared/protocol.gen";
import { shared } from "../../../shared/lang";
import { shieldCheck } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { go } from "../../device/route";
import { words } from "../../lang";
import parts from "../../parts/parts.module.css";

/** How the last game ended, and the way to its check. */
export default function Finished({ game }: { game: GameView }) {
  return (
    <p class={parts.row}>
      <span>
        {game.name}: {shared.value.outcome[game.outcome ?? "played"]}
      </span>
      <button type="button" class={parts.button} onClick={() => go("fair")}>
        <Icon glyph={shieldCheck} />
        {words.value.menu.fair}
      </button>
    </p>
  );
}
