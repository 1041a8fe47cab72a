import { useEffect, useState } from "preact/hooks";
import { currency } from "../../shared/lang/amounts";
import { AMOUNT_MAX, readAmount, typedAmount } from "../../shared/lang/read-amount";
import { money } from "../../shared/lang/i18n";
import { Field } from "../../ui/Field";
import { words } from "../lang";

type MoneyProps = {
  label: string;
  /** In the smallest unit; `null` = nothing, or nothing that is an amount. */
  amount: number | null;
  onAmount: (amount: number | null) => void;
  hint?: string;
  testid?: string;
};

/** An amount of money, told at once when it cannot be read. What is typed stays as it is typed. */
export function MoneyField({ label, amount, onAmount, hint, testid }: MoneyProps) {
  const [typed, setTyped] = useState(amount === null ? "" : typedAmount(amount));
  // Set from outside, for instance by another profile: then it is shown, else typing goes on undisturbed.
  useEffect(() => {
    if (amountOf(typed) !== amount) setTyped(amount === null ? typed : typedAmount(amount));
  }, [amount]);
  const input = (text: string) => {
    setTyped(text);
    onAmount(amountOf(text));
  };
  const said = trouble(typed) ?? hint;
  return (
    <Field
      label={label}
      value={typed}
      onInput={input}
      required={false}
      max={40}
      {...(said ? { hint: said } : {})}
      {...(testid ? { testid } : {})}
    />
  );
}

function amountOf(typed: string): number | null {
  const read = readAmount(typed);
  return "amount" in read ? read.amount : null;
}

/** What to write instead; nothing while the field is empty. */
function trouble(typed: string): string | null {
  const read = readAmount(typed);
  if ("amount" in read || read.wrong === "empty") return null;
  const say = words.value.amount.wrong;
  if (read.wrong === "too_large") return say.too_large(money(AMOUNT_MAX));
  return read.wrong === "decimals" ? say.decimals(currency.value.decimals) : say[read.wrong];
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
