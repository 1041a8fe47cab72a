import type { Glyph } from "./glyphs";
import css from "./Icon.module.css";

type Props = {
  glyph: Glyph;
  /** Said instead of the drawing; left out when words stand beside it. */
  label?: string;
  size?: "text" | "large";
};

/** A line drawing in the colour and size of the text around it. */
export function Icon({ glyph, label, size = "text" }: Props) {
  const spoken =
    label === undefined ? ({ "aria-hidden": true } as const) : ({ role: "img", "aria-label": label } as const);
  return (
    <svg class={size === "large" ? `${css.icon} ${css.large}` : css.icon} viewBox="0 0 24 24" {...spoken}>
      {glyph.map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
