import { useEffect, useState } from "preact/hooks";
import { called } from "../../../shared/game/bingo";
import { ago, clockTime, countdown } from "../../../shared/lang/i18n";
import { Banner } from "../../../ui/Banner";
import { hand, hourglass, megaphone, pause, triangleAlert, undo } from "../../../ui/glyphs";
import { boxTime, happens, state } from "../../state/hall";
import { announcement, read } from "../../state/news";
import { warningText } from "../../state/refusals";
import { changedGames } from "../../state/reveals";
import { go } from "../../device/route";
import type { CardStanding } from "../../state/view";
import { words } from "../../lang";
import { Housekeeping } from "./Housekeeping";
import { OutOfReach } from "./OutOfReach";
import { OwnWins } from "./OwnWins";
import parts from "../../parts/parts.module.css";

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
  const { rollback, tonight, pins, warning } = state.value;
  const warned = warning === null ? "" : warningText(warning);
  const changed = tonight === null ? [] : changedGames(pins, tonight.night);
  return (
    <>
      {warned !== "" && <Banner kind="warn" glyph={triangleAlert} title={warned} live="assertive" />}
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
  const { notice, ok } = words.value;
  const { tonight, recalled, withdrawn, fresh } = state.value;
  const game = tonight?.game ?? null;
  const said = announcement();
  return (
    <>
      {game?.dispute && game.outcome === null && (
        <Banner kind="warn" glyph={hand} title={notice.dispute} live="assertive">
          {notice.pausedSince(game.dispute.reason, clockTime(game.dispute.at_ms))}
        </Banner>
      )}
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
      {said !== null && (
        <Banner kind="info" glyph={megaphone} title={said.title} live="off">
          {said.text !== null && <p>{said.text}</p>}
          <button type="button" class={parts.button} onClick={read}>
            {ok}
          </button>
        </Banner>
      )}
      {recalled !== null && withdrawn === null && said === null && (
        <Banner kind="info" glyph={undo} title={notice.recalled(called(recalled))} live="assertive">
          {notice.recalledText}
        </Banner>
      )}
      <Shown />
      <OutOfReach />
      {tonight !== null && !fresh && !manual && (
        <p class={`${parts.soft} ${parts.small} ${parts.row}`}>{notice.memory(ago(tonight.heard_ms, Date.now()))}</p>
      )}
    </>
  );
}

/** A break with the time that is left, or a message of the house. */
function Shown() {
  const { notice } = words.value;
  const shown = state.value.tonight?.shown ?? null;
  const until = shown?.until_ms ?? null;
  const now = useEverySecond(until !== null);
  if (shown === null) return null;
  if (until === null) return <Banner kind="info" glyph={megaphone} title={shown.text} live="off" />;
  return (
    <Banner kind="info" glyph={hourglass} title={shown.text || notice.break} live="off">
      {until > now ? notice.breakLeft(countdown(until - now)) : notice.breakOver}
    </Banner>
  );
}

/** Box time, anew every second while it is wanted. */
function useEverySecond(wanted: boolean): number {
  const [, turn] = useState(0);
  useEffect(() => {
    if (!wanted) return;
    const timer = setInterval(() => turn((before) => before + 1), 1_000);
    return () => clearInterval(timer);
  }, [wanted]);
  return boxTime();
}
