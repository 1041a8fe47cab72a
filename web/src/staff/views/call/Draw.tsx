import { useEffect, useState } from "preact/hooks";
import type { GameView } from "../../../shared/protocol.gen";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import type { Hall } from "../../state/state";
import { AutoCall } from "./AutoCall";
import css from "./Draw.module.css";

/** After a draw the button rests this long, ms: a nervous thumb calls no second ball. */
const REST_MS = 1_500;

/** Calls the next ball, by hand or by the box itself. */
export function Draw({ game, hall }: { game: GameView; hall: Hall }) {
  return (
    <AutoCall game={game} hall={hall}>
      <DrawButton game={game} />
    </AutoCall>
  );
}

/** The big button that draws the next ball. */
export function DrawButton({ game }: { game: GameView }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [resting, rest] = useRest();
  const draw = async () => {
    rest();
    await run({ do: "draw_ball", game: game.id, after: game.calls.length, ball: null });
  };
  return (
    <>
      <TroubleNote trouble={trouble} />
      <Button
        big
        kind="primary"
        busy={busy || resting}
        why={live.value ? null : say.needsLive}
        onClick={() => void draw()}
        testid="draw"
      >
        <span class={css.drawWord}>{game.calls.length === 0 ? say.draw.first : say.draw.next}</span>
      </Button>
    </>
  );
}

/** True for a moment after `rest` was called. */
export function useRest(): [boolean, () => void] {
  const [resting, setResting] = useState(false);
  useEffect(() => {
    if (!resting) return;
    const timer = setTimeout(() => setResting(false), REST_MS);
    return () => clearTimeout(timer);
  }, [resting]);
  return [resting, () => setResting(true)];
}
