import type { Pays } from "../../../shared/protocol.gen";
import { Pick } from "../../../ui/Field";
import { Icon } from "../../../ui/Icon";
import { planWords } from "../../lang/plan";
import type { Hall } from "../../state/state";
import { ExtrasForm } from "./ExtrasForm";
import { JackpotForm } from "./JackpotForm";
import { prizeOptions } from "./prizeOptions";
import { gift } from "../../parts/glyphs";
import css from "./StagePays.module.css";

/** Value of "no prize" in a choice: empty is not a prize id. */
const NONE = "";

type Props = { at: number; name: string; pays: Pays; hall: Hall; onChange: (pays: Pays) => void };

/** What one stage pays: its prize, a jackpot, side prizes. */
export function StagePays({ at, name, pays, hall, onChange }: Props) {
  const texts = planWords.value;
  return (
    <fieldset class={css.stage}>
      <legend>{texts.pays.stage(at + 1, name)}</legend>
      {hall.prizes.length === 0 && hall.pots.length === 0 ? (
        <p class="soft small">
          {texts.pays.prizesNone}{" "}
          <a class={css.link} href="#/prizes">
            <Icon glyph={gift} /> {texts.pays.toPrizes}
          </a>
        </p>
      ) : (
        <>
          <Pick
            label={pays.jackpot ? texts.pays.consolation : texts.pays.prize}
            value={pays.prize ?? NONE}
            options={[[NONE, texts.pays.none], ...prizeOptions(hall)]}
            onPick={(prize) => onChange({ ...pays, prize: prize === NONE ? null : prize })}
            testid={`stage-${at}-prize`}
          />
          <JackpotForm at={at} pays={pays} hall={hall} onChange={onChange} />
          {hall.prizes.length > 0 && <ExtrasForm at={at} pays={pays} hall={hall} onChange={onChange} />}
        </>
      )}
    </fieldset>
  );
}
