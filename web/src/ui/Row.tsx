import type { ComponentChildren, ComponentProps } from "preact";
import css from "./Row.module.css";

type RowsProps = { children: ComponentChildren; testid?: string };

/** Rows one below the other; takes no room while there are none. */
export function Rows({ children, testid }: RowsProps) {
  return (
    <ul class={css.rows} data-testid={testid}>
      {children}
    </ul>
  );
}

/** The same where the order says something. */
export function OrderedRows({ children, testid }: RowsProps) {
  return (
    <ol class={css.rows} data-testid={testid}>
      {children}
    </ol>
  );
}

/** One thing of a list: what it is, and beside it what can be done. */
export function Row(props: Omit<ComponentProps<"li">, "class">) {
  return <li {...props} class={css.row} />;
}

type LinkProps = { href: string; done?: boolean; children: ComponentChildren; testid?: string };

/** A row that leads somewhere. */
export function RowLink({ href, done = false, children, testid }: LinkProps) {
  return (
    <a class={css.link} href={href} data-done={done} data-testid={testid}>
      {children}
    </a>
  );
}

/** What a row is about. */
export function RowWords({ children }: { children: ComponentChildren }) {
  return <span class={css.words}>{children}</span>;
}

/** The place of a row in its order. */
export function RowPlace({ children }: { children: ComponentChildren }) {
  return <span class={css.place}>{children}</span>;
}
