/** The programme while somebody works on it: kept apart from the box's until it is saved. */
import { signal } from "@preact/signals";
import type { GameSummary, Item, Programme } from "../../../shared/protocol.gen";
import { moved } from "./planned";

/** Items as this device has them, and the seq of the programme they began with. */
export interface Draft {
  after: number | null;
  items: readonly Item[];
}

/** Changes nobody has saved yet; `null` = none. */
export const draft = signal<Draft | null>(null);

/** What somebody does to the items. */
export type Change =
  | { kind: "put"; item: Item }
  | { kind: "remove"; id: string }
  | { kind: "duplicate"; id: string; as: string }
  | { kind: "move"; id: string; by: -1 | 1 }
  | { kind: "append"; items: readonly Item[] };

/** The items after a change. */
export function changed(items: readonly Item[], change: Change): readonly Item[] {
  switch (change.kind) {
    case "put":
      return items.some((item) => item.id === change.item.id)
        ? items.map((item) => (item.id === change.item.id ? change.item : item))
        : [...items, change.item];
    case "remove":
      return items.filter((item) => item.id !== change.id);
    case "duplicate":
      return items.flatMap((item) => (item.id === change.id ? [item, { ...item, id: change.as }] : [item]));
    case "move":
      return moved(
        items,
        items.findIndex((item) => item.id === change.id),
        change.by,
      );
    case "append":
      return [...items, ...change.items];
  }
}

/** Works on the draft, which begins as the box's programme. */
export function edit(programme: Programme, change: Change): void {
  const base = draft.peek() ?? { after: programme.seq, items: programme.items };
  draft.value = { ...base, items: changed(base.items, change) };
}

/** The items to show: the draft where there is one. */
export function itemsOf(programme: Programme): readonly Item[] {
  return draft.value?.items ?? programme.items;
}

/** Whether somebody else has saved since the draft was begun. */
export function isOvertaken(mine: Draft | null, programme: Programme): boolean {
  return mine !== null && mine.after !== programme.seq;
}

/** Our items instead of theirs; games that were opened must stay, the box insists. */
export function insteadOf(theirs: Programme, mine: readonly Item[]): Draft {
  const opened = theirs.opened.map(([item]) => item);
  const kept = theirs.items.filter((item) => opened.includes(item.id) && !mine.some((own) => own.id === item.id));
  return { after: theirs.seq, items: [...kept, ...mine] };
}

/** The item as a game tonight, if it was opened. */
export function openedAs(programme: Programme, id: string): string | null {
  // The newest one counts: a game that was called off may be opened again.
  return programme.opened.filter(([item]) => item === id).at(-1)?.[1] ?? null;
}

/** The game an item was opened as last. */
export function gameOf(programme: Programme, games: readonly GameSummary[], id: string): GameSummary | undefined {
  const opened = openedAs(programme, id);
  return games.find((game) => game.id === opened);
}

/** Whether an item can still become a game: not yet opened, or called off, or voided and to be played again. */
export function canOpen(game: Pick<GameSummary, "outcome"> | undefined): boolean {
  return !game || game.outcome === "cancelled" || game.outcome === "voided";
}

/** The first game that was not opened yet, or has to be played again. */
export function nextGame(programme: Programme, games: readonly GameSummary[]): Item | null {
  const waits = (item: Item) => {
    const game = gameOf(programme, games, item.id);
    return game ? game.outcome === "voided" : openedAs(programme, item.id) === null;
  };
  return programme.items.find((item) => item.kind === "game" && waits(item)) ?? null;
}
