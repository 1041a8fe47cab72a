import { useState } from "preact/hooks";
import type { CatalogueView, PlayView } from "../../../shared/protocol.gen";
import { Chips } from "../../../ui/Chips";
import { Field } from "../../../ui/Field";
import { chevronLeft, chevronRight } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { choices, said, type Choice, type PlayFilter } from "../../state/plan/catalogue";
import { words } from "../../lang";
import { planWords } from "../../lang/plan";
import { Button } from "../../parts/Button";
import { Drawings } from "../../parts/Drawing";
import { useTop } from "./useTop";
import { masksOf, PlayWords } from "./PlayWords";
import css from "./Chooser.module.css";

const FILTERS: readonly PlayFilter[] = ["all", "one", "together", "stages", "fast"];
/** Lines drawn at once; searching is quicker than scrolling on. */
const LINES = 60;

type Props = {
  title: string;
  all: CatalogueView;
  /** Only patterns on one card: the next one of a sequence. */
  patternsOnly: boolean;
  onPick: (play: PlayView) => void;
  onBack: () => void;
};

/** The catalogue: searched, cut to what is wanted, variants of one game together. */
export function Chooser({ title, all, patternsOnly, onPick, onBack }: Props) {
  const texts = planWords.value;
  const say = words.value;
  const [query, setQuery] = useState("");
  const [filter, setFilter] = useState<PlayFilter>(patternsOnly ? "one" : "all");
  const [shown, setShown] = useState(LINES);
  const top = useTop();
  const found = choices(patternsOnly ? { ...all, games: all.games.filter((play) => !play.plan) } : all, filter, query);
  const games = found.reduce((sum, line) => sum + line.plays.length, 0);
  const filters = FILTERS.filter((one) => !patternsOnly || one === "one" || one === "fast");
  return (
    <div class="stack" ref={top} data-testid="chooser">
      <div class={css.chooserHead}>
        <Button glyph={chevronLeft} label={say.back} onClick={onBack} testid="chooser-back" />
        <h2>{title}</h2>
      </div>
      <Field
        label={texts.choose.search}
        value={query}
        onInput={setQuery}
        hint={texts.choose.searchHint}
        required={false}
        max={40}
        testid="search"
      />
      <Chips
        label={texts.choose.filter}
        value={filter}
        options={filters.map((one) => [one, texts.choose.filters[one]] as const)}
        onPick={setFilter}
        dense
        testid="filter"
      />
      <p class="soft small" role="status">
        {games === 0 ? texts.choose.foundNone : texts.choose.found(games)}
      </p>
      <ul class={css.choices}>
        {found.slice(0, shown).map((line) => (
          <li key={line.key}>
            {line.plays.length === 1 ? (
              <One play={line.plays[0]!} onPick={onPick} />
            ) : (
              <Family line={line} open={query !== ""} onPick={onPick} />
            )}
          </li>
        ))}
      </ul>
      {found.length > shown && <Button onClick={() => setShown(shown + LINES)}>{say.feed.more}</Button>}
    </div>
  );
}

function One({ play, onPick }: { play: PlayView; onPick: (play: PlayView) => void }) {
  return (
    <button type="button" class={css.choice} onClick={() => onPick(play)} data-testid={`play-${play.slug}`}>
      <PlayWords play={play} />
      <Icon glyph={chevronRight} />
    </button>
  );
}

/** Variants of one game: folded until somebody looks, or searches. */
function Family({ line, open, onPick }: { line: Choice; open: boolean; onPick: (play: PlayView) => void }) {
  return (
    <details class={css.family} open={open} data-testid={line.key}>
      <summary class={css.familyHead}>
        <Drawings masks={masksOf(line.plays[0]!).slice(0, 1)} />
        <span class={css.familyWords}>
          <b>{said(line.names)}</b>
          <span class="soft small">{planWords.value.choose.ways(line.plays.length)}</span>
        </span>
      </summary>
      <div class={css.variants}>
        {line.plays.map((play) => (
          <One key={play.slug} play={play} onPick={onPick} />
        ))}
      </div>
    </details>
  );
}
