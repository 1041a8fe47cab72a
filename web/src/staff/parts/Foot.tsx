import type { ComponentProps } from "preact";
import { classes } from "../../ui/classes";
import css from "./Foot.module.css";

type Props = Omit<ComponentProps<"div">, "class"> & {
  /** Holds the one button that is pressed all evening. */
  big?: boolean;
};

/** The next step, which stays under the thumb whatever stands above it. */
export function Foot({ big = false, ...rest }: Props) {
  return <div {...rest} class={classes(css.foot, big && css.big)} />;
}
