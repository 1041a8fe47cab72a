import { useId } from "preact/hooks";
import { fitting, LABEL_BYTES, REASON_BYTES } from "../shared/lang/fitting";
import css from "./Field.module.css";

type Props = {
  label: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "password";
  hint?: string;
  /** Whole digits only, with the number keys of a phone. */
  digits?: boolean;
  required?: boolean;
  max?: number;
  /** The box's own limit, bytes of UTF-8. */
  bytes?: number;
  min?: number;
  autocomplete?: string;
  testid?: string;
  code?: boolean;
};

/** Hands on what is typed, as far as the box takes it. A letter that is being composed from several keys is let be. */
function typing(onInput: (value: string) => void, bytes: number | undefined) {
  const take = (event: { currentTarget: { value: string } }) => {
    const field = event.currentTarget;
    if (bytes !== undefined) {
      const fits = fitting(field.value, bytes);
      if (fits !== field.value) field.value = fits;
    }
    onInput(field.value);
  };
  return {
    onInput: (event: InputEvent & { currentTarget: { value: string } }) => {
      if (event.isComposing) onInput(event.currentTarget.value);
      else take(event);
    },
    onCompositionEnd: take,
  };
}

/** A labelled field. */
export function Field(props: Props) {
  const id = useId();
  const hint = useId();
  const { label, value, onInput, digits, required = true, max = 80, bytes = LABEL_BYTES, code } = props;
  // Nothing but spaces is no text for the box.
  const pattern = digits ? "[0-9]*" : required && !code ? ".*\\S.*" : undefined;
  // The typings want to know the type when they compile.
  const kind = (props.type ?? "text") as "text";
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <input
        id={id}
        class={code ? css.code : undefined}
        type={kind}
        dir="auto"
        value={value}
        required={required}
        inputMode={digits ? "numeric" : undefined}
        pattern={pattern}
        minLength={props.min}
        maxLength={max}
        autocomplete={props.autocomplete ?? "off"}
        autocapitalize={code ? "characters" : undefined}
        spellcheck={code ? false : undefined}
        aria-describedby={props.hint ? hint : undefined}
        {...typing(onInput, code ? undefined : bytes)}
        data-testid={props.testid}
      />
      {props.hint && (
        <p id={hint} class="soft small">
          {props.hint}
        </p>
      )}
    </div>
  );
}

type PickProps<V extends string> = {
  label: string;
  value: V;
  options: readonly (readonly [V, string])[];
  onPick: (value: V) => void;
  testid?: string;
};

/** A labelled choice. */
export function Pick<V extends string>({ label, value, options, onPick, testid }: PickProps<V>) {
  const id = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onPick(event.currentTarget.value as V)} data-testid={testid}>
        {options.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

type WordsProps = {
  label: string;
  value: string;
  onInput: (value: string) => void;
  hint?: string;
  max: number;
  testid?: string;
};

/** Several lines of text, sent as one. */
export function WordsField({ label, value, onInput, hint, max, testid }: WordsProps) {
  const id = useId();
  const hintId = useId();
  return (
    <div class={css.field}>
      <label for={id}>{label}</label>
      <textarea
        dir="auto"
        id={id}
        value={value}
        maxLength={max}
        rows={2}
        aria-describedby={hint ? hintId : undefined}
        {...typing(onInput, REASON_BYTES)}
        data-testid={testid}
      />
      {hint && (
        <p id={hintId} class="soft small">
          {hint}
        </p>
      )}
    </div>
  );
}
