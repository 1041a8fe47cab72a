import { useState } from "preact/hooks";
import { Sheet } from "../../ui/Dialog";
import type { GameView } from "../../shared/protocol.gen";
import { live } from "../hall";
import { t, tn } from "../lang";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { TroubleNote } from "../parts/Trouble";
import { useAct } from "../parts/useAct";
import css from "./call.module.css";

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
  const [asking, setAsking] = useState(false);
  const { busy, trouble, run } = useAct();
  const lock = async () => {
    const outcome = await run({ do: "lock", game });
    if (outcome.kind === "confirmed") setAsking(false);
  };
  const why = !live.value ? t("needs_live") : cards === 0 ? t("lock_none") : null;
  return (
    <>
      <p class={css.hint}>
        <b>{t("selling")}.</b> {t("selling_hint")}
      </p>
      {hand > 1 && packs === 0 && (
        <p class={css.warning} data-testid="lock-no-pairs">
          {t("lock_no_pairs", { n: hand })}
        </p>
      )}
      <Button big kind="primary" why={why} onClick={() => setAsking(true)} testid="lock">
        {t("lock")}
      </Button>
      <Sheet open={asking} onClose={() => setAsking(false)} title={t("lock")} closeLabel={t("close")}>
        <p>{t("lock_confirm", { cards: tn("cards", cards) })}</p>
        <TroubleNote trouble={trouble} />
        <Button big kind="primary" busy={busy} onClick={() => void lock()} testid="lock-confirm">
          {t("lock")}
        </Button>
      </Sheet>
    </>
  );
}

/** Between the lock and the first ball the room may throw something into the draw. */
export function BeforeFirstBall({ game }: { game: GameView }) {
  const [text, setText] = useState("");
  const { busy, trouble, run } = useAct();
  if (game.source === "cage" && game.rules.ties !== "random") return null;
  if (game.fairness.entropy !== null) {
    return game.fairness.entropy === "" ? null : <p class={css.hint}>{t("entropy_is", { text: game.fairness.entropy })}</p>;
  }
  const submit = (event: Event) => {
    event.preventDefault();
    if (text.trim()) void run({ do: "entropy", game: game.id, text: text.trim() });
  };
  return (
    <form class={css.entropy} onSubmit={submit}>
      <Field label={t("entropy")} value={text} onInput={setText} hint={t("entropy_hint")} required={false} max={ENTROPY_MAX} testid="entropy" />
      <TroubleNote trouble={trouble} />
      <Button submit busy={busy} why={live.value ? null : t("needs_live")} testid="entropy-go">
        {t("entropy_go")}
      </Button>
    </form>
  );
}
