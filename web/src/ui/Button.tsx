import type { ComponentProps } from "preact";
import css from "./Button.module.css";
import { classes } from "./classes";

type Props = Omit<ComponentProps<"button">, "class" | "className"> & {
  kind?: "plain" | "primary" | "good" | "bad" | "quiet";
  /** 64 px: the one thing this screen is for. */
  big?: boolean;
  /** Only a drawing inside, without room beside it. */
  square?: boolean;
  /** What a view adds. */
  class?: string | undefined;
};

/** A button. */
export function Button({ kind = "plain", big = false, square = false, class: more, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      class={classes(css.button, css[kind], big && css.big, square && css.square, more)}
    />
  );
}
