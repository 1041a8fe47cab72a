import { plus } from "../../../ui/glyphs";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { nextGame } from "../../state/plan/programme";
import { go } from "../../device/route";
import { afterGame, type Hall } from "../../state/state";
import { Selling } from "./Selling";
import { Hint } from "./Hint";

/** A finished game stays on every screen until sales of the next one are closed, which is done from here. */
export function Over({ hall }: { hall: Hall }) {
  const say = words.value;
  const after = afterGame(hall);
  if (after.then !== "sell") {
    const then = { open: say.call.noneNext, wait: say.call.noneWait, night_over: say.nightOver.title };
    return (
      <>
        <Hint data-testid="game-is-over">
          <b>{say.game.over}.</b> {then[after.then]}
        </Hint>
        {after.then === "open" && <OpenNext hall={hall} big />}
      </>
    );
  }
  return (
    <>
      <Hint>
        {say.game.over} · <b>{say.closeStage.next(after.game.name)}</b>
      </Hint>
      <Selling game={after.game.id} cards={hall.counts.cards_sold} />
    </>
  );
}

/** Opens the next game of the programme, or any other. */
export function OpenNext({ hall, big = false }: { hall: Hall; big?: boolean }) {
  const say = words.value;
  const next = nextGame(hall.programme, hall.games);
  const open = () => (next ? go("programme", "open", next.id) : go("programme", "new"));
  return (
    <Button kind="primary" big={big} glyph={plus} onClick={open} testid="open-game">
      {next?.kind === "game" ? say.call.openNext(next.name) : say.call.open}
    </Button>
  );
}
