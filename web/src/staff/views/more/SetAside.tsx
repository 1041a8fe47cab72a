import { Hold } from "../../../ui/Hold";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Reason } from "../../parts/Reason";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import type { Hall } from "../../state/state";
import css from "./Night.module.css";

/** A record that is damaged, or that a signed one speaks against: given up for another night, or kept. */
export function SetAside({ hall }: { hall: Hall }) {
  const say = words.value.setAside;
  const { busy, trouble, run } = useAct();
  const warning = hall.condition.warning;
  if (!warning || warning.kind === "storage_full") return null;
  return (
    <section class={css.danger} data-testid="set-aside">
      <h2>{say.title}</h2>
      <p>{warning.kind === "ledger_damaged" ? say.damaged : say.lost}</p>
      <TroubleNote trouble={trouble} />
      <Hold
        hint={words.value.holdHint}
        busy={busy}
        disabled={!live.value}
        onHeld={() => void run({ do: "set_aside_night", night: hall.night })}
        testid="set-aside-go"
      >
        {say.go}
      </Hold>
      {warning.kind === "rollback_suspected" && <Forged size={warning.size} />}
    </section>
  );
}

function Forged({ size }: { size: number }) {
  const say = words.value.setAside;
  const { busy, trouble, run } = useAct();
  return (
    <>
      <h2>{say.forgedTitle}</h2>
      <p>{say.forged}</p>
      <Reason
        usual={say.reasons}
        action={say.dismiss}
        busy={busy}
        trouble={trouble}
        why={live.value ? null : words.value.needsLive}
        onGive={(reason) => void run({ do: "dismiss_rollback", size, reason })}
      />
    </>
  );
}
