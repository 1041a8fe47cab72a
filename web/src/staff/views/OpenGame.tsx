import { useState } from "preact/hooks";
import { plus, trash } from "../../ui/glyphs";
import { PatternPreview } from "../../ui/PatternPreview";
import type { Source, StagePick } from "../../shared/protocol.gen";
import { live } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Chips, Field, Pick } from "../parts/Field";
import { TroubleNote } from "../parts/Trouble";
import { useAct } from "../parts/useAct";
import { go } from "../route";
import type { Hall } from "../state";
import { patternText, profileText, rulesText, slug } from "../words";
import { Page } from "./Page";
import css from "./lists.module.css";

/** Most stages of one game that still fit a programme people can follow. */
const STAGES_MAX = 5;
/** Value of "no prize" in a choice: empty is not a prize id. */
const NONE = "";

/** Puts a game on the programme: name, source, rules, stages. */
export function OpenGame({ hall }: { hall: Hall }) {
  const { busy, trouble, run } = useAct();
  const [name, setName] = useState("");
  const [source, setSource] = useState<Source>("rng");
  const [profile, setProfile] = useState(hall.profiles[0]?.profile ?? "");
  const [stages, setStages] = useState<StagePick[]>([{ pattern: hall.patterns[0]?.slug ?? "", prize: null }]);
  const rules = hall.profiles.find((one) => one.profile === profile);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (!rules || !name.trim()) return;
    const game = slug(name, `${hall.games.length + 1}`);
    const outcome = await run({ do: "open_game", game, name: name.trim(), source, rules, stages });
    if (outcome.kind === "confirmed") go("call");
  };
  const set = (i: number, stage: StagePick) => setStages(stages.map((old, at) => (at === i ? stage : old)));
  return (
    <Page title={t("open_game")} back>
      <form class={css.form} onSubmit={(event) => void submit(event)}>
        <Field label={t("game_name")} value={name} onInput={setName} max={60} testid="game-name" />
        <Chips
          label={t("game_source")}
          value={source}
          options={[["rng", t("source_rng")], ["cage", t("source_cage")]]}
          onPick={setSource}
          testid="game-source"
        />
        <Pick
          label={t("game_rules")}
          value={profile}
          options={hall.profiles.map((one) => [one.profile, profileText(one.profile)] as const)}
          onPick={setProfile}
          testid="game-rules"
        />
        {rules && <p class={css.soft}>{rulesText(rules)}</p>}
        {stages.map((stage, i) => (
          <StageRow
            key={i}
            i={i}
            stage={stage}
            hall={hall}
            onChange={(next) => set(i, next)}
            onRemove={stages.length > 1 ? () => setStages(stages.filter((_, at) => at !== i)) : null}
          />
        ))}
        {stages.length < STAGES_MAX && (
          <Button glyph={plus} onClick={() => setStages([...stages, { ...stages.at(-1)! }])} testid="stage-add">
            {t("stage_add")}
          </Button>
        )}
        <TroubleNote trouble={trouble} />
        <Button submit big kind="primary" busy={busy} why={live.value ? null : t("needs_live")} testid="open-go">
          {t("open_go")}
        </Button>
      </form>
    </Page>
  );
}

type RowProps = {
  i: number;
  stage: StagePick;
  hall: Hall;
  onChange: (stage: StagePick) => void;
  onRemove: (() => void) | null;
};

function StageRow({ i, stage, hall, onChange, onRemove }: RowProps) {
  const pattern = hall.patterns.find((one) => one.slug === stage.pattern);
  const prizes = hall.prizes.map((prize) => [prize.id, `${prize.name} (${t("prize_left", { n: prize.stock })})`] as const);
  return (
    <fieldset class={css.stageRow}>
      <legend>{t("stage_n", { n: i + 1 })}</legend>
      <span class={css.preview}>{pattern && <PatternPreview masks={pattern.masks} label={patternText(pattern.slug, pattern.name)} still />}</span>
      <div class={css.stageFields}>
        <Pick
          label={t("stage_pattern", { n: i + 1 })}
          value={stage.pattern}
          options={hall.patterns.map((one) => [one.slug, patternText(one.slug, one.name)] as const)}
          onPick={(slug) => onChange({ ...stage, pattern: slug })}
          testid={`stage-${i}-pattern`}
        />
        <Pick
          label={t("stage_prize_pick", { n: i + 1 })}
          value={stage.prize ?? NONE}
          options={[[NONE, t("no_prize")], ...prizes]}
          onPick={(prize) => onChange({ ...stage, prize: prize === NONE ? null : prize })}
          testid={`stage-${i}-prize`}
        />
        {onRemove && (
          <Button glyph={trash} kind="quiet" onClick={onRemove}>
            {t("stage_remove", { n: i + 1 })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
