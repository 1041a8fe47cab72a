import type { ComponentProps } from "preact";
import { classes } from "./classes";
import css from "./Panel.module.css";

type Props = ComponentProps<"div"> & {
  /** With a line around it. */
  framed?: boolean;
};

/** A piece of a page on its own ground. */
export function Panel({ framed = false, ...rest }: Props) {
  return <div {...rest} class={classes(css.panel, framed && css.framed)} />;
}
