import type { ComponentChildren } from "preact";
import { chevronLeft } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { close } from "../device/route";
import { words } from "../lang";
import css from "./parts.module.css";

type Props = { title: string; children: ComponentChildren };

/** A page on top of the game, with its way back. */
export function Page({ title, children }: Props) {
  return (
    <main class={css.page}>
      <header class={css.pageHead}>
        <button type="button" class={`${css.button} ${css.round}`} aria-label={words.value.back} onClick={close}>
          <Icon glyph={chevronLeft} size="large" />
        </button>
        <h1>{title}</h1>
      </header>
      {children}
    </main>
  );
}
