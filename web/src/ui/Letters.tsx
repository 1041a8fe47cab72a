import { LETTERS } from "../shared/game/bingo";
import css from "./Letters.module.css";

/** The five letters as balls: the sign over every door. As large as the text around it. */
export function Letters() {
  return (
    <p class={css.letters} aria-hidden>
      {LETTERS.map((letter) => (
        <span key={letter} data-letter={letter}>
          {letter}
        </span>
      ))}
    </p>
  );
}
