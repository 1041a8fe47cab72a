import type { Planned, Start } from "../../../shared/protocol.gen";
import { planWords } from "../../lang/plan";
import { Chips } from "../../parts/Field";
import { CountField } from "../../parts/Numbers";
import shared from "../shared.module.css";
import css from "./plan.module.css";

/** Balls a bonanza usually begins with. */
const PRE_DRAWN_USUAL = 45;

type Kind = "first_ball" | "pre" | "wild";

/** How the draw begins. */
export function StartPick({ planned, onChange }: { planned: Planned; onChange: (planned: Planned) => void }) {
  const texts = planWords.value;
  const { start } = planned;
  const kind: Kind = typeof start === "object" ? "pre" : start;
  const pick = (next: Kind) => onChange({ ...planned, start: startOf(next) });
  return (
    <section class={css.section}>
      <h2>{texts.start.title}</h2>
      <Chips
        label={texts.start.title}
        value={kind}
        options={(["first_ball", "pre", "wild"] as const).map((one) => [one, texts.start.kinds[one]] as const)}
        onPick={pick}
        testid="game-start"
      />
      <p class={shared.soft}>{texts.start.means[kind]}</p>
      {typeof start === "object" && (
        <CountField
          label={texts.start.preCount}
          value={start.pre_drawn}
          onValue={(pre_drawn) => onChange({ ...planned, start: { pre_drawn } })}
          testid="pre-drawn"
        />
      )}
    </section>
  );
}

function startOf(kind: Kind): Start {
  return kind === "pre" ? { pre_drawn: PRE_DRAWN_USUAL } : kind;
}
