import { Hold } from "../../../ui/Hold";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import type { Hall } from "../../state/state";
import css from "./Night.module.css";

/** A record that is damaged: given up for another night. */
export function SetAside({ hall }: { hall: Hall }) {
  const say = words.value.setAside;
  const { busy, trouble, run } = useAct();
  const warning = hall.condition.warning;
  if (!warning || warning.kind === "storage_full") return null;
  return (
    <section class={css.danger} data-testid="set-aside">
      <h2>{say.title}</h2>
      <p>{say.damaged}</p>
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
    </section>
  );
}
