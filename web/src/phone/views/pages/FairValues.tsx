import { called } from "../../../shared/game/bingo";
import type { Report } from "../../../shared/proof/fair";
import type { GamePins } from "../../../shared/proof/pins";
import type { GameView } from "../../../shared/protocol.gen";
import { fairWords } from "../../lang/fair";
import css from "./Fair.module.css";

type Props = { game: GameView; pins: GamePins | null; order: Report["order"] };

/** The values behind the check, for whoever wants to compare them by hand. */
export function Values({ game, pins, order }: Props) {
  const fair = fairWords.value;
  const { commitment, rules_hash, card_root, lock: lockHash, entropy, seed } = game.fairness;
  const values = [
    [fair.commitment, commitment],
    [fair.rulesHash, rules_hash],
    [fair.cardRoot, card_root],
    [fair.lock, lockHash],
    [fair.entropy, entropy === "" ? fair.noEntropy : entropy],
    [fair.seed, seed ?? fair.secret],
    [fair.order, order?.map(called).join(", ") ?? null],
    // Only where the box now says something else: both stand here for whoever looks into it.
    ...keptRows(pins, game, fair.asKept, fair),
  ] as const;
  return (
    <details class={css.values}>
      <summary>{fair.values}</summary>
      <dl>
        {values.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value ?? fair.result.unknown}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

type Names = Record<"commitment" | "lock" | "entropy" | "order", string>;

/** What this phone kept and the box has changed since. */
function keptRows(
  pins: GamePins | null,
  game: GameView,
  asKept: (name: string) => string,
  names: Names,
): [string, string | null][] {
  if (pins === null || pins.changed.length === 0) return [];
  const texts = (["commitment", "lock", "entropy"] as const)
    .filter((what) => pins[what] !== null && pins[what].text !== game.fairness[what])
    .map((what): [string, string | null] => [asKept(names[what]), pins[what]?.text ?? null]);
  return [...texts, [asKept(names.order), pins.calls.map(called).join(", ")]];
}
