import { useState } from "preact/hooks";
import type { Pot } from "../../../shared/protocol.gen";
import { Field } from "../../../ui/Field";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { CountField, MoneyField } from "../../parts/Numbers";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { WITHIN_MAX } from "../../state/plan/planned";
import type { Hall } from "../../state/state";
import { slug } from "../../state/sentences";
import css from "./PotForm.module.css";

/** Calls more each time that still make sense. */
const GROW_MAX = 20;

/** Amounts may be missing while they are typed. */
type Typed = Omit<Pot, "value" | "start_value" | "grow_value"> &
  Record<"value" | "start_value" | "grow_value", number | null>;

const FRESH: Typed = {
  pot: "",
  name: "",
  value: 10_000,
  start_value: 10_000,
  grow_value: 2_500,
  within: 50,
  start_within: 50,
  grow_within: 1,
};

/** Makes a pot, or sets what it holds. */
export function PotForm({ pot, hall, onDone }: { pot: Pot | null; hall: Hall; onDone: () => void }) {
  const texts = planWords.value;
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [typed, setTyped] = useState<Typed>(pot ?? FRESH);
  const set = (change: Partial<Typed>) => setTyped({ ...typed, ...change });
  const whole = wholeOf({ ...typed, pot: pot?.pot ?? slug(typed.name, `pot-${hall.pots.length + 1}`) });
  const save = async (event: Event) => {
    event.preventDefault();
    if (!whole) return;
    const outcome = await run({ do: "set_pot", pot: whole });
    if (outcome.kind === "confirmed") onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => void save(event)}>
      <Field label={texts.pots.name} value={typed.name} onInput={(name) => set({ name })} max={40} testid="pot-name" />
      <div class={css.two}>
        <MoneyField
          label={texts.pots.value}
          amount={typed.value}
          onAmount={(value) => set({ value })}
          testid="pot-value"
        />
        <CountField
          label={texts.pots.within}
          value={typed.within}
          onValue={(within) => set({ within })}
          testid="pot-within"
        />
        <MoneyField
          label={texts.pots.growValue}
          amount={typed.grow_value}
          onAmount={(grow_value) => set({ grow_value })}
          testid="pot-grow-value"
        />
        <CountField
          label={texts.pots.growWithin}
          value={typed.grow_within}
          onValue={(grow_within) => set({ grow_within })}
          testid="pot-grow-within"
        />
        <MoneyField
          label={texts.pots.startValue}
          amount={typed.start_value}
          onAmount={(start_value) => set({ start_value })}
        />
        <CountField
          label={texts.pots.startWithin}
          value={typed.start_within}
          onValue={(start_within) => set({ start_within })}
        />
      </div>
      <TroubleNote trouble={trouble} />
      <Button
        submit
        big
        kind="primary"
        busy={busy}
        why={!live.value ? say.needsLive : whole ? null : texts.pots.wrong}
        testid="pot-save"
      >
        {say.save}
      </Button>
    </form>
  );
}

/** The pot, if everything typed makes one. */
function wholeOf(typed: Typed): Pot | null {
  const { value, start_value, grow_value, name } = typed;
  if (value === null || start_value === null || grow_value === null || name.trim() === "") return null;
  const calls = [typed.within, typed.start_within].every((calls) => calls >= 1 && calls <= WITHIN_MAX);
  return calls && typed.grow_within <= GROW_MAX
    ? { ...typed, name: name.trim(), value, start_value, grow_value }
    : null;
}
