import { useEffect, useState } from "preact/hooks";
import { Field } from "../../ui/Field";
import { centsOf, typedMoney } from "../state/money";

type MoneyProps = {
  label: string;
  /** In cents; `null` = nothing, or nothing that is money. */
  cents: number | null;
  onCents: (cents: number | null) => void;
  hint?: string;
  testid?: string;
};

/** An amount of money. What is typed stays as it is typed. */
export function MoneyField({ label, cents, onCents, hint, testid }: MoneyProps) {
  const [typed, setTyped] = useState(cents === null ? "" : typedMoney(cents));
  // Set from outside, for instance by another profile: then it is shown, else typing goes on undisturbed.
  useEffect(() => {
    if (centsOf(typed) !== cents) setTyped(cents === null ? typed : typedMoney(cents));
  }, [cents]);
  const input = (text: string) => {
    setTyped(text);
    onCents(centsOf(text));
  };
  return (
    <Field
      label={label}
      value={typed}
      onInput={input}
      required={false}
      max={11}
      {...(hint ? { hint } : {})}
      {...(testid ? { testid } : {})}
    />
  );
}

type CountProps = { label: string; value: number; onValue: (value: number) => void; hint?: string; testid?: string };

/** A whole number; 0 while nothing is typed. */
export function CountField({ label, value, onValue, hint, testid }: CountProps) {
  return (
    <Field
      label={label}
      value={value === 0 ? "" : String(value)}
      onInput={(text) => /^\d{0,5}$/.test(text) && onValue(Number(text))}
      digits
      required={false}
      max={5}
      {...(hint ? { hint } : {})}
      {...(testid ? { testid } : {})}
    />
  );
}
