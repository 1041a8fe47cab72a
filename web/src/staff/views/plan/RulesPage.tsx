import { profileName, rulesInWords } from "../../../shared/sentences/rules";
import { planWords } from "../../lang/plan";
import type { Hall } from "../../state/state";
import { isChanged } from "../../state/plan/switches";
import { Page } from "../../parts/Page";
import css from "./RulesPage.module.css";

/** The house rules of the running game, a sentence each. */
export function RulesPage({ hall }: { hall: Hall }) {
  const texts = planWords.value;
  const { game } = hall;
  const rules = game?.rules ?? hall.profiles[0]!;
  return (
    <Page title={texts.rules.title} back>
      <p>{game ? texts.rules.of(game.name) : texts.rules.none}</p>
      <p>
        <b>{profileName(rules.profile)}</b>{" "}
        {isChanged(rules, hall.profiles) && <span class="is-warn">({texts.rules.changed})</span>}
      </p>
      <dl class={css.meanings} data-testid="rules">
        {rulesInWords(rules, game?.source ?? null).map(({ topic, name, text }) => (
          <div key={topic}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Page>
  );
}
