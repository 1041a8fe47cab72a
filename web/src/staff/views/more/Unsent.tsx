import { ago } from "../../../shared/lang/i18n";
import { dismiss, ownWaiting, refusedLater } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useNow } from "../../parts/useNow";
import type { Hall } from "../../state/state";
import { actText } from "../../state/sentences";
import { Page } from "../../parts/Page";
import css from "../lists.module.css";
import shared from "../shared.module.css";

/** Acts the box has not answered, and refusals nobody has read. */
export function Unsent({ hall }: { hall: Hall }) {
  const say = words.value;
  const now = useNow(5_000);
  return (
    <Page title={say.unsent.title} back>
      <p>{ownWaiting.value.length === 0 ? say.unsent.none : say.unsent.intro}</p>
      <ol class={css.list} data-testid="unsent-list">
        {ownWaiting.value.map((item) => (
          <li key={item.id} class={css.row}>
            <span class={css.rowMain}>{actText(item.act, hall)}</span>
            <span class={shared.soft}>{say.unsent.age(ago(item.at, now))}</span>
          </li>
        ))}
      </ol>
      {refusedLater.value.length > 0 && <h2>{say.unsent.refused}</h2>}
      <ul class={css.list}>
        {refusedLater.value.map((item) => (
          <li key={item.id} class={css.rowTall}>
            <span class={css.rowMain}>{actText(item.act, hall)}</span>
            <TroubleNote trouble={item.refused ?? null} />
            <Button onClick={() => void dismiss(item.id)}>{say.unsent.dismiss}</Button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
