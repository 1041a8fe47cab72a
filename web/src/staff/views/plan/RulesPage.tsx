import { profileName, rulesInWords } from "../../../shared/rules";
import { p } from "../../lang/plan";
import type { Hall } from "../../state";
import { isChanged } from "../../switches";
import { Page } from "../Page";
import css from "./plan.module.css";

/** The house rules of the running game, a sentence each. */
export function RulesPage({ hall }: { hall: Hall }) {
  const { game } = hall;
  const rules = game?.rules ?? hall.profiles[0]!;
  return (
    <Page title={p("rules_title")} back>
      <p>{game ? p("rules_of", { game: game.name }) : p("rules_none")}</p>
      <p>
        <b>{profileName(rules.profile)}</b> {isChanged(rules, hall.profiles) && <span class={css.changed}>({p("rules_changed")})</span>}
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
