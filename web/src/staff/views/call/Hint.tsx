import type { ComponentProps } from "preact";
import css from "./Hint.module.css";

/** What the caller has to know before the next press. */
export function Hint(props: Omit<ComponentProps<"p">, "class">) {
  return <p {...props} class={css.hint} />;
}
