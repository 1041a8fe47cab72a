import { Banner } from "../../../ui/Banner";
import { clock, trophy, undo } from "../../../ui/glyphs";
import type { GameView } from "../../../shared/protocol.gen";
import { claim, happens, live, markSeen, seen, state } from "../../state/hall";
import { refusalText } from "../../state/refusals";
import { looksLikeWin, sleepers, type CardStanding, type Sleeper } from "../../state/view";
import { showAgain, waitingWins } from "../../state/wins";
import { words } from "../../lang";
import parts from "../../parts/parts.module.css";

/** What concerns the guest's own wins, beside the page of a win itself. */
export function OwnWins({ cards }: { cards: readonly CardStanding[] }) {
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
      {game !== null &&
        sleepers(cards, state.value).map((one) => <Slept key={`${one.stage}/${one.serial}`} game={game} one={one} />)}
      {guess !== null && game !== null && <Guess {...guess} game={game.id} />}
    </>
  );
}

/** A pattern that was complete earlier and that nobody claimed: claim it now, or see why that is too late. */
function Slept({ game, one }: { game: GameView; one: Sleeper }) {
  const { notice, win, card, ok } = words.value;
  const key = `slept/${game.id}/${one.stage}/${one.serial}/${one.call}`;
  const answer = answerTo(game.id, one.stage, one.serial);
  const late = game.rules.last_number;
  if (seen.value[key] !== undefined) return null;
  const text = typeof answer === "object" ? refusalText(answer) : late ? notice.sleptLate : notice.sleptClaim;
  const canClaim = !late && answer === undefined && live.value;
  return (
    <Banner
      kind={late ? "info" : "good"}
      glyph={late ? clock : trophy}
      title={notice.slept(card(one.serial), one.call)}
      live="assertive"
    >
      <p>{text}</p>
      {canClaim && (
        <button type="button" class={parts.button} onClick={() => claim(game.id, one.stage, one.serial)}>
          {win.claim}
        </button>
      )}
      {(late || typeof answer === "object") && (
        <button type="button" class={parts.button} onClick={() => markSeen(key)}>
          {ok}
        </button>
      )}
    </Banner>
  );
}

/** The taps make a pattern, the box has seen none: it may still be asked. */
function Guess({ serial, game, stage }: { serial: number; game: string; stage: number }) {
  const { notice, card, win } = words.value;
  const answer = answerTo(game, stage, serial);
  return (
    <Banner kind="info" glyph={trophy} title={notice.looksLike(card(serial))}>
      <p>{typeof answer === "object" ? refusalText(answer) : notice.looksLikeText}</p>
      {live.value && answer === undefined && (
        <button type="button" class={parts.button} onClick={() => claim(game, stage, serial)}>
          {win.claim}
        </button>
      )}
    </Banner>
  );
}

function answerTo(game: string, stage: number, serial: number) {
  const mine = Object.values(state.value.claims).filter(
    (one) => one.game === game && one.serial === serial && one.stage === stage,
  );
  return mine.at(-1)?.answer;
}
