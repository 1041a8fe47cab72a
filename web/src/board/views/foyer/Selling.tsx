import { drawings, preDrawn } from "../../../shared/game/goal";
import { number } from "../../../shared/lang/i18n";
import type { BoardSnapshot, GameView } from "../../../shared/protocol.gen";
import { HandPreview } from "../../../ui/PatternPreview";
import type { Notice } from "../../state/view";
import { shortHash } from "../../state/view";
import { words } from "../../lang";
import { extraInWords } from "../play/extras";
import { HowTo } from "./HowTo";
import { HandText, Stake } from "../play/PatternPanel";
import css from "./Selling.module.css";
import { Strip } from "../play/Strip";

type Props = { night: BoardSnapshot; game: GameView; held: boolean; notice: Notice | null };

/** Cards can still be bought: what is played for, how to join, and the promise about the draw. */
export function Selling({ night, game, held, notice }: Props) {
  const say = words.value;
  return (
    <main class={game.stages.length > 2 ? `${css.selling} ${css.dense}` : css.selling}>
      <div class={css.strip}>
        <Strip game={game} next={night.next} notice={notice} />
      </div>
      <div class={css.left}>
        <p class={css.open}>{say.selling}</p>
        <p class={css.sold}>
          <b>{number(game.cards)}</b> {say.cardsSold(game.cards)}
        </p>
        <h2 class={css.heading}>
          {say.toWin}
          {game.stages.length > 1 &&
            game.format.run !== "into" &&
            `: ${game.format.run === "first_ends" ? say.firstEnds : say.atOnce}`}
        </h2>
        <ol class={game.format.run === "into" ? `${css.stages} ${css.into}` : css.stages}>
          {game.stages.map((stage, place) => (
            <li key={place} class={(drawings(stage)[0]?.length ?? 1) > 1 ? `${css.stage} ${css.wide}` : css.stage}>
              <div class={css.preview}>
                <HandPreview drawings={drawings(stage)} label={say.pattern(stage.name)} still={held} />
              </div>
              <b class={css.name}>{stage.name}</b>
              <div class={css.stake}>
                <HandText stage={stage} />
                <Stake stage={stage} calls={0} />
                {stage.extras.map((extra, each) => (
                  <p key={each} class={css.soft}>
                    {extraInWords(extra)}
                  </p>
                ))}
              </div>
            </li>
          ))}
        </ol>
        {preDrawn(game.format.start) > 0 && <p>{say.preDrawn(preDrawn(game.format.start))}</p>}
        <Pledge game={game} />
      </div>
      <HowTo night={night} />
    </main>
  );
}

function Pledge({ game }: { game: GameView }) {
  const say = words.value;
  if (game.source === "cage") return <p class={css.pledge}>{say.byHand}</p>;
  const { commitment } = game.fairness;
  if (commitment === null) return null;
  return (
    <p class={css.pledge}>
      {say.sealed} <span class={css.hash}>{shortHash(commitment)}</span>
      <br />
      <span class={css.soft}>{say.sealedWhy}</span>
    </p>
  );
}
