import { useState } from "preact/hooks";
import { Field } from "../../../ui/Field";
import { todayTyped } from "../../state/box/box";
import { moment } from "../../state/dates";
import { boxWords } from "../../lang/box";
import { Button } from "../../parts/Button";
import css from "./ClockDates.module.css";

type Props = {
  /** Box time, ms. */
  boxMs: number;
  /** The phone's time, ms. */
  phoneMs: number;
  /** Whether the person types the date too. */
  types: boolean;
  busy: boolean;
  onSure: (date?: string) => void;
  onLeave: () => void;
};

/** Both dates in words, before a clock is set by days or years; the date is typed where nothing else speaks for it. */
export function ClockDates({ boxMs, phoneMs, types, busy, onSure, onLeave }: Props) {
  const texts = boxWords.value.clock;
  const [day, setDay] = useState("");
  const [month, setMonth] = useState("");
  const [year, setYear] = useState("");
  const date = types ? todayTyped(day, month, year, phoneMs) : null;
  const isTyped = day !== "" && month !== "" && year.length === 4;
  const submit = (event: Event) => {
    event.preventDefault();
    if (types && date === null) return;
    onSure(date ?? undefined);
  };
  return (
    <form class={css.dates} onSubmit={submit} data-testid="box-clock-dates">
      <p>{texts.boxSays(moment(boxMs))}</p>
      <p>
        <b>{texts.phoneSays(moment(phoneMs))}</b>
      </p>
      <p class="soft small">{types ? texts.typeDate : texts.confirm}</p>
      {types && (
        <div class={css.typed}>
          <Field label={texts.day} value={day} onInput={setDay} digits max={2} testid="box-clock-day" />
          <Field label={texts.month} value={month} onInput={setMonth} digits max={2} testid="box-clock-month" />
          <Field label={texts.year} value={year} onInput={setYear} digits min={4} max={4} testid="box-clock-year" />
        </div>
      )}
      {types && isTyped && date === null && <p role="alert">{texts.otherDate}</p>}
      <Button
        submit
        kind="primary"
        busy={busy}
        why={types && date === null ? texts.why.typed : null}
        testid="box-clock-sure"
      >
        {texts.sure}
      </Button>
      <Button kind="quiet" onClick={onLeave} testid="box-clock-leave">
        {texts.leave}
      </Button>
    </form>
  );
}
