import type { BoardSnapshot, GameView } from "../../shared/protocol.gen";
import type { Notice } from "../screen";
import { Grid } from "./Grid";
import { JoinPanel } from "./JoinPanel";
import { LastCall } from "./LastCall";
import { PatternPanel } from "./PatternPanel";
import css from "./Play.module.css";
import { Strip } from "./Strip";

type Props = { night: BoardSnapshot; game: GameView; held: boolean; notice: Notice | null };

/** A game from the close of sales to its last win. */
export function Play({ night, game, held, notice }: Props) {
  return (
    <main class={css.play}>
      <div class={css.strip}>
        <Strip game={game} next={night.next} notice={notice} />
      </div>
      <div class={css.call}>
        <LastCall game={game} />
      </div>
      <div class={css.pattern}>
        <PatternPanel game={game} held={held} />
      </div>
      <div class={css.join}>
        <JoinPanel night={night} />
      </div>
      <div class={css.grid}>
        <Grid calls={game.calls} />
      </div>
    </main>
  );
}
