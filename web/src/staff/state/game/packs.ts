/** Cards of one player: how a pack comes together at the sales desk. */
import type { FeedItem } from "../../../shared/protocol.gen";

/** Most cards the box takes as one pack. */
export const PACK_MAX = 24;

/** A card as it was scanned or typed, with its serial once the box has said it. */
export interface Carried {
  text: string;
  serial: number | null;
}

/** The player who is being served: cards in the order they make pairs and sets. */
export interface Basket {
  /** `null` while every card is sold for itself. */
  cards: readonly Carried[] | null;
  /** How many of them the box has confirmed as a pack. */
  confirmed: number;
}

export type BasketEvent =
  /** The player has more than one card: these were sold before, `confirmed` of them as a pack. */
  | { kind: "same_player"; cards: readonly Carried[]; confirmed: number }
  /** A card is being sold to them. */
  | { kind: "add"; text: string }
  /** The box has sold it, or had it sold before. */
  | { kind: "known"; text: string; serial: number }
  /** The box does not sell this card. */
  | { kind: "refused"; text: string }
  /** The box has confirmed the first so many as a pack. */
  | { kind: "packed"; texts: readonly string[] }
  | { kind: "next_player" };

export const EMPTY: Basket = { cards: null, confirmed: 0 };

/** The basket after an event. What the box says of a player before changes nothing. */
export function serve(basket: Basket, event: BasketEvent): Basket {
  if (event.kind === "next_player") return EMPTY;
  if (event.kind === "same_player") return { cards: event.cards, confirmed: event.confirmed };
  const { cards, confirmed } = basket;
  if (cards === null) return basket;
  switch (event.kind) {
    case "add":
      return cards.some((card) => card.text === event.text)
        ? basket
        : { cards: [...cards, { text: event.text, serial: null }], confirmed };
    case "known": {
      // The same card by its code and by its address is one card.
      const twice = cards.some((card) => card.serial === event.serial && card.text !== event.text);
      const named = cards.map((card) => (card.text === event.text ? { ...card, serial: event.serial } : card));
      return { cards: twice ? named.filter((card) => card.text !== event.text) : named, confirmed };
    }
    case "refused":
      return { cards: cards.filter((card) => card.text !== event.text), confirmed };
    case "packed": {
      const same = event.texts.every((text, i) => cards[i]?.text === text);
      return same ? { cards, confirmed: Math.max(confirmed, event.texts.length) } : basket;
    }
  }
}

/** What the box is told to keep together; `null` when one card is no pack. */
export function toPack(basket: Basket): readonly string[] | null {
  const cards = basket.cards ?? [];
  return cards.length > 1 && cards.length > basket.confirmed ? cards.map((card) => card.text) : null;
}

/** Whether no other card fits. */
export function isFull(basket: Basket): boolean {
  return (basket.cards?.length ?? 0) >= PACK_MAX;
}

/** The packs of the night as far as the feed tells them. */
export function packsIn(feed: readonly FeedItem[]): readonly (readonly number[])[] {
  let packs: (readonly number[])[] = [];
  for (const { entry } of feed) {
    if (entry.type !== "cards_packed") continue;
    const { serials } = entry.data;
    // Extending a pack tells all of its cards again.
    packs = [...packs.filter((pack) => !pack.some((serial) => serials.includes(serial))), serials];
  }
  return packs;
}

/** Packs with at least so many cards. */
export function packsOf(feed: readonly FeedItem[], cards: number): number {
  return packsIn(feed).filter((pack) => pack.length >= cards).length;
}
