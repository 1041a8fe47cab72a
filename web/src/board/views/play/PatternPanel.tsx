import { drawings, jackpotLeft, linkOf, raceOf } from "../../../shared/game/goal";
import type { GameView, StageView } from "../../../shared/protocol.gen";
import { circleCheck } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { HandPreview } from "../../../ui/PatternPreview";
import { openStages, resultOf, stagesAhead, stagesBehind } from "../../state/view";
import { words } from "../../lang";
import { extraInWords } from "./extras";
import css from "./PatternPanel.module.css";
import { cardsInWords, worth } from "./Strip";

/** Whether what wins needs more room than one drawing and a few words. */
export function isRich(game: GameView): boolean {
  const open = openStages(game);
  return (
    open.length > 1 ||
    open.some(({ stage }) => stage.jackpot !== null || stage.extras.length > 0 || (drawings(stage)[0]?.length ?? 1) > 1)
  );
}

/** What wins now, for which prize, what comes after it and what was won before. */
export function PatternPanel({ game, held }: { game: GameView; held: boolean }) {
  const open = openStages(game);
  const say = words.value;
  const ahead = stagesAhead(game);
  const behind = stagesBehind(game);
  const extras = open.flatMap(({ stage }) => stage.extras);
  const full = ahead.length > 0 || behind.length > 0 || extras.length > 0;
  return (
    <section class={`${css.panel} ${open.length > 1 ? css.several : ""} ${full ? css.full : ""}`}>
      {game.format.run !== "into" && open.length > 1 && (
        <p class={css.soft}>{game.format.run === "first_ends" ? say.firstEnds : say.atOnce}</p>
      )}
      <ul class={css.stages}>
        {open.map(({ stage, place }) => (
          <Stage key={place} stage={stage} place={place} game={game} held={held} />
        ))}
      </ul>
      {ahead.length > 0 && (
        <p class={css.ahead}>
          <span class={css.soft}>{say.into}</span> {ahead.map((stage) => stage.name).join(" → ")}
        </p>
      )}
      {extras.length > 0 && <p class={css.extras}>{extras.map(extraInWords).join(" · ")}</p>}
      <Earlier stages={behind} game={game} />
    </section>
  );
}

type StageProps = { stage: StageView; place: number; game: GameView; held: boolean };

function Stage({ stage, place, game, held }: StageProps) {
  const say = words.value;
  const pictures = drawings(stage);
  const cards = Math.min(3, pictures[0]?.length ?? 1);
  const into = game.format.run === "into" && game.stages.length > 1;
  return (
    <li class={`${css.stage} ${css[`cards${cards}`]}`}>
      <div class={css.preview}>
        <HandPreview drawings={pictures} label={say.pattern(stage.name)} still={held} />
      </div>
      <div class={css.words}>
        {into && <p class={css.soft}>{say.stage(place + 1, game.stages.length)}</p>}
        <h2 class={css.name}>{stage.name}</h2>
        <HandText stage={stage} />
        <Stake stage={stage} calls={game.calls.length} />
        {game.source === "cage" && <p class={css.soft}>{say.byHand}</p>}
      </div>
    </li>
  );
}

/** How many cards it takes, where that is not one. */
export function HandText({ stage }: { stage: StageView }) {
  const say = words.value;
  const link = linkOf(stage);
  if (raceOf(stage) === "last_standing") {
    return (
      <>
        {stage.standing !== null && <p class={css.prize}>{say.standing(stage.standing)}</p>}
        <p class={css.soft}>{say.lastStanding}</p>
      </>
    );
  }
  if (link === null) return null;
  return (
    <p class={css.soft}>{link.kind === "any" ? say.any(link.need, link.hand) : say.together(stage.goal?.hand ?? 2)}</p>
  );
}

/** The jackpot while it can be won, and the prize. */
export function Stake({ stage, calls }: { stage: StageView; calls: number }) {
  const say = words.value;
  const left = jackpotLeft(stage, calls);
  const { jackpot } = stage;
  return (
    <>
      {jackpot !== null && left !== null && left > 0 && (
        <p class={css.prize}>
          {jackpot.name} {worth(jackpot.value)}{" "}
          <span class={css.left}>
            {calls === 0 ? say.jackpotOpen(jackpot.within) : say.jackpot(jackpot.within, left)}
          </span>
        </p>
      )}
      {stage.prize !== null && (
        <p class={jackpot === null || left === 0 ? css.prize : css.soft}>{say.prize(stage.prize)}</p>
      )}
    </>
  );
}

function Earlier({ stages, game }: { stages: readonly StageView[]; game: GameView }) {
  if (stages.length === 0) return null;
  return (
    <ul class={css.earlier}>
      {stages.map((stage, place) => {
        const result = resultOf(stage, game.rules.ties);
        return (
          <li key={place}>
            <Icon glyph={circleCheck} /> {stage.name}: {result === null ? words.value.noWinner : cardsInWords(result)}
          </li>
        );
      })}
    </ul>
  );
}
