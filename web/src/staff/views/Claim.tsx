import { useState } from "preact/hooks";
import { flag } from "../../ui/glyphs";
import { api } from "../api";
import { publicKey } from "../device-key";
import { askWho } from "../hall";
import { unlock } from "../idle";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { TroubleNote } from "../parts/Trouble";
import { useAsk } from "../parts/useAct";
import { isPin, PIN_MAX, PIN_MIN } from "../pin";
import { Gate } from "./Gate";
import css from "./gate.module.css";

/** First start: who enters the printed code owns the box. */
export function Claim() {
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
    <Gate title={t("claim_title")} intro={t("claim_intro")} glyph={flag} testid="claim-box">
      <form class={css.form} onSubmit={(event) => void submit(event)}>
        <Field label={t("claim_code")} value={form.code} onInput={set("code")} code testid="claim-code" />
        <Field label={t("claim_name")} value={form.name} onInput={set("name")} autocomplete="name" testid="claim-name" />
        <PinField label={t("pin")} value={form.pin} onInput={set("pin")} hint={t("pin_hint")} testid="claim-pin" />
        <PinField label={t("pin_again")} value={form.again} onInput={set("again")} testid="claim-pin-again" />
        <Field label={t("desk")} value={form.desk} onInput={set("desk")} hint={t("desk_hint")} testid="claim-desk" />
        <TroubleNote trouble={trouble} wrong={t("claim_wrong")} />
        <Button submit big kind="primary" busy={busy} why={fault} testid="claim-submit">
          {t("claim_submit")}
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
  if (pin === "") return null;
  if (!isPin(pin)) return t("pin_short");
  return again !== "" && pin !== again ? t("pin_differs") : null;
}
