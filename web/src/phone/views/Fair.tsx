import { useEffect, useState } from "preact/hooks";
import { called } from "../../shared/bingo";
import { readCheckpoint } from "../../shared/checkpoint";
import { checkGame, type Report, type Step } from "../../shared/fair";
import type { GameView } from "../../shared/protocol.gen";
import { checkSignature } from "../../shared/signature";
import { Banner } from "../../ui/Banner";
import { circleCheck, circleHelp, circleX, lock, triangleAlert, type Glyph } from "../../ui/glyphs";
import { Icon } from "../../ui/Icon";
import { state, venue } from "../hall";
import { words } from "../words";
import css from "./Fair.module.css";
import { Page } from "./Page";
import parts from "./parts.module.css";

/** The game worked out again on this phone. */
export default function Fair() {
  const { fair } = words.value;
  const { tonight, finished } = state.value;
  const games = [tonight?.game ?? null, finished].filter((game, index, all): game is GameView =>
    game !== null && all.findIndex((other) => other?.id === game.id) === index);
  return (
    <Page title={fair.title}>
      <p>{fair.lead}</p>
      {games.length === 0 && <p class={parts.panel}>{fair.none}</p>}
      {games.map((game) => (
        <Checked key={game.id} game={game} />
      ))}
      <Signature />
    </Page>
  );
}

const GLYPHS: Record<Report["verdict"], Glyph> = {
  good: circleCheck, bad: triangleAlert, open: lock, cage: circleHelp, uncheckable: circleHelp,
};

function Checked({ game }: { game: GameView }) {
  const { fair } = words.value;
  const [report, setReport] = useState<Report | null>(null);
  useEffect(() => {
    let wanted = true;
    void checkGame(game).then((done) => wanted && setReport(done));
    return () => {
      wanted = false;
    };
  }, [game]);
  if (report === null) return null;
  const { verdict } = report;
  const kind = verdict === "good" || verdict === "bad" ? verdict : "info";
  return (
    <section class={parts.panel}>
      <h2 class={css.name}>{game.name}</h2>
      <Banner kind={kind} glyph={GLYPHS[verdict]} title={fair[verdict]} live="off">
        {fair[`${verdict}Text`]}
      </Banner>
      <ul class={parts.stack}>
        {report.steps.map((step) => (
          <StepLine key={step.step} step={step} />
        ))}
      </ul>
      <Values game={game} order={report.order} />
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

function Values({ game, order }: { game: GameView; order: Report["order"] }) {
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
