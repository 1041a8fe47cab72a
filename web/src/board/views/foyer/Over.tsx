import type { BoardSnapshot, GameView, StageView } from "../../../shared/protocol.gen";
import { shieldCheck, trophy } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { resultOf, shortHash } from "../../state/view";
import { words } from "../../lang";
import { Programme } from "./Foyer";
import { HowTo } from "./HowTo";
import css from "./Over.module.css";
import { cardsInWords, prizeInWords } from "../play/Strip";

/** A game that is over: who won what, and the secret of its draw, opened. */
export function Over({ night, game }: { night: BoardSnapshot; game: GameView }) {
  const say = words.value;
  const title = { played: say.over, ended: say.ended, cancelled: say.cancelled, voided: say.voided }[
    game.outcome ?? "played"
  ];
  const { seed } = game.fairness;
  return (
    <main class={css.over}>
      <div class={css.left}>
        <p class={css.soft}>
          {say.game(game.number, game.of)} · {game.name}
        </p>
        <h1 class={css.title}>{title}</h1>
        {game.announced?.what.kind === "game_voided" && <p class={css.soft}>{game.announced.what.reason}</p>}
        {(game.outcome === "played" || game.outcome === "ended") && (
          <ul class={css.stages}>
            {game.stages.map((stage, place) => (
              <StageResult key={place} stage={stage} game={game} />
            ))}
          </ul>
        )}
        {game.calls.length > 0 && <p>{say.called(game.calls.length)}</p>}
        {game.source === "cage" && <p class={css.soft}>{say.byHand}</p>}
        {seed !== null && game.source === "rng" && (
          <p class={css.proof}>
            <Icon glyph={shieldCheck} /> {say.proof} <span class={css.hash}>{shortHash(seed)}…</span>
            <br />
            <span class={css.soft}>{say.proofWhy}</span>
          </p>
        )}
        <Programme next={night.next} />
      </div>
      <HowTo night={night} />
    </main>
  );
}

function StageResult({ stage, game }: { stage: StageView; game: GameView }) {
  const say = words.value;
  const result = resultOf(stage, game.rules.ties);
  return (
    <li class={css.stage}>
      <Icon glyph={trophy} />
      <div>
        <b>{stage.name}</b> {result === null ? say.noWinner : cardsInWords(result)}
        {result !== null && prizeInWords(stage) !== null && <p class={css.soft}>{prizeInWords(stage)}</p>}
        {result !== null && result.tie !== null && <p class={css.soft}>{say[result.tie](result.tied)}</p>}
        {stage.extras.map(
          (extra, place) =>
            extra.awards.length > 0 && (
              <p key={place} class={css.soft}>
                {extra.name}: {cardsInWords({ winners: extra.awards.map(([serial]) => [serial]), tied: 0, tie: null })}
              </p>
            ),
        )}
      </div>
    </li>
  );
}
