import { useState } from "preact/hooks";
import type { PersonView, Role } from "../../../shared/protocol.gen";
import { Field, Pick } from "../../../ui/Field";
import { api } from "../../device/api";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { pinFault, PinField } from "../gate/Claim";

const ROLES: readonly Role[] = ["seller", "caller", "verifier", "prize_desk", "owner"];

/** A new member of the team. */
export function AddPerson({ onDone }: { onDone: () => void }) {
  const say = words.value;
  const { busy, trouble, run } = useAsk();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("seller");
  const [pin, setPin] = useState("");
  const add = async (event: Event) => {
    event.preventDefault();
    if (await run(api.addStaff({ name: name.trim(), role, pin }))) onDone();
  };
  const roles = ROLES.map((one) => [one, `${say.role[one]}: ${say.roleHint[one]}`] as const);
  return (
    <form class="stack loose" onSubmit={(event) => void add(event)}>
      <Field label={say.name} value={name} onInput={setName} max={40} testid="person-name" />
      <Pick label={say.team.role} value={role} options={roles} onPick={setRole} testid="person-role" />
      <PinField label={say.team.pin} value={pin} onInput={setPin} hint={say.pin.hint} testid="person-pin" />
      <TroubleNote trouble={trouble} />
      <Button submit big kind="primary" busy={busy} why={pinFault(pin, "")} testid="person-save">
        {say.add}
      </Button>
    </form>
  );
}

/** A new PIN for somebody who forgot theirs. */
export function NewPin({ person, onDone }: { person: PersonView; onDone: () => void }) {
  const say = words.value;
  const { busy, trouble, run } = useAsk();
  const [pin, setPin] = useState("");
  const save = async (event: Event) => {
    event.preventDefault();
    if (await run(api.newPin(person.id, pin))) onDone();
  };
  return (
    <form class="stack loose" onSubmit={(event) => void save(event)}>
      <PinField label={say.team.newPin} value={pin} onInput={setPin} hint={say.pin.hint} testid="new-pin" />
      <TroubleNote trouble={trouble} />
      <Button submit big kind="primary" busy={busy} why={pinFault(pin, "")} testid="new-pin-save">
        {say.save}
      </Button>
    </form>
  );
}
