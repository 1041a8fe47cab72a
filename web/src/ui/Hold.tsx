import { useRef, useState } from "preact/hooks";
import { Button } from "./Button";
import { classes } from "./classes";
import css from "./Hold.module.css";

/** Time a destructive act has to be held, ms. */
const HOLD_MS = 1_000;

type Props = {
  children: string;
  /** Says that it has to be held. */
  hint: string;
  onHeld: () => void;
  busy?: boolean;
  disabled?: boolean;
  testid?: string;
};

/** A button for what cannot be taken back: held for a second, with finger or key. */
export function Hold({ children, hint, onHeld, busy = false, disabled = false, testid }: Props) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const [held, setHeld] = useState(false);
  const down = () => {
    if (timer.current !== undefined) return;
    setHeld(true);
    timer.current = setTimeout(() => {
      up();
      onHeld();
    }, HOLD_MS);
  };
  const up = () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    setHeld(false);
  };
  const isPress = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";
  return (
    <Button
      kind="bad"
      class={classes(css.hold, held && css.held)}
      disabled={busy || disabled}
      onPointerDown={down}
      onPointerUp={up}
      onPointerLeave={up}
      onPointerCancel={up}
      onKeyDown={(event) => isPress(event) && down()}
      onKeyUp={(event) => isPress(event) && up()}
      onContextMenu={(event) => event.preventDefault()}
      onBlur={up}
      data-testid={testid}
    >
      <span>
        {children} <small>{hint}</small>
      </span>
    </Button>
  );
}
