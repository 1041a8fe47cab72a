import type { Planned, Start } from "../../../shared/protocol.gen";
import { p } from "../../lang/plan";
import { Chips } from "../../parts/Field";
import { CountField } from "../../parts/Numbers";
import shared from "../shared.module.css";
import css from "./plan.module.css";

/** Balls a bonanza usually begins with. */
const PRE_DRAWN_USUAL = 45;

type Kind = "first_ball" | "pre" | "wild";

/** How the draw begins. */
export function StartPick({ planned, onChange }: { planned: Planned; onChange: (planned: Planned) => void }) {
  const { start } = planned;
  const kind: Kind = typeof start === "object" ? "pre" : start;
  const pick = (next: Kind) => onChange({ ...planned, start: startOf(next) });
  return (
    <section class={css.section}>
      <h2>{p("start")}</h2>
      <Chips
        label={p("start")}
        value={kind}
        options={(["first_ball", "pre", "wild"] as const).map((one) => [one, p(`start_${one}`)] as const)}
        onPick={pick}
        testid="game-start"
      />
      <p class={shared.soft}>{p(`start_${kind}_is`)}</p>
      {typeof start === "object" && (
        <CountField label={p("pre_count")} value={start.pre_drawn} onValue={(pre_drawn) => onChange({ ...planned, start: { pre_drawn } })} testid="pre-drawn" />
      )}
    </section>
  );
}

function startOf(kind: Kind): Start {
  return kind === "pre" ? { pre_drawn: PRE_DRAWN_USUAL } : kind;
}
