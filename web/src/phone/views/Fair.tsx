import { useEffect, useState } from "preact/hooks";
import { called } from "../../shared/bingo";
import { readCheckpoint } from "../../shared/checkpoint";
import { checkGame, type Report, type Step } from "../../shared/fair";
import { pinKey, type GamePins } from "../../shared/pins";
import type { GameView } from "../../shared/protocol.gen";
import { checkSignature } from "../../shared/signature";
import { Banner } from "../../ui/Banner";
import { circleCheck, circleHelp, circleX, lock, triangleAlert, type Glyph } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { state, venue } from "../hall";
import { shownGames } from "../reveals";
import { words } from "../words";
import css from "./Fair.module.css";
import { Page } from "./Page";
import parts from "./parts.module.css";

/** The game worked out again on this phone. */
export default function Fair() {
  const { fair } = words.value;
  const { tonight, pins } = state.value;
  const games = shownGames(state.value);
  return (
    <Page title={fair.title}>
      <p>{fair.lead}</p>
      {games.length === 0 && <p class={parts.panel}>{fair.none}</p>}
      {games.map((game) => (
        <Checked key={game.id} game={game} pins={pins[pinKey(tonight?.night ?? "", game.id)] ?? null} />
      ))}
      <Signature />
    </Page>
  );
}

const GLYPHS: Record<Report["verdict"], Glyph> = {
  good: circleCheck, changed: triangleAlert, bad: triangleAlert, open: lock, cage: circleHelp, uncheckable: circleHelp,
};

type CheckedProps = { game: GameView; pins: GamePins | null };

function Checked({ game, pins }: CheckedProps) {
  const { fair } = words.value;
  const [report, setReport] = useState<Report | null>(null);
  useEffect(() => {
    let wanted = true;
    void checkGame(game, pins).then((done) => wanted && setReport(done));
    return () => {
      wanted = false;
    };
  }, [game, pins]);
  if (report === null) return null;
  const { verdict, since } = report;
  const kind = verdict === "good" ? "good" : verdict === "bad" || verdict === "changed" ? "bad" : "info";
  return (
    <section class={parts.panel}>
      <h2 class={css.name}>{game.name}</h2>
      <Banner kind={kind} glyph={GLYPHS[verdict]} title={fair[verdict]} live="off">
        <p>{verdict === "good" && since !== "sales" ? fair.goodLate : fair[`${verdict}Text`]}</p>
        {report.changed.length > 0 && (
          <ul class={css.differs}>
            {report.changed.map((what) => (
              <li key={what}>{fair.differs[what]}</li>
            ))}
          </ul>
        )}
      </Banner>
      {report.steps.length > 0 && <p>{fair.since[since]}</p>}
      <ul class={parts.stack}>
        {report.steps.map((step) => (
          <StepLine key={step.step} step={step} />
        ))}
      </ul>
      <Values game={game} pins={pins} order={report.order} />
    </section>
  );
}

const MARKS: Record<Step["result"], Glyph> = { good: circleCheck, bad: circleX, unknown: circleHelp };

function StepLine({ step }: { step: Step }) {
  const { fair } = words.value;
  return (
    <li class={`${css.step} ${css[step.result]}`}>
      <Icon glyph={MARKS[step.result]} size="large" />
      <span>
        {fair.steps[step.step]}
        <strong>{fair.result[step.result]}</strong>
      </span>
    </li>
  );
}

type ValuesProps = CheckedProps & { order: Report["order"] };

function Values({ game, pins, order }: ValuesProps) {
  const { fair } = words.value;
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
function keptRows(pins: GamePins | null, game: GameView, asKept: (name: string) => string, names: Names): [string, string | null][] {
  if (pins === null || pins.changed.length === 0) return [];
  const texts = (["commitment", "lock", "entropy"] as const)
    .filter((what) => pins[what] !== null && pins[what].text !== game.fairness[what])
    .map((what): [string, string | null] => [asKept(names[what]), pins[what]?.text ?? null]);
  return [...texts, [asKept(names.order), pins.calls.map(called).join(", ")]];
}

/** Whether the newest checkpoint really comes from the box whose key stands on the card sheets. */
function Signature() {
  const { fair } = words.value;
  const { receipt } = state.value;
  const key = venue.value?.box_key;
  const [result, setResult] = useState<keyof typeof fair.signatures>("none");
  useEffect(() => {
    if (receipt !== null && key !== undefined) void checkSignature(receipt, key).then(setResult);
  }, [receipt, key]);
  const size = receipt === null ? null : readCheckpoint(receipt)?.size;
  return (
    <p class={parts.panel}>
      <strong>{fair.signature}</strong>
      <span>
        {fair.signatures[result]}
        {result === "good" && size ? `, ${fair.entries(size)}` : ""}
      </span>
    </p>
  );
}
