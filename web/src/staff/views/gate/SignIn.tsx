import { useSignal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "../../../ui/Icon";
import { circleX, hourglass, lock, users } from "../../../ui/glyphs";
import type { Me, StaffTile } from "../../../shared/protocol.gen";
import { askWho, waiting } from "../../state/hall";
import { locked } from "../../device/idle";
import { words } from "../../lang";
import { unsentBy } from "../../state/outbox";
import { Button } from "../../parts/Button";
import { afterKey, isPin } from "../../state/pin";
import { signIn } from "../../device/sign-in";
import { Gate } from "./Gate";
import { PinPad } from "./PinPad";
import css from "./SignIn.module.css";

/** Tiles with names, then the PIN. */
export function SignIn({ me }: { me: Me }) {
  const say = words.value;
  // Undefined: nobody has chosen yet, so a locked console asks for the person who was there.
  const [chosen, setChosen] = useState<StaffTile | null | undefined>(undefined);
  const { tiles } = me;
  const before = locked.value ? tiles.find((tile) => tile.staff === me.staff) : undefined;
  const person = chosen === undefined ? before : chosen;
  useEffect(() => {
    // A challenge lives for a minute: fetch a fresh one whenever this page is shown.
    void askWho();
  }, []);
  if (person) return <PinEntry person={person} me={me} onOther={() => setChosen(null)} canChange={tiles.length > 1} />;
  return (
    <Gate title={say.signIn.title} glyph={users} testid="sign-in">
      {tiles.length === 0 && <p>{say.signIn.empty}</p>}
      <ul class={css.tiles}>
        {tiles.map((tile) => (
          <li key={tile.staff}>
            <button type="button" class={css.tile} onClick={() => setChosen(tile)} data-testid={`tile-${tile.staff}`}>
              <b>{tile.name}</b>
              <span>{say.role[tile.role]}</span>
              <UnsentNote staff={tile.staff} />
            </button>
          </li>
        ))}
      </ul>
      {me.desk && <p class={css.desk}>{me.desk}</p>}
    </Gate>
  );
}

/** Acts this person left here: they go out when the same person signs in again. */
function UnsentNote({ staff }: { staff: string }) {
  const count = unsentBy(waiting.value, staff).length;
  if (count === 0) return null;
  return (
    <span class={css.unsent} data-testid={`tile-unsent-${staff}`}>
      <Icon glyph={hourglass} /> {words.value.unsent.count(count)}
    </span>
  );
}

type EntryProps = { person: StaffTile; me: Me; onOther: () => void; canChange: boolean };

function PinEntry({ person, me, onOther, canChange }: EntryProps) {
  const say = words.value;
  // A signal and not a state: keys may come faster than renders.
  const pin = useSignal("");
  const signingIn = useRef(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const press = (key: string) => (pin.value = afterKey(pin.peek(), key));
  const go = async () => {
    const typed = pin.peek();
    if (!isPin(typed) || signingIn.current) return;
    signingIn.current = true;
    setBusy(true);
    const problem = await signIn(person.staff, typed);
    signingIn.current = false;
    setBusy(false);
    pin.value = "";
    setFault(problem);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Enter") return press(event.key);
      // On a button that is no digit, Enter means that button.
      if (event.target instanceof HTMLButtonElement && !("digit" in event.target.dataset)) return;
      event.preventDefault();
      void go();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <Gate title={person.name} {...(me.staff ? { intro: say.signIn.locked, glyph: lock } : {})} testid="pin-entry">
      <PinPad pin={pin.value} label={say.signIn.pin(person.name)} onKey={press} />
      <div role="alert">
        {fault && (
          <p class={css.fault} data-testid="sign-in-fault">
            <Icon glyph={circleX} /> {fault}
          </p>
        )}
      </div>
      <Button
        big
        kind="primary"
        busy={busy}
        why={isPin(pin.value) ? null : say.pin.hint}
        onClick={() => void go()}
        testid="sign-in-go"
      >
        {say.signIn.go}
      </Button>
      {canChange && <Button onClick={onOther}>{say.signIn.other}</Button>}
      {me.desk && <p class={css.desk}>{me.desk}</p>}
    </Gate>
  );
}
