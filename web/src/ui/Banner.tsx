import type { ComponentChildren } from "preact";
import css from "./Banner.module.css";
import type { Glyph } from "./glyphs";
import { Icon } from "./Icon";

type Props = {
  kind: "info" | "good" | "warn" | "bad";
  glyph: Glyph;
  title: string;
  /** What else there is to say. */
  children?: ComponentChildren;
  /** How it is announced: at once, when convenient, or not at all (it was there from the start). */
  live?: "assertive" | "polite" | "off";
};

/** A strip that says what state things are in: colour, drawing and words. */
export function Banner({ kind, glyph, title, children, live = "polite" }: Props) {
  const role = live === "assertive" ? "alert" : live === "polite" ? "status" : undefined;
  return (
    <div class={`${css.banner} ${css[kind]}`} role={role}>
      <Icon glyph={glyph} size="large" />
      <div class={css.words}>
        <p class={css.title}>{title}</p>
        {children !== undefined && <div class={css.more}>{children}</div>}
      </div>
    </div>
  );
}
