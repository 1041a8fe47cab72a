import { money } from "../../../shared/lang/i18n";
import type { Jackpot, JackpotPrize, Pays } from "../../../shared/protocol.gen";
import { Pick } from "../../../ui/Field";
import { plus, trash } from "../../../ui/glyphs";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { CountField } from "../../parts/Numbers";
import type { Hall } from "../../state/state";
import { prizeOptions } from "./prizeOptions";
import { Panel } from "../../../ui/Panel";

/** Calls a jackpot begins with until somebody says otherwise: a full card is seldom that quick. */
const WITHIN_USUAL = 50;

type Props = { at: number; pays: Pays; hall: Hall; onChange: (pays: Pays) => void };

/** A bigger prize for whoever is quick. */
export function JackpotForm({ at, pays, hall, onChange }: Props) {
  const texts = planWords.value;
  const { jackpot } = pays;
  const set = (next: Jackpot | null) => onChange({ ...pays, jackpot: next });
  if (!jackpot) {
    const first = firstPrize(hall);
    if (!first) return null;
    return (
      <Button
        glyph={plus}
        onClick={() => set({ within: withinOf(first, hall), prize: first })}
        testid={`stage-${at}-jackpot-add`}
      >
        {texts.jackpot.add}
      </Button>
    );
  }
  const pot =
    "pot" in jackpot.prize ? hall.pots.find((one) => one.pot === (jackpot.prize as { pot: string }).pot) : undefined;
  const pick = (value: string) => {
    const prize = prizeOf(value);
    set({ within: "pot" in prize ? withinOf(prize, hall) : jackpot.within, prize });
  };
  const pots = hall.pots.map((one) => [`pot:${one.pot}`, texts.jackpot.pot(one.name, money(one.value))] as const);
  const prizes = prizeOptions(hall).map(([id, name]) => [`prize:${id}`, name] as const);
  return (
    <Panel data-testid={`stage-${at}-jackpot`}>
      <h3>{texts.jackpot.title}</h3>
      <Pick
        label={texts.jackpot.prize}
        value={valueOf(jackpot.prize)}
        options={[...pots, ...prizes]}
        onPick={pick}
        testid={`stage-${at}-jackpot-prize`}
      />
      {pot ? (
        <p class="soft small">{texts.jackpot.potWithin(pot.within)}</p>
      ) : (
        <CountField
          label={texts.jackpot.within}
          value={jackpot.within}
          onValue={(within) => set({ ...jackpot, within })}
          testid={`stage-${at}-jackpot-within`}
        />
      )}
      <Button kind="quiet" glyph={trash} onClick={() => set(null)}>
        {texts.jackpot.remove}
      </Button>
    </Panel>
  );
}

function firstPrize(hall: Hall): JackpotPrize | null {
  const [pot] = hall.pots;
  if (pot) return { pot: pot.pot };
  const [prize] = hall.prizes;
  return prize ? { prize: prize.id } : null;
}

/** A pot says itself how many calls it has. */
function withinOf(prize: JackpotPrize, hall: Hall): number {
  if (!("pot" in prize)) return WITHIN_USUAL;
  return hall.pots.find((pot) => pot.pot === prize.pot)?.within ?? WITHIN_USUAL;
}

function valueOf(prize: JackpotPrize): string {
  return "pot" in prize ? `pot:${prize.pot}` : `prize:${prize.prize}`;
}

function prizeOf(value: string): JackpotPrize {
  const [kind, id = ""] = value.split(":");
  return kind === "pot" ? { pot: id } : { prize: id };
}
