import { number } from "../../../shared/lang/i18n";
import type { GameView } from "../../../shared/protocol.gen";
import { lock } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { shortHash } from "../../state/view";
import { words } from "../../lang";
import css from "./Seal.module.css";

/** Between the close of sales and the first ball: what is fixed now, in figures anybody can write down. */
export function Seal({ game }: { game: GameView }) {
  const say = words.value;
  const { commitment, lock: seal, entropy } = game.fairness;
  return (
    <section class={css.panel}>
      <p class={css.title}>
        <Icon glyph={lock} />
        {say.locked}
      </p>
      <p class={css.more}>{say.lockedMore}</p>
      <dl class={css.facts}>
        <Fact name={say.cardsIn(game.cards)} value={number(game.cards)} />
        {game.source === "cage" && <Fact name={say.byHand} value="" />}
        {game.source === "rng" && commitment !== null && <Fact name={say.sealed} value={shortHash(commitment)} mono />}
        {seal !== null && <Fact name={say.lock} value={shortHash(seal)} mono />}
        {entropy !== null && <Fact name={say.entropy} value={entropy === "" ? say.entropyNone : entropy} />}
      </dl>
    </section>
  );
}

function Fact({ name, value, mono = false }: { name: string; value: string; mono?: boolean }) {
  return (
    <div class={css.fact}>
      <dt>{name}</dt>
      <dd class={mono ? css.mono : undefined}>{value}</dd>
    </div>
  );
}
