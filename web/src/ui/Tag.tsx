import type { ComponentChildren } from "preact";
import css from "./Tag.module.css";

type Props = { tone?: "good" | "warn" | "bad" | undefined; children: ComponentChildren };

/** How something stands, in a word. */
export function Tag({ tone, children }: Props) {
  return (
    <span class={css.tag} data-tone={tone}>
      {children}
    </span>
  );
}
