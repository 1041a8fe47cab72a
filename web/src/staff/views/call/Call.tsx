import type { ComponentChildren } from "preact";
import type { GameView } from "../../../shared/protocol.gen";
import { handIn } from "../../state/game/calling";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { packsOf } from "../../state/game/packs";
import { Button } from "../../parts/Button";
import { useAct } from "../../parts/useAct";
import { TroubleNote } from "../../parts/Trouble";
import { afterGame, may, type Hall } from "../../state/state";
import { rulesText } from "../../state/sentences";
import { BallState, Stages } from "./CallState";
import { CageDraw } from "./CageDraw";
import { Disputed } from "./Disputed";
import { Draw } from "./Draw";
import { EndEarly } from "./EndEarly";
import { GameTools } from "./GameTools";
import { Checking, CloseStages, LapseStages } from "./Held";
import { OpenNext, Over } from "./Over";
import { Empty, Page } from "../../parts/Page";
import { BeforeFirstBall, Selling } from "./Selling";
import { TableTools } from "./TableTools";
import { Foot } from "../../parts/Foot";
import { Hint } from "./Hint";
import css from "./Call.module.css";

/** The caller's place: where the game stands, and the one thing to do next. */
export function Call({ hall }: { hall: Hall }) {
  const say = words.value;
  const game = hall.game;
  if (!game) {
    return (
      <Page title={say.call.title}>
        <Empty title={say.call.none}>
          <p>{may(hall, "manage") ? say.call.noneNext : say.call.noneWait}</p>
          {may(hall, "manage") && !hall.nightOver && <OpenNext hall={hall} />}
        </Empty>
      </Page>
    );
  }
  const selling = game.status === "selling";
  const after = game.status === "over" ? afterGame(hall) : null;
  return (
    <Page title={game.name} aside={<Where game={game} />}>
      <BallState game={game} />
      {!selling && <GameTools game={game} />}
      {game.status === "locked" && <BeforeFirstBall game={game} />}
      <Next game={game} hall={hall}>
        <Stages game={game} />
        <LapseStages game={game} />
        <p class="soft small">{rulesText(game.rules)}</p>
        <Links />
        {after?.then === "sell" ? <EndEarly game={after.game} /> : <TableTools game={game} hall={hall} />}
      </Next>
    </Page>
  );
}

function Where({ game }: { game: GameView }) {
  return (
    <p class={css.where}>
      {words.value.game.of(game.number, game.of)} ·{" "}
      <span data-testid="game-status">{words.value.status[game.status]}</span>
    </p>
  );
}

/** What is read, not pressed. */
function Links() {
  const say = words.value;
  return (
    <p class={css.links}>
      <a href="#/read" data-testid="to-read">
        {say.call.readOut}
      </a>
      <a href="#/rules" data-testid="to-rules">
        {say.rules.page}
      </a>
    </p>
  );
}

type NextProps = { game: GameView; hall: Hall; children: ComponentChildren };

/** What comes next stays under the thumb, below everything else there is to see. */
function Next({ game, hall, children }: NextProps) {
  const calling = game.status === "locked" || game.status === "running";
  if (calling && game.source === "cage") return <CageDraw game={game}>{children}</CageDraw>;
  return (
    <>
      {children}
      <Foot big>{calling ? <Draw game={game} hall={hall} /> : <Other game={game} hall={hall} />}</Foot>
    </>
  );
}

function Other({ game, hall }: { game: GameView; hall: Hall }) {
  switch (game.status) {
    case "selling":
      return <Selling game={game.id} cards={game.cards} hand={handIn(game)} packs={packsOf(hall.feed, handIn(game))} />;
    case "paused":
      return <Resume game={game} />;
    case "checking":
      return <Checking game={game} hall={hall} />;
    case "settled":
      return <Settled game={game} />;
    case "disputed":
      return <Disputed game={game} hall={hall} />;
    default:
      return <Over hall={hall} />;
  }
}

function Resume({ game }: { game: GameView }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const resume = () => void run({ do: "resume_game", game: game.id });
  return (
    <>
      <TroubleNote trouble={trouble} />
      <Button big kind="primary" busy={busy} why={live.value ? null : say.needsLive} onClick={resume} testid="resume">
        {say.pause.resume}
      </Button>
    </>
  );
}

function Settled({ game }: { game: GameView }) {
  const say = words.value;
  return (
    <div class="stack">
      <Hint>
        <b>{say.settled.title}</b> {say.settled.hint}
      </Hint>
      <CloseStages game={game} />
    </div>
  );
}
