import { useEffect, useState } from "preact/hooks";
import type { Planned, PlayView } from "../../../shared/protocol.gen";
import { andThen, choose, stagesWithPays, paying } from "../../state/plan/planned";
import { catalogue, loadCatalogue, said } from "../../state/plan/catalogue";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Chips } from "../../../ui/Chips";
import { Field } from "../../../ui/Field";
import { Ghost } from "../../../ui/Ghost";
import { Button } from "../../parts/Button";
import type { Hall } from "../../state/state";
import { Chooser } from "./Chooser";
import { Forecast } from "./Forecast";
import { MoreFields } from "./MoreFields";
import { RulesForm } from "./RulesForm";
import { StagePays } from "./StagePays";
import { StartPick } from "./StartPick";
import { WhatPlays } from "./WhatPlays";

type Props = { planned: Planned; onChange: (planned: Planned) => void; hall: Hall };

/** A game from the first choice to the forecast. */
export function GameForm({ planned, onChange, hall }: Props) {
  const texts = planWords.value;
  const [choosing, setChoosing] = useState<"first" | "then" | null>(null);
  const all = catalogue.value;
  if (!all) return <Loading />;
  const pick = (play: PlayView) => {
    onChange(choosing === "then" ? andThen(planned, play, all) : choose(planned, play, all));
    setChoosing(null);
  };
  if (choosing) {
    const title = choosing === "then" ? texts.what.chooseThen : texts.what.choose;
    return (
      <Chooser
        title={title}
        all={all}
        patternsOnly={choosing === "then"}
        onPick={pick}
        onBack={() => setChoosing(null)}
      />
    );
  }
  const stages = stagesWithPays(planned, all);
  return (
    <>
      <WhatPlays planned={planned} onChange={onChange} onChoose={setChoosing} />
      {stages.length > 0 && (
        <>
          <Field
            label={texts.game.name}
            value={planned.name}
            onInput={(name) => onChange({ ...planned, name })}
            max={60}
            testid="game-name"
          />
          {stages.map(({ stage, pays }, at) => (
            <StagePays
              key={at}
              at={at}
              name={said(stage.names)}
              pays={pays}
              hall={hall}
              onChange={(next) => onChange(paying(planned, at, next))}
            />
          ))}
          <SourcePick planned={planned} onChange={onChange} />
          <StartPick planned={planned} onChange={onChange} />
          <RulesForm
            rules={planned.rules}
            profiles={hall.profiles}
            onChange={(rules) => onChange({ ...planned, rules })}
          />
          <MoreFields planned={planned} onChange={onChange} />
          <Forecast planned={planned} hall={hall} />
        </>
      )}
    </>
  );
}

/** Where the balls come from. */
function SourcePick({ planned, onChange }: Omit<Props, "hall">) {
  const { source } = words.value;
  const texts = planWords.value;
  return (
    <section class="stack">
      <h2>{texts.game.source}</h2>
      <Chips
        label={texts.game.source}
        value={planned.source}
        options={[
          ["rng", source.rng],
          ["cage", source.cage],
        ]}
        onPick={(picked) => onChange({ ...planned, source: picked })}
        testid="game-source"
      />
    </section>
  );
}

/** Until the catalogue is here: it is fetched, or asked for again. */
export function Loading() {
  const say = words.value;
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    void loadCatalogue().then((came) => setFailed(!came));
  };
  useEffect(load, []);
  if (!failed) {
    return (
      <div aria-busy="true" aria-label={say.loading} role="status">
        <Ghost />
      </div>
    );
  }
  return (
    <div class="stack" data-testid="catalogue-gone">
      <p>{planWords.value.choose.gone}</p>
      <Button kind="primary" onClick={load}>
        {say.retry}
      </Button>
    </div>
  );
}
