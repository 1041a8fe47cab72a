import { signal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";
import type { Serial } from "../../../shared/protocol.gen";
import { CardThumb } from "../../../ui/CardGrid";
import { byToGo, keepOrder, squaresOf, type CardStanding, type MarkMode } from "../../state/view";
import { words } from "../../lang";
import css from "./Strip.module.css";

/** The card the guest opened; null = the one nearest to a win. */
const picked = signal<Serial | null>(null);

/** The card to show in full. */
export function chosen(cards: readonly CardStanding[]): Serial | null {
  if (cards.some((one) => one.card.serial === picked.value)) return picked.value;
  return byToGo(cards)[0] ?? null;
}

/** Opens this card. */
export function pick(serial: Serial): void {
  picked.value = serial;
}

/** How long after a touch the order stays put. */
const HOLD_MS = 2_500;

type Props = { cards: readonly CardStanding[]; mode: MarkMode };

/** All cards of the wallet, nearest to a win first. */
export function Strip({ cards, mode }: Props) {
  const order = useHeldOrder(byToGo(cards));
  const open = chosen(cards);
  const { cards: count, card: name } = words.value;
  const inOrder = order.serials.flatMap((serial) => cards.find((one) => one.card.serial === serial) ?? []);
  return (
    <nav class={css.strip} aria-label={count(cards.length)} {...order.handlers}>
      <ul class={css.list}>
        {inOrder.map((one) => {
          const { serial } = one.card;
          const { marks, winning } = squaresOf(one, mode, false);
          const near = one.plays && (one.aims.some((aim) => aim.stands === true) || one.official.missing <= 1);
          return (
            <li key={serial}>
              <button
                type="button"
                class={serial === open ? `${css.thumb} ${css.open}` : css.thumb}
                aria-pressed={serial === open}
                onClick={() => pick(serial)}
              >
                <CardThumb face={one.card.face} marks={marks} winning={winning} label={name(serial)} />
                <span class={near ? `${css.says} ${css.near}` : css.says}>{saysOf(one, mode)}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** How far a card is, in a word or two. */
function saysOf(one: CardStanding, mode: MarkMode): string {
  const { best, aim } = words.value;
  const standing = one.aims.find((each) => each.stands !== null);
  const counts = one.plays && mode === "auto" && one.official.missing < 25;
  if (standing !== undefined && !counts) return standing.stands ? aim.in : aim.out;
  return counts ? best(one.official.missing) : `#${one.card.serial}`;
}

/** Keeps cards from jumping away under the finger: the order is held while touched and a little after. */
function useHeldOrder(now: Serial[]) {
  const [held, setHeld] = useState<Serial[] | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const serials = held === null ? now : keepOrder(held, now);
  const hold = () => {
    clearTimeout(timer.current);
    setHeld(serials);
  };
  const release = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setHeld(null), HOLD_MS);
  };
  const handlers = {
    onPointerDown: hold,
    onPointerUp: release,
    onPointerCancel: release,
    onScrollCapture: () => held && release(),
    onFocusCapture: hold,
    onBlurCapture: release,
  };
  return { serials, handlers };
}
