import type { Extra, Pays } from "../../../shared/protocol.gen";
import { Chips } from "../../../ui/Chips";
import { Pick } from "../../../ui/Field";
import { plus, trash } from "../../../ui/glyphs";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { CountField, MoneyField } from "../../parts/Numbers";
import { EXTRAS_MAX } from "../../state/plan/planned";
import type { Hall } from "../../state/state";
import { prizeOptions } from "./prizeOptions";
import { Panel } from "../../../ui/Panel";

/** Money a point is worth until somebody says otherwise, in cents. */
const CENTS_USUAL = 10;

type Props = { at: number; pays: Pays; hall: Hall; onChange: (pays: Pays) => void };

/** Side prizes of a stage. */
export function ExtrasForm({ at, pays, hall, onChange }: Props) {
  const set = (extras: Extra[]) => onChange({ ...pays, extras });
  const first = hall.prizes[0]!.id;
  return (
    <>
      {pays.extras.map((extra, i) => (
        <ExtraForm
          key={i}
          extra={extra}
          hall={hall}
          onChange={(next) => set(pays.extras.map((old, place) => (place === i ? next : old)))}
          onRemove={() => set(pays.extras.filter((_, place) => place !== i))}
        />
      ))}
      {pays.extras.length < EXTRAS_MAX && (
        <Button
          glyph={plus}
          onClick={() => set([...pays.extras, { kind: "hot_ball", ball: 0, prize: first }])}
          testid={`stage-${at}-extra-add`}
        >
          {planWords.value.extra.add}
        </Button>
      )}
    </>
  );
}

/** The same side prize as another kind; what it is called on the table stays. */
function asKind(kind: Extra["kind"], prize: string): Extra {
  switch (kind) {
    case "hot_ball":
      return { kind, ball: 0, prize };
    case "neighbours":
      return { kind, prize };
    case "ball_value":
      return { kind, prize, cents: CENTS_USUAL, last_digit: false };
  }
}

type OneProps = { extra: Extra; hall: Hall; onChange: (extra: Extra) => void; onRemove: () => void };

function ExtraForm({ extra, hall, onChange, onRemove }: OneProps) {
  const texts = planWords.value;
  return (
    <Panel data-testid="extra">
      <Pick
        label={texts.extra.kind}
        value={extra.kind}
        options={(["hot_ball", "neighbours", "ball_value"] as const).map(
          (kind) => [kind, texts.extra.kinds[kind]] as const,
        )}
        onPick={(kind) => onChange(asKind(kind, extra.prize))}
      />
      <p class="soft small">{texts.extra.means[extra.kind]}</p>
      <Pick
        label={texts.pays.prize}
        value={extra.prize}
        options={prizeOptions(hall)}
        onPick={(prize) => onChange({ ...extra, prize })}
      />
      {extra.kind === "hot_ball" && (
        <CountField
          label={texts.extra.ball}
          value={extra.ball}
          onValue={(ball) => onChange({ ...extra, ball })}
          testid="hot-ball"
        />
      )}
      {extra.kind === "ball_value" && (
        <>
          <MoneyField
            label={texts.extra.cents}
            amount={extra.cents}
            onAmount={(amount) => amount !== null && onChange({ ...extra, cents: amount })}
          />
          <Chips
            label={texts.extra.points}
            value={extra.last_digit ? "digit" : "number"}
            options={[
              ["number", texts.extra.pointsOf.number],
              ["digit", texts.extra.pointsOf.digit],
            ]}
            onPick={(points) => onChange({ ...extra, last_digit: points === "digit" })}
          />
        </>
      )}
      <Button kind="quiet" glyph={trash} onClick={onRemove}>
        {texts.extra.remove}
      </Button>
    </Panel>
  );
}
