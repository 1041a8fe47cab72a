import type { ComponentChildren } from "preact";
import { Icon } from "../../../ui/Icon";
import type { Glyph } from "../../../ui/glyphs";
import css from "./Gate.module.css";

type Props = { title: string; intro?: string; glyph?: Glyph; testid?: string; children?: ComponentChildren };

/** The page before the console: one narrow column, one thing to do. */
export function Gate({ title, intro, glyph, testid, children }: Props) {
  return (
    <main class={css.gate} data-testid={testid}>
      <div class={css.column}>
        {glyph && (
          <div class={css.sign}>
            <Icon glyph={glyph} size="large" />
          </div>
        )}
        <h1>{title}</h1>
        {intro && <p class={css.intro}>{intro}</p>}
        {children}
      </div>
    </main>
  );
}
