import { useState } from "preact/hooks";
import { Field } from "../../ui/Field";
import { words } from "../lang";
import { Button } from "./Button";
import css from "./Typed.module.css";

type Props = { onCode: (text: string) => void; action: string; why?: string | null | undefined };

/** The code as printed on the card, or # and the serial number. */
export function Typed({ onCode, action, why }: Props) {
  const [text, setText] = useState("");
  const submit = (event: Event) => {
    event.preventDefault();
    if (!text.trim() || why) return;
    onCode(text);
    setText("");
  };
  return (
    <form class={css.typed} onSubmit={submit}>
      <Field label={words.value.typed.label} value={text} onInput={setText} code max={1_000} testid="typed-code" />
      <Button submit kind="primary" why={why} testid="typed-go">
        {action}
      </Button>
    </form>
  );
}
