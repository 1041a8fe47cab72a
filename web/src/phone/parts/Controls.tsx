import { useId } from "preact/hooks";
import css from "./Controls.module.css";

type ChoiceProps<T extends string> = {
  label: string;
  options: readonly T[];
  names: Record<T, string>;
  value: T;
  disabled?: boolean;
  onPick: (value: T) => void;
};

/** One of a few: native radio buttons that look like one bar. */
export function Choice<T extends string>({ label, options, names, value, disabled = false, onPick }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset class={css.choice} disabled={disabled}>
      <legend>{label}</legend>
      <div class={css.bar}>
        {options.map((option) => (
          <label key={option} class={option === value ? `${css.option} ${css.on}` : css.option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onPick(option)} />
            {names[option]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

type SwitchProps = { label: string; on: boolean; onChange: (on: boolean) => void };

/** On or off. */
export function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <label class={css.switch}>
      <span>{label}</span>
      <input type="checkbox" role="switch" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
    </label>
  );
}
