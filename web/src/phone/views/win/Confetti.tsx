import { useReducedMotion } from "../../../ui/motion";
import css from "./Confetti.module.css";

const PIECES = 26;
const COLOURS = ["B", "I", "N", "G", "O"] as const;

/** Paper in the air for two seconds. Spread by arithmetic, not by dice: it looks random enough and costs nothing. */
export function Confetti() {
  if (useReducedMotion()) return null;
  return (
    <div class={css.sky} aria-hidden>
      {Array.from({ length: PIECES }, (_, index) => (
        <span
          key={index}
          class={`${css.piece} ${css[COLOURS[index % 5]!]}`}
          style={{ left: `${(index * 37) % 100}%`, animationDelay: `${(index * 53) % 600}ms` }}
        />
      ))}
    </div>
  );
}
