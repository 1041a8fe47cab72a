import type { GameView } from "../../../shared/protocol.gen";
import { Hold as HoldButton } from "../../../ui/Hold";
import { closable, holdOf, unclaimed, type Hold } from "../../state/game/calling";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { go } from "../../device/route";
import { openWins, type Hall } from "../../state/state";
import { patternText, serials } from "../../state/sentences";
import { CageDraw } from "./CageDraw";
import { DrawButton } from "./Draw";
import { offline } from "./GameTools";
import { Hint } from "./Hint";

/** A win holds up calling, unless nobody speaks up and the house rules let the caller go on. */
export function Checking({ game, hall }: { game: GameView; hall: Hall }) {
  const say = words.value;
  const hold = holdOf(game);
  const waiting = openWins(hall);
  const asleep = hold.kind === "asleep";
  return (
    <div class="stack" data-testid="checking">
      {asleep ? (
        <Asleep game={game} hold={hold} />
      ) : (
        <Hint>
          <b>{waiting > 0 ? say.wins.waiting(waiting) : say.checking.title}</b> {say.checking.hint}
        </Hint>
      )}
      <Button big={!asleep} kind={asleep ? "plain" : "primary"} onClick={() => go("wins")} testid="to-wins">
        {say.checking.toWins}
      </Button>
      <CloseStages game={game} />
      {asleep &&
        hold.mayCall &&
        (game.source === "rng" ? <DrawButton game={game} /> : <CageDraw game={game}>{null}</CageDraw>)}
    </div>
  );
}

function Asleep({ game, hold }: { game: GameView; hold: Extract<Hold, { kind: "asleep" }> }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  return (
    <>
      <Hint>
        <b>{say.ask.asleep(serials(hold.serials))}</b>
        {hold.mayCall && ` ${say.ask.callOn} ${game.rules.last_number ? say.ask.callOnLost : say.ask.callOnLate}`}
      </Hint>
      {hold.asked < hold.of && (
        <>
          <Hint>{say.ask.hint}</Hint>
          <Button
            big
            kind="primary"
            busy={busy}
            why={offline()}
            onClick={() => void run({ do: "ask_claims", game: game.id })}
            testid="ask"
          >
            {say.ask.go(hold.asked + 1, hold.of)}
          </Button>
        </>
      )}
      <TroubleNote trouble={trouble} />
    </>
  );
}

/** Ends stages whose win is settled. */
export function CloseStages({ game }: { game: GameView }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const close = (stage: number) => void run({ do: "close_stage", game: game.id, stage });
  const word = (stage: number) => {
    if (game.format.run !== "into" && game.open.length > 1) return say.closeStage.of(stageWord(game, stage));
    const next = game.format.run === "into" ? game.stages[stage + 1] : undefined;
    return next ? say.closeStage.next(patternText(next.pattern, next.name)) : say.closeStage.end;
  };
  return (
    <>
      <TroubleNote trouble={trouble} />
      {closable(game).map((stage) => (
        <Button
          key={stage}
          big
          kind="primary"
          busy={busy}
          why={offline()}
          onClick={() => close(stage)}
          testid="close-stage"
        >
          {word(stage)}
        </Button>
      ))}
    </>
  );
}

/** Ends stages whose win nobody claims: held, because their winners go away empty. */
export function LapseStages({ game }: { game: GameView }) {
  const { busy, trouble, run } = useAct();
  if (!live.value || game.dispute) return null;
  return (
    <>
      {unclaimed(game).map((stage) => (
        <HoldButton
          hint={words.value.holdHint}
          key={stage}
          busy={busy}
          onHeld={() => void run({ do: "close_stage", game: game.id, stage })}
          testid="lapse-stage"
        >
          {words.value.closeStage.lapse(stageWord(game, stage))}
        </HoldButton>
      ))}
      <TroubleNote trouble={trouble} />
    </>
  );
}

function stageWord(game: GameView, stage: number): string {
  const { pattern, name } = game.stages[stage]!;
  return patternText(pattern, name);
}
