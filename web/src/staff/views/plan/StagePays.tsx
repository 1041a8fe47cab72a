import type { Pays } from "../../../shared/protocol.gen";
import { gift } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { p } from "../../lang/plan";
import { Pick } from "../../parts/Field";
import type { Hall } from "../../state";
import { ExtrasForm } from "./ExtrasForm";
import { JackpotForm } from "./JackpotForm";
import { prizeOptions } from "./prizeOptions";
import shared from "../shared.module.css";
import css from "./plan.module.css";

/** Value of "no prize" in a choice: empty is not a prize id. */
const NONE = "";

type Props = { at: number; name: string; pays: Pays; hall: Hall; onChange: (pays: Pays) => void };

/** What one stage pays: its prize, a jackpot, side prizes. */
export function StagePays({ at, name, pays, hall, onChange }: Props) {
  return (
    <fieldset class={css.stage}>
      <legend>{p("stage", { n: at + 1, name })}</legend>
      {hall.prizes.length === 0 && hall.pots.length === 0 ? (
        <p class={shared.soft}>
          {p("prizes_none")}{" "}
          <a class={css.link} href="#/prizes">
            <Icon glyph={gift} /> {p("prizes_to")}
          </a>
        </p>
      ) : (
        <>
          <Pick
            label={p(pays.jackpot ? "consolation" : "prize")}
            value={pays.prize ?? NONE}
            options={[[NONE, p("no_prize")], ...prizeOptions(hall)]}
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
