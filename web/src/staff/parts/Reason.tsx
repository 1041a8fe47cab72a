import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { REASON_BYTES } from "../../shared/lang/fitting";
import { Chips } from "../../ui/Chips";
import { Field } from "../../ui/Field";
import { Hold } from "../../ui/Hold";
import { words } from "../lang";
import { Button } from "./Button";
import { TroubleNote } from "./Trouble";
import type { Trouble } from "./useAct";

/** Longest reason in characters; four bytes each still fit the ledger's 240. */
const REASON_MAX = 60;

type Props = {
  /** Reasons people give often. */
  usual: readonly string[];
  action: string;
  busy: boolean;
  trouble: Trouble;
  onGive: (reason: string) => void;
  /** Cannot be taken back: held for a second. */
  hold?: boolean;
  why?: string | null;
  children?: ComponentChildren;
};

/** Asks why, then does it. */
export function Reason({ usual, action, busy, trouble, onGive, hold = false, why, children }: Props) {
  const say = words.value;
  const [reason, setReason] = useState("");
  const given = reason.trim();
  const submit = (event: Event) => {
    event.preventDefault();
    if (given && !hold && !why) onGive(given);
  };
  return (
    <form class="stack loose" onSubmit={submit}>
      {children}
      <Chips
        label={say.reason.usual}
        value={reason}
        options={usual.map((one) => [one, one] as const)}
        onPick={setReason}
      />
      <Field
        label={say.reason.label}
        value={reason}
        onInput={setReason}
        hint={say.reason.forever}
        max={REASON_MAX}
        bytes={REASON_BYTES}
        testid="reason"
      />
      <TroubleNote trouble={trouble} />
      {hold ? (
        <Hold
          hint={say.holdHint}
          onHeld={() => onGive(given)}
          busy={busy}
          disabled={!given || !!why}
          testid="reason-hold"
        >
          {action}
        </Hold>
      ) : (
        <Button
          submit
          big
          kind="primary"
          busy={busy}
          why={why ?? (given ? null : say.reason.first)}
          testid="reason-submit"
        >
          {action}
        </Button>
      )}
    </form>
  );
}
