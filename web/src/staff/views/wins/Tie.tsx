import type { ComponentChildren } from "preact";
import css from "./Tie.module.css";

/** What makes a win doubtful: others on the same ball, or a claim that came late. */
export function Tie({ children }: { children: ComponentChildren }) {
  return <span class={css.tie}>{children}</span>;
}
