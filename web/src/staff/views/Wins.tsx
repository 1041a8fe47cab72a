import { useState } from "preact/hooks";
import { called } from "../../shared/bingo";
import type { StaffWin, WinCardView } from "../../shared/protocol.gen";
import { Sheet } from "../../ui/Dialog";
import { chevronRight, megaphone } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { isOpen, may, sortedWins, type Hall } from "../state";
import { patternNamed } from "../words";
import { GuestClaim } from "./GuestClaim";
import { Empty, Page } from "./Page";
import css from "./wins.module.css";

/** Every win of the night, unsettled ones first. */
export function Wins({ hall, aside = false }: { hall: Hall; aside?: boolean }) {
  const [claiming, setClaiming] = useState(false);
  const canClaim = !aside && may(hall, "verify") && hall.game !== null && hall.game.calls.length > 0;
  return (
    <Page title={t("wins_title")} beside={aside}>
      {canClaim && (
        <Button glyph={megaphone} onClick={() => setClaiming(true)} testid="guest-claim">
          {t("wins_guest")}
        </Button>
      )}
      {hall.wins.length === 0 && (
        <Empty title={t("wins_none")}>
          <p>{t("wins_none_hint")}</p>
        </Empty>
      )}
      <ol class={css.wins} data-testid={aside ? undefined : "wins"}>
        {sortedWins(hall.wins).map((win) => (
          <Win key={`${win.game}/${win.stage}`} win={win} hall={hall} />
        ))}
      </ol>
      {hall.game && (
        <Sheet open={claiming} onClose={() => setClaiming(false)} title={t("wins_guest")} closeLabel={t("close")}>
          <GuestClaim game={hall.game} hall={hall} onDone={() => setClaiming(false)} />
        </Sheet>
      )}
    </Page>
  );
}

function Win({ win, hall }: { win: StaffWin; hall: Hall }) {
  const rules = hall.game?.id === win.game ? hall.game.rules : null;
  const tied = win.win.cards.length;
  return (
    <li class={css.win}>
      <h3 class={css.winTitle}>{t("win_on", { pattern: patternNamed(win.stage_name, hall), ball: called(win.win.ball) })}</h3>
      <p class={css.soft}>
        {[win.game_name, t("win_call", { call: win.win.call }), win.prize_name].filter(Boolean).join(" · ")}
      </p>
      {tied > 1 && (
        <p class={css.tie}>{t("win_tie", { n: tied, rule: rules ? t(`ties_${rules.ties}`) : "" })}</p>
      )}
      <ul class={css.cards}>
        {win.win.cards.map((card) => (
          <CardRow key={card.serial} win={win} card={card} />
        ))}
      </ul>
    </li>
  );
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
        <b>{t("win_card", { serial: card.serial })}</b>
        <WinState card={card} />
        <Icon glyph={chevronRight} />
      </a>
    </li>
  );
}

/** How far a winning card is, in words. */
export function WinState({ card }: { card: WinCardView }) {
  return (
    <span class={css.stateChip} data-state={card.state}>
      {t(`win_state_${card.state}`)}
    </span>
  );
}
