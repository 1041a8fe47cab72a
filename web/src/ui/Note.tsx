import type { ComponentProps } from "preact";
import { classes } from "./classes";
import css from "./Note.module.css";

type Props = Omit<ComponentProps<"p">, "class"> & { tone: "warn" | "bad" };

/** A sentence that stands out because something is wrong, or may go wrong. */
export function Note({ tone, ...rest }: Props) {
  return <p {...rest} class={classes(css.note, css[tone])} />;
}
