import { money } from "../../../shared/lang/i18n";
import type { ExtraView, StaffWin } from "../../../shared/protocol.gen";
import { circleCheck } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import type { Hall } from "../../state/state";
import { extraText } from "../../state/sentences";
import { whyNot } from "./WinParts";
import { gift } from "../../parts/glyphs";
import css from "./Extras.module.css";

/** Side prizes of a win, and who gets them. */
export function Extras({ win, hall }: { win: StaffWin; hall: Hall }) {
  if (win.extras.length === 0) return null;
  const known = win.closed || win.win.cards.every((card) => !["detected", "claimed"].includes(card.state));
  return (
    <section class={css.extras} data-testid="extras">
      <h2>{words.value.extra.title}</h2>
      {win.extras.map((extra, place) => (
        <Extra key={place} win={win} extra={extra} place={place} known={known} hall={hall} />
      ))}
    </section>
  );
}

type Props = { win: StaffWin; extra: ExtraView; place: number; known: boolean; hall: Hall };

function Extra({ win, extra, place, known, hall }: Props) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const pay = (serial: number) => void run({ do: "pay_extra", game: win.game, stage: win.stage, extra: place, serial });
  return (
    <div class={css.extra}>
      <p>
        <b>{extraText(extra.extra)}</b> · {extra.name}
      </p>
      {extra.awards.length === 0 && <p class="soft small">{known ? say.extra.nobody : say.extra.later}</p>}
      {extra.awards.map(([serial, value, paid]) => (
        <div key={serial} class={css.award}>
          <span>{[say.win.card(serial), value !== null && money(value)].filter(Boolean).join(" · ")}</span>
          {paid ? (
            <span class="is-good">
              <Icon glyph={circleCheck} /> {say.extra.paid}
            </span>
          ) : (
            <Button
              glyph={gift}
              busy={busy}
              why={whyNot(hall, "pay")}
              onClick={() => pay(serial)}
              testid={`extra-${place}-${serial}`}
            >
              {say.extra.pay}
            </Button>
          )}
        </div>
      ))}
      <TroubleNote trouble={trouble} />
    </div>
  );
}
