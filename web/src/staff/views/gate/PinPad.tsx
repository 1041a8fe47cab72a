import { Icon } from "../../../ui/Icon";
import { chevronLeft } from "../../../ui/glyphs";
import { words } from "../../lang";
import { PIN_MIN } from "../../state/pin";
import css from "./PinPad.module.css";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

type Props = { pin: string; label: string; onKey: (key: string) => void };

/** Digits as big keys; the PIN itself is shown as dots. */
export function PinPad({ pin, label, onKey }: Props) {
  const dots = Math.max(PIN_MIN, pin.length);
  return (
    <div class={css.pad} role="group" aria-label={label}>
      <div class={css.dots} role="status" aria-label={`${label}: ${pin.length}`} data-testid="pin-dots">
        {Array.from({ length: dots }, (_, i) => (
          <span key={i} class={i < pin.length ? css.dotFull : css.dot} />
        ))}
      </div>
      <div class={css.keys}>
        {DIGITS.map((digit) => (
          <Key key={digit} digit={digit} onKey={onKey} />
        ))}
        <span />
        <Key digit="0" onKey={onKey} />
        <button type="button" class={css.key} aria-label={words.value.signIn.clear} onClick={() => onKey("Backspace")}>
          <Icon glyph={chevronLeft} />
        </button>
      </div>
    </div>
  );
}

function Key({ digit, onKey }: { digit: string; onKey: (key: string) => void }) {
  return (
    <button type="button" class={css.key} onClick={() => onKey(digit)} data-digit data-testid={`pin-${digit}`}>
      {digit}
    </button>
  );
}
