import type { ComponentChildren, ComponentProps } from "preact";
import css from "./Frame.module.css";

/** The console's screen: a header, banners, one place, what happens beside it, and the way to other places. */
export function Frame(props: Omit<ComponentProps<"div">, "class">) {
  return <div {...props} class={css.frame} />;
}

type Props = { children?: ComponentChildren };

export function HeaderBar({ children }: Props) {
  return <header class={css.header}>{children}</header>;
}

/** Where a pill hangs over the page. */
export function PillPlace({ children }: Props) {
  return <div class={css.pill}>{children}</div>;
}

export function Main(props: Omit<ComponentProps<"main">, "class">) {
  return <main {...props} class={css.main} />;
}

export function Side(props: Omit<ComponentProps<"aside">, "class">) {
  return <aside {...props} class={css.side} />;
}

export function NavBar(props: Omit<ComponentProps<"nav">, "class">) {
  return <nav {...props} class={css.nav} />;
}
