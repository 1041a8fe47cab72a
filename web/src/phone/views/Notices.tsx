import { called } from "../../shared/bingo";
import { ago, clockTime } from "../../shared/i18n";
import { refusalText } from "../../shared/words";
import { Banner } from "../../ui/Banner";
import { hourglass, pause, triangleAlert, trophy, undo } from "../../ui/glyphs";
import { claim, happens, live, state } from "../hall";
import { changedGames } from "../reveals";
import { go } from "../route";
import { looksLikeWin, type CardStanding } from "../view";
import { showAgain, waitingWins } from "../wins";
import { words } from "../words";
import { Housekeeping } from "./Housekeeping";
import { OutOfReach } from "./OutOfReach";
import parts from "./parts.module.css";

type Props = { cards: readonly CardStanding[]; manual: boolean };

/** Everything that is not as usual, most urgent first. */
export function Notices({ cards, manual }: Props) {
  return (
    <>
      <Alarms />
      <GameNotices manual={manual} />
      <OwnWins cards={cards} />
      <Housekeeping />
    </>
  );
}

function Alarms() {
  const { notice, ok } = words.value;
  const { rollback, tonight, pins } = state.value;
  const changed = tonight === null ? [] : changedGames(pins, tonight.night);
  return (
    <>
      {changed.length > 0 && (
        <Banner kind="bad" glyph={triangleAlert} title={notice.changed} live="assertive">
          <p>{notice.changedText}</p>
          <button type="button" class={parts.button} onClick={() => go("fair")}>
            {notice.differs}
          </button>
        </Banner>
      )}
      {rollback !== null && (
        <Banner kind="bad" glyph={triangleAlert} title={notice.rollback} live="assertive">
          <p>{notice.rollbackText(rollback)}</p>
          <button type="button" class={parts.button} onClick={() => happens({ t: "read", what: "rollback" })}>
            {ok}
          </button>
        </Banner>
      )}
    </>
  );
}

function GameNotices({ manual }: { manual: boolean }) {
  const { notice } = words.value;
  const { tonight, recalled, withdrawn, fresh } = state.value;
  const game = tonight?.game ?? null;
  return (
    <>
      {game?.paused && game.status !== "over" && (
        <Banner kind="warn" glyph={pause} title={notice.paused} live="assertive">
          {notice.pausedSince(game.paused.reason, clockTime(game.paused.at_ms))}
        </Banner>
      )}
      {game?.status === "checking" && (
        <Banner kind="info" glyph={hourglass} title={notice.checking} live="assertive">
          {notice.checkingText}
        </Banner>
      )}
      {recalled !== null && withdrawn === null && (
        <Banner kind="info" glyph={undo} title={notice.recalled(called(recalled))} live="assertive">
          {notice.recalledText}
        </Banner>
      )}
      <OutOfReach />
      {tonight !== null && !fresh && !manual && (
        <p class={`${parts.soft} ${parts.small} ${parts.row}`}>
          {notice.memory(ago(tonight.heard_ms, Date.now()))}
        </p>
      )}
    </>
  );
}

function OwnWins({ cards }: { cards: readonly CardStanding[] }) {
  const { notice, win: texts, card, ok } = words.value;
  const { tonight, wins, withdrawn } = state.value;
  const game = tonight?.game ?? null;
  const guess = game === null ? null : looksLikeWin(cards, wins, game);
  const waits = waitingWins.value;
  return (
    <>
      {waits[0] !== undefined && (
        <Banner kind="good" glyph={trophy} title={texts.notes(waits.length)} live="off">
          <button type="button" class={parts.button} onClick={() => showAgain(waits[0]!)}>
            {texts.open}
          </button>
        </Banner>
      )}
      {withdrawn !== null && (
        <Banner kind="warn" glyph={undo} title={notice.withdrawn(card(withdrawn.serial))} live="assertive">
          <p>{notice.withdrawnText}</p>
          <button type="button" class={parts.button} onClick={() => happens({ t: "read", what: "withdrawn" })}>
            {ok}
          </button>
        </Banner>
      )}
      {guess !== null && game !== null && <Guess serial={guess.card.serial} game={game.id} stage={game.stage} />}
    </>
  );
}

/** The taps make a pattern, the box has seen none: it may still be asked. */
function Guess({ serial, game, stage }: { serial: number; game: string; stage: number }) {
  const { notice, card } = words.value;
  const mine = Object.values(state.value.claims).filter((one) => one.serial === serial && one.stage === stage);
  const answer = mine.at(-1)?.answer;
  return (
    <Banner kind="info" glyph={trophy} title={notice.looksLike(card(serial))}>
      <p>{typeof answer === "object" ? refusalText(answer) : notice.looksLikeText}</p>
      {live.value && answer === undefined && (
        <button type="button" class={parts.button} onClick={() => claim(game, stage, serial)}>
          {notice.claimAnyway}
        </button>
      )}
    </Banner>
  );
}
