import type { ComponentChildren, ComponentProps } from "preact";
import css from "./Item.module.css";

/** One thing of the programme, a pot or a former night. */
export function ItemPanel(props: Omit<ComponentProps<"li">, "class">) {
  return <li {...props} class={css.item} />;
}

/** Small buttons at the end of it. */
export function ItemActs({ children }: { children: ComponentChildren }) {
  return <span class={css.acts}>{children}</span>;
}
