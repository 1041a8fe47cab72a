import { useEffect, useState } from "preact/hooks";
import { readCheckpoint } from "../../../shared/proof/checkpoint";
import { checkGame, type Report, type Step } from "../../../shared/proof/fair";
import { pinKey, type GamePins } from "../../../shared/proof/pins";
import type { GameView } from "../../../shared/protocol.gen";
import { checkSignature } from "../../../shared/proof/signature";
import { Banner } from "../../../ui/Banner";
import { circleCheck, circleHelp, circleX, lock, triangleAlert, type Glyph } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { fairWords } from "../../lang/fair";
import { state, venue } from "../../state/hall";
import { shownGames } from "../../state/reveals";
import { words } from "../../lang";
import css from "./Fair.module.css";
import { Values } from "./FairValues";
import { Page } from "../../parts/Page";
import parts from "../../parts/parts.module.css";

/** The game worked out again on this phone. */
export default function Fair() {
  const fair = fairWords.value;
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
  good: circleCheck,
  changed: triangleAlert,
  bad: triangleAlert,
  open: lock,
  cage: circleHelp,
  uncheckable: circleHelp,
};

type CheckedProps = { game: GameView; pins: GamePins | null };

function Checked({ game, pins }: CheckedProps) {
  const { notice } = words.value;
  const fair = fairWords.value;
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
      <Banner
        kind={kind}
        glyph={GLYPHS[verdict]}
        title={verdict === "changed" ? notice.changed : fair[verdict]}
        live="off"
      >
        <p>
          {verdict === "changed"
            ? notice.changedText
            : verdict === "good" && since !== "sales"
              ? fair.goodLate
              : fair[`${verdict}Text`]}
        </p>
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
  const fair = fairWords.value;
  return (
    <li class={`${css.step} ${css[step.result]}`}>
      <Icon glyph={MARKS[step.result]} size="large" />
      <span>
        {fair.steps[step.step]}
        <strong>{step.step === "kept" && step.result === "unknown" ? fair.notSeen : fair.result[step.result]}</strong>
      </span>
    </li>
  );
}

/** Whether the newest checkpoint really comes from the box whose key stands on the card sheets. */
function Signature() {
  const fair = fairWords.value;
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
