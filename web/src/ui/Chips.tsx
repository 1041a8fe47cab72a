import css from "./Chips.module.css";
import { classes } from "./classes";

type Props<V extends string> = {
  label: string;
  value: V | null;
  options: readonly (readonly [V, string])[];
  onPick: (value: V) => void;
  /** Closer together, for many of them. */
  dense?: boolean;
  testid?: string;
};

/** A few choices side by side. */
export function Chips<V extends string>({ label, value, options, onPick, dense = false, testid }: Props<V>) {
  return (
    <div class={classes(css.chips, dense && css.dense)} role="group" aria-label={label} data-testid={testid}>
      {options.map(([option, name]) => (
        <button
          key={option}
          type="button"
          class={css.chip}
          aria-pressed={option === value}
          onClick={() => onPick(option)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
