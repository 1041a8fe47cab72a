import { useState } from "preact/hooks";
import { Field } from "../../../ui/Field";
import { Sheet } from "../../../ui/Dialog";
import type { GameView } from "../../../shared/protocol.gen";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { Hint } from "./Hint";
import { Note } from "../../../ui/Note";
import css from "./Selling.module.css";

/** Longest text from the room, in characters. */
const ENTROPY_MAX = 60;

type SellingProps = {
  game: string;
  cards: number;
  /** Cards that win together, and players who have as many. */
  hand?: number;
  packs?: number;
};

/** Cards are being sold into this game: closing sales is what starts it, so it asks once. */
export function Selling({ game, cards, hand = 1, packs = 0 }: SellingProps) {
  const say = words.value;
  const [asking, setAsking] = useState(false);
  const { busy, trouble, run } = useAct();
  const lock = async () => {
    const outcome = await run({ do: "lock_game", game });
    if (outcome.kind === "confirmed") setAsking(false);
  };
  const why = !live.value ? say.needsLive : cards === 0 ? say.lock.none : null;
  return (
    <>
      <Hint>
        <b>{say.selling.title}.</b> {say.selling.hint}
      </Hint>
      {hand > 1 && packs === 0 && (
        <Note tone="warn" data-testid="lock-no-pairs">
          {say.lock.noPairs(hand)}
        </Note>
      )}
      <Button big kind="primary" why={why} onClick={() => setAsking(true)} testid="lock">
        {say.lock.go}
      </Button>
      <Sheet open={asking} onClose={() => setAsking(false)} title={say.lock.go} closeLabel={say.close}>
        <p>{say.lock.confirm(say.cardCount(cards))}</p>
        <TroubleNote trouble={trouble} />
        <Button big kind="primary" busy={busy} onClick={() => void lock()} testid="lock-confirm">
          {say.lock.go}
        </Button>
      </Sheet>
    </>
  );
}

/** Between the lock and the first ball the room may throw something into the draw. */
export function BeforeFirstBall({ game }: { game: GameView }) {
  const say = words.value;
  const [text, setText] = useState("");
  const { busy, trouble, run } = useAct();
  if (game.source === "cage" && game.rules.ties !== "random") return null;
  if (game.fairness.entropy !== null) {
    return game.fairness.entropy === "" ? null : <Hint>{say.entropy.is(game.fairness.entropy)}</Hint>;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim()) void run({ do: "add_entropy", game: game.id, text: text.trim() });
  };
  return (
    <form class={css.entropy} onSubmit={submit}>
      <Field
        label={say.entropy.label}
        value={text}
        onInput={setText}
        hint={say.entropy.hint}
        required={false}
        max={ENTROPY_MAX}
        testid="entropy"
      />
      <TroubleNote trouble={trouble} />
      <Button submit busy={busy} why={live.value ? null : say.needsLive} testid="entropy-go">
        {say.entropy.go}
      </Button>
    </form>
  );
}
