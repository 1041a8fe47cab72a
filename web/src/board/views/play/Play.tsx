import type { BoardSnapshot, GameView } from "../../../shared/protocol.gen";
import { type Notice, shownCards } from "../../state/view";
import { Grid } from "./Grid";
import { JoinPanel } from "./JoinPanel";
import { LastCall } from "./LastCall";
import { isRich, PatternPanel } from "./PatternPanel";
import css from "./Play.module.css";
import { ShownCards } from "./ShownCards";
import { Strip } from "./Strip";

type Props = { night: BoardSnapshot; game: GameView; held: boolean; notice: Notice | null };

/** A game from the close of sales to its last win. */
export function Play({ night, game, held, notice }: Props) {
  const shown = shownCards(game);
  return (
    <main class={`${css.play} ${shown.length > 0 ? css.showing : isRich(game) ? css.rich : ""}`}>
      <div class={css.strip}>
        <Strip game={game} next={night.next} notice={notice} />
      </div>
      <div class={css.call}>
        <LastCall game={game} />
      </div>
      {shown.length > 0 ? (
        <div class={css.cards}>
          <ShownCards cards={shown} last={game.calls.at(-1)} />
        </div>
      ) : (
        <>
          <div class={css.pattern}>
            <PatternPanel game={game} held={held} />
          </div>
          <div class={css.join}>
            <JoinPanel night={night} />
          </div>
        </>
      )}
      <div class={css.grid}>
        <Grid calls={game.calls} start={game.format.start} />
      </div>
    </main>
  );
}
