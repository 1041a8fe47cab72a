import { useState } from "preact/hooks";
import { Field } from "../../../ui/Field";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { mend } from "../../state/hall";
import { mendable, withText } from "../../state/mend";
import type { Unsent } from "../../state/outbox";
import css from "./Mend.module.css";

/** The text the box did not take, to be changed and sent again. Nothing where no text was at fault. */
export function Mend({ item }: { item: Unsent }) {
  const wrong = mendable(item);
  const [text, setText] = useState(wrong?.text ?? "");
  if (!wrong) return null;
  const submit = (event: Event) => {
    event.preventDefault();
    void mend(item.id, withText(item.act, wrong.path, text));
  };
  return (
    <form class={`stack ${css.mend}`} onSubmit={submit}>
      <Field
        label={wrong.path}
        value={text}
        onInput={setText}
        bytes={wrong.bytes}
        hint={words.value.reason.forever}
        testid="mend-text"
      />
      <Button submit testid="mend">
        {words.value.unsent.mend}
      </Button>
    </form>
  );
}
