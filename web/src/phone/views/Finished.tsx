import type { GameView } from "../../shared/protocol.gen";
import { shared } from "../../shared/words";
import { shieldCheck } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { go } from "../route";
import { words } from "../words";
import parts from "./parts.module.css";

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
