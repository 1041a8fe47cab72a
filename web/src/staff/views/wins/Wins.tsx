import { money } from "../../../shared/lang/i18n";
import { useState } from "preact/hooks";
import { called } from "../../../shared/game/bingo";
import type { StaffWin, WinCardView } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { chevronRight, megaphone } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { isOpen, isRunning, may, sortedWins, type Hall } from "../../state/state";
import { patternNamed, serials } from "../../state/sentences";
import { Tie } from "./Tie";
import { GuestClaim } from "./GuestClaim";
import { Empty, Page } from "../../parts/Page";
import { Dispute } from "../call/TableTools";
import { Tag } from "../../../ui/Tag";
import css from "./Wins.module.css";

/** Every win of the night, unsettled ones first. */
export function Wins({ hall, aside = false }: { hall: Hall; aside?: boolean }) {
  const say = words.value;
  const [claiming, setClaiming] = useState(false);
  const canClaim = !aside && may(hall, "verify") && hall.game !== null && hall.game.calls.length > 0;
  return (
    <Page title={say.wins.title} beside={aside}>
      {canClaim && (
        <Button glyph={megaphone} onClick={() => setClaiming(true)} testid="guest-claim">
          {say.wins.guest}
        </Button>
      )}
      {/* Callers stop the game from their own page. */}
      {canClaim && !may(hall, "call") && hall.game && isRunning(hall.game) && !hall.game.dispute && (
        <Dispute game={hall.game} />
      )}
      {hall.wins.length === 0 && (
        <Empty title={say.wins.none}>
          <p>{say.wins.noneHint}</p>
        </Empty>
      )}
      <ol class={css.wins} data-testid={aside ? undefined : "wins"}>
        {sortedWins(hall.wins).map((win) => (
          <Win key={`${win.game}/${win.stage}`} win={win} hall={hall} />
        ))}
      </ol>
      {hall.game && (
        <Sheet open={claiming} onClose={() => setClaiming(false)} title={say.wins.guest} closeLabel={say.close}>
          <GuestClaim game={hall.game} hall={hall} onDone={() => setClaiming(false)} />
        </Sheet>
      )}
    </Page>
  );
}

function Win({ win, hall }: { win: StaffWin; hall: Hall }) {
  const say = words.value;
  const rules = hall.game?.id === win.game ? hall.game.rules : null;
  const tied = win.win.cards.length;
  return (
    <li class={css.win}>
      <h3 class={css.winTitle}>{say.win.on(patternNamed(win.stage_name), called(win.win.ball))}</h3>
      <p class="soft small">{whatText(win)}</p>
      {win.win.asked > 0 && <p class="soft small">{say.win.asked(win.win.asked)}</p>}
      {tied > 1 && <Tie>{say.win.tie(tied, rules ? say.rules.ties[rules.ties] : "")}</Tie>}
      <ul class={css.cards}>
        {win.win.cards.map((card) => (
          <CardRow key={card.serial} win={win} card={card} />
        ))}
      </ul>
    </li>
  );
}

/** Game, call and prize of a win in one line. */
export function whatText(win: StaffWin): string {
  const say = words.value;
  const worth = win.value > 0 ? say.win.worth(money(win.value)) : null;
  const prize = [win.win.jackpot && say.jackpot.chip, win.prize_name, worth].filter(Boolean).join(" ");
  return [win.game_name, say.win.call(win.win.call), prize].filter(Boolean).join(" · ");
}

/** One card, or all that win together. */
export function cardsOf(card: WinCardView): string {
  const say = words.value;
  return card.hand.length > 1 ? say.win.hand(serials(card.hand)) : say.win.card(card.serial);
}

function CardRow({ win, card }: { win: StaffWin; card: WinCardView }) {
  return (
    <li>
      <a
        class={css.cardRow}
        data-open={isOpen(card.state)}
        href={`#/wins/${win.game}/${win.stage}/${card.serial}`}
        data-testid={`win-${card.serial}`}
        data-state={card.state}
      >
        <b>{cardsOf(card)}</b>
        <WinState card={card} />
        <Icon glyph={chevronRight} />
      </a>
    </li>
  );
}

const TONES: Partial<Record<WinCardView["state"], "good" | "warn" | "bad">> = {
  detected: "warn",
  claimed: "warn",
  needs_second: "warn",
  good: "good",
  paid: "good",
  not_a_win: "bad",
};

/** How far a winning card is, in words. */
export function WinState({ card }: { card: WinCardView }) {
  return <Tag tone={TONES[card.state]}>{words.value.win.state[card.state]}</Tag>;
}
