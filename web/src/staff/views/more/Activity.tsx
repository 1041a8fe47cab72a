import { useState } from "preact/hooks";
import { clockTime } from "../../../shared/lang/i18n";
import { Chips } from "../../../ui/Chips";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { feedRows, type FeedFilter } from "../../state/feed";
import type { Hall } from "../../state/state";
import { sentence } from "../../state/sentences";
import { Empty, Page } from "../../parts/Page";
import css from "./Activity.module.css";

/** Rows drawn at once; older ones on request. */
const ROWS = 100;
const ROWS_ASIDE = 30;

/** What everybody did, newest first, as sentences. */
export function Activity({ hall, aside = false }: { hall: Hall; aside?: boolean }) {
  const say = words.value;
  const [filter, setFilter] = useState<FeedFilter>("all");
  const [shown, setShown] = useState(aside ? ROWS_ASIDE : ROWS);
  const rows = feedRows(hall, filter);
  return (
    <Page title={say.feed.title} beside={aside}>
      {!aside && (
        <Chips
          label={say.feed.filter}
          value={filter}
          options={(["all", "mine", "wins", "money", "system"] as const).map(
            (one) => [one, say.feed.filters[one]] as const,
          )}
          onPick={setFilter}
          testid="feed-filter"
        />
      )}
      {rows.length === 0 && <Empty title={say.feed.none} />}
      <ol class={css.feed} data-testid={aside ? undefined : "feed"}>
        {rows.slice(0, shown).map((row) =>
          row.kind === "gap" ? (
            <li key={`gap-${row.after}`} class={css.gap}>
              {say.feed.gap(row.missing)}
            </li>
          ) : (
            <li key={row.item.s} class={css.feedRow} data-type={row.item.entry.type}>
              <span>{sentence(row.item, hall)}</span>
              <span class={css.feedMeta}>
                <time>{clockTime(row.item.at_ms)}</time> · {row.item.s}
              </span>
            </li>
          ),
        )}
      </ol>
      {!aside && rows.length > shown && <Button onClick={() => setShown(shown + ROWS)}>{say.feed.more}</Button>}
    </Page>
  );
}
