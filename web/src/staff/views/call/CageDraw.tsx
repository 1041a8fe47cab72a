import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { BALLS, called, LETTERS } from "../../../shared/game/bingo";
import type { GameView } from "../../../shared/protocol.gen";
import { answered, stillIn, tapped } from "../../state/game/cage";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { useRest } from "./Draw";
import { Foot } from "../../parts/Foot";
import { Hint } from "./Hint";
import css from "./CageDraw.module.css";

const PER_LETTER = BALLS / LETTERS.length;

/** 75 keys in the board's layout: the first tap picks a ball, the second one calls it. */
export function CageDraw({ game, children }: { game: GameView; children: ComponentChildren }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [pick, setPick] = useState<number | null>(null);
  const [resting, rest] = useRest();
  const out = new Set(game.calls);
  const picked = stillIn(pick, out);
  const ready = live.value && !busy && !resting;
  const call = async (ball: number) => {
    rest();
    await run({ do: "draw_ball", game: game.id, after: game.calls.length, ball });
    setPick((now) => answered(now, ball));
  };
  const tap = (ball: number) => {
    const next = tapped(picked, ball, ready);
    setPick(next.picked);
    if (next.call) void call(ball);
  };
  return (
    <>
      <div class={css.pad} role="group" aria-label={say.draw.pad} data-testid="cage-pad">
        {LETTERS.map((letter, row) => (
          <div key={letter} class={css.padLine}>
            <span class={css.padLetter} aria-hidden>
              {letter}
            </span>
            {Array.from({ length: PER_LETTER }, (_, i) => row * PER_LETTER + i + 1).map((ball) => (
              <button
                key={ball}
                type="button"
                class={css.padKey}
                disabled={out.has(ball)}
                aria-pressed={ball === picked}
                aria-label={out.has(ball) ? say.draw.called(called(ball)) : called(ball)}
                onClick={() => tap(ball)}
                data-testid={`cage-${ball}`}
              >
                {ball}
              </button>
            ))}
          </div>
        ))}
      </div>
      {children}
      <Foot big>
        {picked && <Hint role="status">{say.draw.confirmHint(called(picked))}</Hint>}
        <TroubleNote trouble={trouble} />
        <Button
          big
          kind="primary"
          busy={busy || resting}
          why={live.value ? (picked ? null : say.draw.pick) : say.needsLive}
          onClick={() => picked && void call(picked)}
          testid="cage-confirm"
        >
          {picked ? say.draw.confirm(called(picked)) : say.draw.next}
        </Button>
      </Foot>
    </>
  );
}
