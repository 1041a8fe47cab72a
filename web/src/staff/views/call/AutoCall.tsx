import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { GameView } from "../../../shared/protocol.gen";
import { Chips } from "../../../ui/Chips";
import { Field } from "../../../ui/Field";
import { nextDue } from "../../state/game/calling";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { useNow } from "../../parts/useNow";
import type { Hall } from "../../state/state";
import { Hint } from "./Hint";
import { Fold } from "../../parts/Fold";
import css from "./AutoCall.module.css";

/** Fastest and slowest pace the box keeps, in seconds a ball. */
const PACE_S_MIN = 2;
const PACE_S_MAX = 120;
/** Paces people ask for: speedball, brisk, usual, slow. */
export const PACES_S = [3, 8, 12, 20] as const;
const PACE_S_USUAL = 12;

/** Whether the box can keep this pace. */
export function isPace(typed: string): boolean {
  return /^\d{1,3}$/.test(typed) && Number(typed) >= PACE_S_MIN && Number(typed) <= PACE_S_MAX;
}

/** A pace as a button says it. */
export function paceText(seconds: number): string {
  const say = words.value;
  return seconds === PACES_S[0] ? `${say.auto.speed} · ${say.auto.every(seconds)}` : say.auto.every(seconds);
}

type Props = {
  game: GameView;
  hall: Hall;
  /** The button for calling by hand, hidden while the box calls by itself. */
  children: ComponentChildren;
};

/** The box calling at an even pace, and the way to stop it. */
export function AutoCall({ game, hall, children }: Props) {
  if (game.pace_s !== null) return <Running game={game} pace={game.pace_s} hall={hall} />;
  return (
    <>
      {live.value && <Start game={game} />}
      {children}
    </>
  );
}

function Running({ game, pace, hall }: { game: GameView; pace: number; hall: Hall }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const now = useNow(250) + hall.skewMs;
  const due = nextDue(hall.feed, pace);
  const left = due === null ? null : Math.min(pace, Math.max(0, Math.ceil((due - now) / 1_000)));
  return (
    <div class={css.auto} data-testid="auto-running">
      <Hint>
        <b>{say.auto.on(pace)}</b> {left !== null && say.auto.next(left)}
      </Hint>
      <TroubleNote trouble={trouble} />
      <Button
        big
        kind="bad"
        busy={busy}
        why={live.value ? null : say.needsLive}
        onClick={() => void run({ do: "set_pace", game: game.id, every_s: null })}
        testid="auto-stop"
      >
        {say.auto.stop}
      </Button>
    </div>
  );
}

function Start({ game }: { game: GameView }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [typed, setTyped] = useState(String(PACE_S_USUAL));
  const start = (event: Event) => {
    event.preventDefault();
    if (isPace(typed)) void run({ do: "set_pace", game: game.id, every_s: Number(typed) });
  };
  return (
    <Fold quiet>
      <summary data-testid="auto-open">{say.auto.name}</summary>
      <form class="stack" onSubmit={start}>
        <p class="soft small">{say.auto.hint}</p>
        <Chips
          label={say.auto.seconds}
          value={typed}
          options={PACES_S.map((pace) => [String(pace), paceText(pace)] as const)}
          onPick={setTyped}
          dense
          testid="auto-paces"
        />
        <div class={css.paceRow}>
          <Field label={say.auto.seconds} value={typed} onInput={setTyped} digits max={3} testid="auto-seconds" />
          <Button submit kind="primary" busy={busy} why={isPace(typed) ? null : say.auto.wrong} testid="auto-start">
            {say.auto.start}
          </Button>
        </div>
        <TroubleNote trouble={trouble} />
      </form>
    </Fold>
  );
}
