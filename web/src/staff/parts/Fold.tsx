import type { ComponentChildren, ComponentProps } from "preact";
import { classes } from "../../ui/classes";
import css from "./Fold.module.css";

type Props = Omit<ComponentProps<"details">, "class"> & {
  /** Not what the page is about. */
  quiet?: boolean;
};

/** Something folded away until somebody looks; its first child is the summary. */
export function Fold({ quiet = false, ...rest }: Props) {
  return <details {...rest} class={classes(css.fold, quiet && css.quiet)} />;
}

/** Fields that were folded away. */
export function FoldContent({ children }: { children: ComponentChildren }) {
  return <div class={css.content}>{children}</div>;
}
