import type { Planned } from "../../../shared/protocol.gen";
import { Pick, WordsField } from "../../../ui/Field";
import { planWords } from "../../lang/plan";
import { MoneyField } from "../../parts/Numbers";
import { PACES_S, paceText } from "../call/AutoCall";
import { Fold, FoldContent } from "../../parts/Fold";

/** Longest words for the caller: two bytes a letter still fit the ledger's 240. */
const READ_OUT_MAX = 110;
const BY_HAND = "0";

/** What most games do without. */
export function MoreFields({ planned, onChange }: { planned: Planned; onChange: (planned: Planned) => void }) {
  const texts = planWords.value;
  const paces = [...new Set<number>([...PACES_S, ...(planned.pace_s ? [planned.pace_s] : [])])].sort((a, b) => a - b);
  const set = (change: Partial<Planned>) => onChange({ ...planned, ...change });
  return (
    <Fold>
      <summary data-testid="more-fields">{texts.game.more}</summary>
      <FoldContent>
        {planned.source === "rng" && (
          <Pick
            label={texts.game.pace}
            value={String(planned.pace_s ?? BY_HAND)}
            options={[[BY_HAND, texts.game.paceNone], ...paces.map((pace) => [String(pace), paceText(pace)] as const)]}
            onPick={(pace) => set({ pace_s: pace === BY_HAND ? null : Number(pace) })}
            testid="game-pace"
          />
        )}
        <MoneyField
          label={texts.game.price}
          amount={planned.price ?? null}
          onAmount={(price) => set({ price })}
          hint={texts.game.priceHint}
          testid="game-price"
        />
        <WordsField
          label={texts.game.readOut}
          value={planned.read_out ?? ""}
          onInput={(read_out) => set({ read_out })}
          hint={texts.game.readOutHint}
          max={READ_OUT_MAX}
          testid="game-read-out"
        />
      </FoldContent>
    </Fold>
  );
}
