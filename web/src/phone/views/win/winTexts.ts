/** A win of one's own card in words. */
import { money } from "../../../shared/lang/i18n";
import { shared } from "../../../shared/lang";
import { live, state } from "../../state/hall";
import { refusalText } from "../../state/refusals";
import type { MyWin } from "../../state/state";
import { winWords } from "../../lang/win";
import { claimFor } from "../../state/wins";
import { words } from "../../lang";

/** What happened, in large letters. */
export function titleOf(win: MyWin): string {
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
export function prizesOf(win: MyWin): string[] {
  const texts = winWords.value;
  const worth = (name: string, value: number | null) =>
    value === null || value === 0 ? name : texts.jackpot(name, money(value));
  const main =
    win.jackpot !== null
      ? [worth(win.jackpot.name, win.jackpot.value)]
      : win.prize !== null
        ? [words.value.game.prize(win.prize)]
        : [];
  return [...main, ...win.extras.map(({ name, value }) => texts.more(worth(name, value)))];
}

/** Where the win stands and what the guest does now. */
export function stateOf(win: MyWin): string {
  const texts = winWords.value;
  const rules = state.value.tonight?.game?.rules;
  const tie = win.tied > 1 && rules ? ` ${texts.tied(win.tied)} ${shared.value.tie[rules.ties]}` : "";
  switch (win.state) {
    case "detected": {
      const answer = claimFor(win)?.answer;
      if (typeof answer === "object") return refusalText(answer);
      if (!live.value) return rules?.lost_link === "freeze" ? texts.stopped : texts.offline;
      return (
        (answer === undefined
          ? rules?.claim === "auto"
            ? texts.told
            : rules?.window === "next_ball"
              ? texts.hurry
              : ""
          : texts.claiming) + tie
      );
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
