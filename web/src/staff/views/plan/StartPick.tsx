import type { Planned, Start } from "../../../shared/protocol.gen";
import { Chips } from "../../../ui/Chips";
import { planWords } from "../../lang/plan";
import { CountField } from "../../parts/Numbers";

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
    <section class="stack">
      <h2>{texts.start.title}</h2>
      <Chips
        label={texts.start.title}
        value={kind}
        options={(["first_ball", "pre", "wild"] as const).map((one) => [one, texts.start.kinds[one]] as const)}
        onPick={pick}
        testid="game-start"
      />
      <p class="soft small">{texts.start.means[kind]}</p>
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
