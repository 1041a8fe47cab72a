import { called, letter } from "../shared/game/bingo";
import css from "./Ball.module.css";

type Props = {
  /** 1 to 75. */
  ball: number;
  /** `fill` takes the width of its container, the others are sized by the text around them. */
  size?: "small" | "medium" | "large" | "fill";
};

/** A ball with its letter, ring coloured by column. */
export function Ball({ ball, size = "medium" }: Props) {
  return (
    <span class={`${css.frame} ${css[size]}`} role="img" aria-label={called(ball)}>
      <span class={css.ball} data-letter={letter(ball)} aria-hidden>
        <span class={css.letter}>{letter(ball)}</span>
        <span class={css.number}>{ball}</span>
      </span>
    </span>
  );
}
