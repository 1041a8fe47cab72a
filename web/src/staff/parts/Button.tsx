import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { Button as Plain } from "../../ui/Button";
import { Icon } from "../../ui/Icon";
import type { Glyph } from "../../ui/glyphs";
import css from "./Button.module.css";

type Props = {
  children?: ComponentChildren;
  onClick?: () => void;
  kind?: "plain" | "primary" | "good" | "bad" | "quiet";
  /** 64 px: the one thing this screen is for. */
  big?: boolean;
  glyph?: Glyph | undefined;
  /** Why it cannot be pressed now; said below the button. */
  why?: string | null | undefined;
  busy?: boolean;
  submit?: boolean;
  /** Name of a button that shows only a drawing. */
  label?: string;
  pressed?: boolean;
  testid?: string;
};

/** A button that says why, when it cannot be pressed. */
export function Button(props: Props) {
  const { children, kind = "plain", big = false, glyph, why, busy = false, label, pressed, testid } = props;
  const reason = useId();
  const button = (
    <Plain
      type={props.submit ? "submit" : "button"}
      kind={kind}
      big={big}
      square={children === undefined}
      onClick={props.onClick}
      disabled={busy || !!why}
      aria-busy={busy}
      aria-label={label}
      aria-pressed={pressed}
      aria-describedby={why ? reason : undefined}
      data-testid={testid}
    >
      {glyph && <Icon glyph={glyph} />}
      {children !== undefined && <span>{children}</span>}
    </Plain>
  );
  if (!why) return button;
  return (
    <div class={css.reasoned}>
      {button}
      <p id={reason} class={`soft small ${css.reason}`}>
        {why}
      </p>
    </div>
  );
}
