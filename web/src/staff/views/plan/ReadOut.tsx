import { linesOfGame, type Breath } from "../../state/plan/caller-card";
import { catalogue } from "../../state/plan/catalogue";
import { planWords } from "../../lang/plan";
import type { Hall } from "../../state/state";
import { Empty, Page } from "../../parts/Page";
import { PatternPreview } from "../../../ui/PatternPreview";
import { masksAt } from "../../state/game/calling";
import { patternText } from "../../state/sentences";
import css from "./ReadOut.module.css";

/** The caller's card: in large letters, one breath after the other. */
export function ReadOut({ hall }: { hall: Hall }) {
  const texts = planWords.value;
  const game = hall.game;
  if (!game || game.status === "over") {
    return (
      <Page title={texts.read.title} back>
        <Empty title={texts.read.none} />
      </Page>
    );
  }
  return (
    <Page title={texts.read.title} back>
      <ReadLines lines={linesOfGame(game, hall, catalogue.value)} />
      <div class={css.boards}>
        {game.stages.map((stage, at) => (
          <PatternPreview
            key={at}
            masks={masksAt(stage.masks, stage.goal, 0)}
            label={patternText(stage.pattern, stage.name)}
          />
        ))}
      </div>
    </Page>
  );
}

/** What is read out, breath by breath. */
export function ReadLines({ lines }: { lines: readonly Breath[] }) {
  const texts = planWords.value;
  return (
    <div class={css.read} data-testid="read-out">
      {lines.map((line, at) => (
        <div key={at} data-kind={line.kind}>
          {line.kind === "rules" && <h3>{texts.read.rules}</h3>}
          {line.kind === "own" && <h3>{texts.read.own}</h3>}
          <p>{line.text}</p>
        </div>
      ))}
    </div>
  );
}
