import { useState } from "preact/hooks";
import { Field } from "../../../ui/Field";
import { flag } from "../../../ui/glyphs";
import { api } from "../../device/api";
import { publicKey } from "../../device/key";
import { askWho } from "../../state/hall";
import { unlock } from "../../device/idle";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { isPin, PIN_MAX, PIN_MIN } from "../../state/pin";
import { Gate } from "./Gate";

/** First start: who enters the printed code owns the box. */
export function Claim() {
  const say = words.value;
  const [form, setForm] = useState({ code: "", name: "", pin: "", again: "", desk: "" });
  const { busy, trouble, run } = useAsk();
  const set = (part: keyof typeof form) => (value: string) => setForm({ ...form, [part]: value });
  const fault = pinFault(form.pin, form.again);
  const submit = async (event: Event) => {
    event.preventDefault();
    const device = { public_key: await publicKey() };
    const { code, name, pin, desk } = form;
    if (!(await run(api.claimBox({ claim_code: code.trim(), name, pin, desk, device })))) return;
    unlock();
    await askWho();
  };
  return (
    <Gate title={say.claim.title} intro={say.claim.intro} glyph={flag} testid="claim-box">
      <form class="stack loose" onSubmit={(event) => void submit(event)}>
        <Field label={say.claim.code} value={form.code} onInput={set("code")} code testid="claim-code" />
        <Field label={say.claim.name} value={form.name} onInput={set("name")} autocomplete="name" testid="claim-name" />
        <PinField label={say.pin.label} value={form.pin} onInput={set("pin")} hint={say.pin.hint} testid="claim-pin" />
        <PinField label={say.pin.again} value={form.again} onInput={set("again")} testid="claim-pin-again" />
        <Field
          label={say.desk.label}
          value={form.desk}
          onInput={set("desk")}
          hint={say.desk.hint}
          testid="claim-desk"
        />
        <TroubleNote trouble={trouble} wrong={say.claim.wrong} />
        <Button submit big kind="primary" busy={busy} why={fault} testid="claim-submit">
          {say.claim.submit}
        </Button>
      </form>
    </Gate>
  );
}

type PinProps = { label: string; value: string; onInput: (value: string) => void; hint?: string; testid?: string };

/** A field for a new PIN. */
export function PinField(props: PinProps) {
  return <Field {...props} type="password" digits min={PIN_MIN} max={PIN_MAX} autocomplete="new-password" />;
}

/** What is wrong with a PIN typed twice; nothing while the first one is empty. */
export function pinFault(pin: string, again: string): string | null {
  const say = words.value;
  if (pin === "") return null;
  if (!isPin(pin)) return say.pin.short;
  return again !== "" && pin !== again ? say.pin.differs : null;
}
