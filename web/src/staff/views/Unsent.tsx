import { ago } from "../../shared/i18n";
import { dismiss, ownWaiting, refusedLater } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { TroubleNote } from "../parts/Trouble";
import { useNow } from "../parts/useNow";
import type { Hall } from "../state";
import { actText } from "../words";
import { Page } from "./Page";
import css from "./lists.module.css";
import shared from "./shared.module.css";

/** Acts the box has not answered, and refusals nobody has read. */
export function Unsent({ hall }: { hall: Hall }) {
  const now = useNow(5_000);
  return (
    <Page title={t("unsent_title")} back>
      <p>{ownWaiting.value.length === 0 ? t("unsent_none") : t("unsent_intro")}</p>
      <ol class={css.list} data-testid="unsent-list">
        {ownWaiting.value.map((item) => (
          <li key={item.id} class={css.row}>
            <span class={css.rowMain}>{actText(item.act, hall)}</span>
            <span class={shared.soft}>{t("unsent_age", { ago: ago(item.at, now) })}</span>
          </li>
        ))}
      </ol>
      {refusedLater.value.length > 0 && <h2>{t("refused_later")}</h2>}
      <ul class={css.list}>
        {refusedLater.value.map((item) => (
          <li key={item.id} class={css.rowTall}>
            <span class={css.rowMain}>{actText(item.act, hall)}</span>
            <TroubleNote trouble={item.refused ?? null} />
            <Button onClick={() => void dismiss(item.id)}>{t("dismiss")}</Button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
