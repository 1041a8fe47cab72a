import type { FeedItem } from "../../shared/protocol.gen";
import type { Hall } from "./state";
import { groupOf } from "./sentences";

export type FeedFilter = "all" | "mine" | "wins" | "money" | "system";

/** A line of the feed: an item, or a place where some are missing. */
export type FeedRow = { kind: "item"; item: FeedItem } | { kind: "gap"; after: number; missing: number };

/** The feed newest first. Gaps are shown only where nothing is filtered out. */
export function feedRows(hall: Hall, filter: FeedFilter): FeedRow[] {
  const rows: FeedRow[] = [];
  let newer: number | null = null;
  for (let at = hall.feed.length - 1; at >= 0; at -= 1) {
    const item = hall.feed[at]!;
    if (filter === "all" && newer !== null && newer - item.s > 1) {
      rows.push({ kind: "gap", after: item.s, missing: newer - item.s - 1 });
    }
    newer = item.s;
    if (passes(item, filter, hall.staff)) rows.push({ kind: "item", item });
  }
  return rows;
}

function passes(item: FeedItem, filter: FeedFilter, me: string): boolean {
  if (filter === "all") return true;
  if (filter === "mine") return item.by.kind === "staff" && item.by.staff === me;
  return groupOf(item.entry) === filter;
}
