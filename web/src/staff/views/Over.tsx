import { plus } from "../../ui/glyphs";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { nextGame } from "../programme";
import { go } from "../route";
import { afterGame, type Hall } from "../state";
import { Selling } from "./Selling";
import css from "./call.module.css";

/** A finished game stays on every screen until sales of the next one are closed, which is done from here. */
export function Over({ hall }: { hall: Hall }) {
  const after = afterGame(hall);
  if (after.then !== "sell") {
    return (
      <>
        <p class={css.hint} data-testid="game-is-over">
          <b>{t("game_is_over")}.</b> {t(AFTER[after.then])}
        </p>
        {after.then === "open" && <OpenNext hall={hall} big />}
      </>
    );
  }
  return (
    <>
      <p class={css.hint}>
        {t("game_is_over")} · <b>{t("close_stage_next", { stage: after.game.name })}</b>
      </p>
      <Selling game={after.game.id} cards={hall.counts.cards_sold} />
    </>
  );
}

const AFTER = { open: "call_none_next", wait: "call_none_wait", night_over: "night_over_banner" } as const;

/** Opens the next game of the programme, or any other. */
export function OpenNext({ hall, big = false }: { hall: Hall; big?: boolean }) {
  const next = nextGame(hall.programme, hall.games);
  const open = () => (next ? go("programme", "open", next.id) : go("programme", "new"));
  return (
    <Button kind="primary" big={big} glyph={plus} onClick={open} testid="open-game">
      {next?.kind === "game" ? t("call_open_next", { game: next.name }) : t("call_open")}
    </Button>
  );
}
