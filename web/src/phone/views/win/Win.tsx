import { useEffect, useRef } from "preact/hooks";
import { called } from "../../../shared/game/bingo";
import { QrView } from "../../../ui/QrView";
import { state } from "../../state/hall";
import type { MyWin } from "../../state/state";
import { claimFor, press, putAway } from "../../state/wins";
import { winWords } from "../../lang/win";
import { words } from "../../lang";
import { Confetti } from "./Confetti";
import parts from "../../parts/parts.module.css";
import { prizesOf, stateOf, titleOf } from "./winTexts";
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
            <p class={css.serial}>
              {win.hand.length > 1 ? texts.hand(win.hand.map((one) => cardName(one)).join(", ")) : cardName(win.serial)}
            </p>
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
  const canPress =
    win.state === "detected" && rules?.claim === "press" && (answer === undefined || typeof answer === "object");
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
