import type { GameView } from "../../shared/protocol.gen";
import { PatternPreview } from "../../ui/PatternPreview";
import type { CardStanding, MarkMode } from "../view";
import { words } from "../words";
import css from "./StageBar.module.css";

type Props = { game: GameView; one: CardStanding | null; mode: MarkMode };

/** The pattern being played, its prize, and how far the open card is from it. */
export function StageBar({ game, one, mode }: Props) {
  const { game: texts, toGo } = words.value;
  const stage = game.stages[game.stage];
  if (stage === undefined) return null;
  const status = statusText(game);
  return (
    <section class={css.stage} aria-label={stage.name}>
      <div class={css.pattern}>
        <PatternPreview masks={stage.masks} label={stage.name} />
      </div>
      <div class={css.words}>
        <h2>{stage.name}</h2>
        {stage.prize !== null && <p class={css.prize}>{texts.prize(stage.prize)}</p>}
        {status !== null && <p class={css.prize}>{status}</p>}
      </div>
      {one?.plays && mode === "auto" && game.calls.length > 0 && status === null && (
        <p class={one.official.missing <= 1 ? `${css.toGo} ${css.near}` : css.toGo}>{toGo(one.official.missing)}</p>
      )}
    </section>
  );
}

function statusText(game: GameView): string | null {
  const texts = words.value.game;
  switch (game.status) {
    case "selling":
      return `${texts.selling} ${texts.inPlay(game.cards)}.`;
    case "locked":
      return `${texts.locked} ${texts.inPlay(game.cards)}.`;
    case "settled":
      return texts.settled;
    case "over":
    case "running":
    case "paused":
    case "checking":
      return null;
  }
}
