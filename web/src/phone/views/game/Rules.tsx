import { called } from "../../../shared/game/bingo";
import { money } from "../../../shared/lang/i18n";
import type { ExtraView, GameView, UpNext } from "../../../shared/protocol.gen";
import { shared } from "../../../shared/lang";
import { list } from "../../../ui/glyphs";
import { Icon } from "../../../ui/Icon";
import { go } from "../../device/route";
import { stakeWords } from "../../lang/stakes";
import { words } from "../../lang";
import parts from "../../parts/parts.module.css";
import css from "./Rules.module.css";

type Props = { game: GameView; next: readonly UpNext[] };

/** What holds in this game, in words: the stages, who draws, what happens in a tie, what comes next. */
export default function Rules({ game, next }: Props) {
  const texts = words.value.game;
  const stakes = stakeWords.value;
  const { tie, source } = shared.value;
  return (
    <section class={css.rules} aria-label={texts.rules}>
      {game.stages.length > 1 && (
        <ol class={game.format.run === "into" ? `${css.stages} ${css.into}` : css.stages}>
          {game.stages.map((stage, index) => (
            <li
              key={index}
              aria-current={game.open.includes(index) ? "step" : undefined}
              class={stage.closed ? css.done : ""}
            >
              {stage.name}
            </li>
          ))}
        </ol>
      )}
      <Extras game={game} />
      <p>
        <strong>{texts.rules}:</strong> {tie[game.rules.ties]} {source[game.source]}.{" "}
        {game.pace_s !== null && stakes.pace(game.pace_s)}
      </p>
      <button type="button" class={`${parts.button} ${css.all}`} onClick={() => go("rules")}>
        <Icon glyph={list} />
        {stakes.all}
      </button>
      {next[0] !== undefined && (
        <p>
          <strong>{texts.next}:</strong> {next[0].name} ({next[0].stages.join(" → ")})
        </p>
      )}
    </section>
  );
}

/** Side prizes of the stages that can be won now. */
function Extras({ game }: { game: GameView }) {
  const extras = game.open.flatMap((stage) => game.stages[stage]?.extras ?? []);
  if (extras.length === 0) return null;
  return (
    <div>
      <strong>{stakeWords.value.extras.title}</strong>
      <ul>
        {extras.map((extra, index) => (
          <li key={index}>{extraText(extra)}</li>
        ))}
      </ul>
    </div>
  );
}

function extraText({ extra, name }: ExtraView): string {
  const texts = stakeWords.value.extras;
  switch (extra.kind) {
    case "hot_ball":
      return texts.hot(called(extra.ball), name);
    case "neighbours":
      return texts.neighbours(name);
    case "ball_value":
      return (extra.last_digit ? texts.digitValue : texts.ballValue)(name, money(extra.cents));
  }
}
