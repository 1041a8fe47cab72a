import { plus } from "../../ui/glyphs";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { go } from "../route";
import { may, type Hall } from "../state";
import { patternNamed } from "../words";
import { EndEarly } from "./EndEarly";
import { Empty, Page } from "./Page";
import css from "./lists.module.css";

/** Tonight's games in the order they were opened. */
export function Programme({ hall }: { hall: Hall }) {
  return (
    <Page title={t("programme")} back>
      {hall.games.length === 0 && <Empty title={t("programme_none")} />}
      <ol class={css.list} data-testid="programme">
        {hall.games.map((game, i) => (
          <li key={game.id} class={css.row}>
            <span class={css.order}>{i + 1}</span>
            <span class={css.rowMain}>
              <b>{game.name}</b>
              <span class={css.soft}>{`${game.stages.map((stage) => patternNamed(stage, hall)).join(" → ")} · ${t(`source_${game.source}`)}`}</span>
            </span>
            <span class={css.chip} data-status={game.status}>
              {t(`status_${game.status}`)}
            </span>
            {game.status === "selling" && may(hall, "call") && <EndEarly game={game} />}
          </li>
        ))}
      </ol>
      <Button
        kind="primary"
        glyph={plus}
        why={may(hall, "manage") ? (hall.nightOver ? t("night_over_banner") : null) : t("open_manage")}
        onClick={() => go("programme", "new")}
        testid="open-game"
      >
        {t("open_game")}
      </Button>
    </Page>
  );
}
