import type { ComponentChildren } from "preact";
import { Icon } from "../../ui/Icon";
import { chevronLeft } from "../../ui/glyphs";
import { words } from "../lang";
import css from "./Page.module.css";

type Props = {
  title: string;
  back?: boolean;
  aside?: ComponentChildren;
  /** Stands beside another place: its heading is one level lower. */
  beside?: boolean;
  children: ComponentChildren;
};

/** One place of the console with its heading. */
export function Page({ title, back = false, aside, beside = false, children }: Props) {
  const Title = beside ? "h2" : "h1";
  return (
    <section class={css.page}>
      <div class={css.head}>
        {back && (
          <button
            type="button"
            class={css.back}
            aria-label={words.value.back}
            onClick={() => history.back()}
            data-testid="back"
          >
            <Icon glyph={chevronLeft} />
          </button>
        )}
        <Title class={css.title}>{title}</Title>
        {aside}
      </div>
      {children}
    </section>
  );
}

type EmptyProps = { title: string; children?: ComponentChildren };

/** An empty place: what it is, and what to do next. */
export function Empty({ title, children }: EmptyProps) {
  return (
    <div class={css.empty}>
      <p class={css.emptyTitle}>{title}</p>
      {children}
    </div>
  );
}
