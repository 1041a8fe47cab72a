import { ruleWords } from "../../../shared/lang/rules";
import { profileName, rulesInWords } from "../../../shared/sentences/rules";
import { state } from "../../state/hall";
import { words } from "../../lang";
import { Page } from "../../parts/Page";
import parts from "../../parts/parts.module.css";
import css from "../game/Rules.module.css";

/** Every house rule of the game in plain words. */
export default function RulesPage() {
  const { tonight, finished } = state.value;
  const game = tonight?.game ?? finished;
  return (
    <Page title={ruleWords.value.title}>
      {game === null ? (
        <p class={parts.panel}>{words.value.game.nothing}</p>
      ) : (
        <section class={parts.panel}>
          <h2>{profileName(game.rules.profile)}</h2>
          <dl class={css.list}>
            {rulesInWords(game.rules, game.source).map(({ topic, name, text }) => (
              <div key={topic}>
                <dt>{name}</dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </Page>
  );
}
