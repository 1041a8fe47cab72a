import { useEffect, useRef } from "preact/hooks";
import { called } from "../../shared/bingo";
import { money } from "../../shared/i18n";
import { shared } from "../../shared/words";
import { QrView } from "../../ui/QrView";
import { live, state } from "../hall";
import type { MyWin } from "../state";
import { claimFor, press, putAway } from "../wins";
import { refusalText } from "../refusals";
import { winWords } from "../win-words";
import { words } from "../words";
import { Confetti } from "./Confetti";
import parts from "./parts.module.css";
import css from "./Win.module.css";

/** A win of one's own card, over everything else until it is put away. */
export default function Win({ win }: { win: MyWin }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const { win: main, card: cardName } = words.value;
  const texts = winWords.value;
  const card = state.value.tonight?.cards.find((one) => one.serial === win.serial);
  useEffect(() => {
    if (!dialog.current?.open) dialog.current?.showModal();
    // Not the first button: on a small screen that would scroll the code out of sight.
    title.current?.focus();
  }, []);
  const shows = win.state !== "not_a_win" && win.state !== "lapsed" && win.state !== "lost_tie";
  const toShow = shows && win.state !== "paid";
  return (
    <dialog
      ref={dialog}
      class={shows ? `${css.win} ${css.good}` : css.win}
      aria-labelledby="win-title"
      onCancel={(event) => {
        event.preventDefault();
        putAway(win);
      }}
    >
      {(win.state === "detected" || win.state === "good") && <Confetti key={win.id + win.state} />}
      <div class={css.body}>
        <h1 id="win-title" ref={title} tabIndex={-1} class={css.title}>
          {titleOf(win)}
        </h1>
        <p class={css.what}>
          <strong>{win.stage_name}</strong> {texts.on(called(win.ball), win.call)}
          {prizesOf(win).map((prize) => (
            <span key={prize} class={css.prize}>
              {prize}
            </span>
          ))}
        </p>
        {toShow && <p class={css.show}>{main.show}</p>}
        {card !== undefined && (
          <div class={css.card}>
            <p class={css.code}>{card.code}</p>
            <p class={css.serial}>{win.hand.length > 1 ? texts.hand(win.hand.map((one) => cardName(one)).join(", ")) : cardName(win.serial)}</p>
            {toShow && (
              <div class={css.qr}>
                <QrView text={`${location.origin}/C/${card.key}`.toUpperCase()} label={texts.qr} />
              </div>
            )}
          </div>
        )}
        <p class={css.state} role="status">
          {stateOf(win)}
        </p>
        <Actions win={win} />
      </div>
    </dialog>
  );
}

function Actions({ win }: { win: MyWin }) {
  const { win: texts, ok } = words.value;
  const rules = state.value.tonight?.game?.rules;
  const answer = claimFor(win)?.answer;
  const canPress = win.state === "detected" && rules?.claim === "press" && (answer === undefined || typeof answer === "object");
  const settled = ["not_a_win", "lost_tie", "paid", "lapsed"].includes(win.state);
  return (
    <div class={css.actions}>
      {canPress && (
        <button type="button" class={`${parts.button} ${parts.big} ${css.claim}`} onClick={() => press(win)}>
          {texts.claim}
        </button>
      )}
      <button type="button" class={`${parts.button} ${parts.big} ${css.away}`} onClick={() => putAway(win)}>
        {settled ? ok : winWords.value.toCard}
      </button>
    </div>
  );
}

function titleOf(win: MyWin): string {
  const texts = winWords.value;
  switch (win.state) {
    case "good":
      return texts.good;
    case "not_a_win":
      return texts.notAWin;
    case "lost_tie":
      return texts.lostTie;
    case "paid":
      return texts.paid;
    case "lapsed":
      return texts.lapsed;
    case "detected":
    case "claimed":
    case "needs_second":
      return words.value.win.bingo;
  }
}

/** The jackpot or the prize, and what comes on top of it. */
function prizesOf(win: MyWin): string[] {
  const texts = winWords.value;
  const worth = (name: string, value: number | null) => (value === null || value === 0 ? name : texts.jackpot(name, money(value)));
  const main = win.jackpot !== null ? [worth(win.jackpot.name, win.jackpot.value)] : win.prize !== null ? [words.value.game.prize(win.prize)] : [];
  return [...main, ...win.extras.map(({ name, value }) => texts.more(worth(name, value)))];
}

/** Where the win stands and what the guest does now. */
function stateOf(win: MyWin): string {
  const texts = winWords.value;
  const rules = state.value.tonight?.game?.rules;
  const tie = win.tied > 1 && rules ? ` ${texts.tied(win.tied)} ${shared.value.tie[rules.ties]}` : "";
  switch (win.state) {
    case "detected": {
      const answer = claimFor(win)?.answer;
      if (typeof answer === "object") return refusalText(answer);
      if (!live.value) return rules?.lost_link === "freeze" ? texts.stopped : texts.offline;
      return (answer === undefined ? (rules?.claim === "auto" ? texts.told : rules?.window === "next_ball" ? texts.hurry : "") : texts.claiming) + tie;
    }
    case "claimed":
      return (win.slept === null ? "" : `${texts.slept(win.slept)} `) + texts.claimed + tie;
    case "needs_second":
      return texts.second + tie;
    case "good":
      return win.share !== null && win.share[1] > 1 ? `${texts.goodText} ${texts.share(...win.share)}` : texts.goodText;
    case "not_a_win":
      return win.reason === null ? texts.notAWinText : `${win.reason}. ${texts.notAWinText}`;
    case "lost_tie":
      return tie.trim();
    case "paid":
      return texts.paidText;
    case "lapsed":
      return texts.lapsedText;
  }
}
