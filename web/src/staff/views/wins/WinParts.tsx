import { clockTime, money } from "../../../shared/lang/i18n";
import type { Right, StaffWin, WinCardView } from "../../../shared/protocol.gen";
import { eye } from "../../../ui/glyphs";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { may, nameOf, type Hall } from "../../state/state";
import css from "./WinParts.module.css";

type Props = { win: StaffWin; card: WinCardView; hall: Hall };

/** Why this person cannot do it here and now, if so. */
export function whyNot(hall: Hall, right: Right): string | null {
  const say = words.value;
  if (!may(hall, right)) return say.win.noRight;
  return live.value ? null : say.needsLive;
}

/** What part of the prize a card gets, and what that is worth; `null` when it gets all of it. */
export function shareText(win: StaffWin, card: WinCardView): string | null {
  if (!card.share || card.share[1] <= 1) return null;
  const [part, of] = card.share;
  const worth = win.value > 0 ? money(Math.floor((win.value * part) / of)) : null;
  return [words.value.win.share(part, of), worth].filter(Boolean).join(" · ");
}

/** Who brought it to this state, when and where. */
export function Stamp({ win, card, hall }: Props) {
  const say = words.value;
  const share = shareText(win, card);
  const name = nameOf(hall, card.by);
  const stamp = [name && card.desk ? `${name} (${card.desk})` : name, card.at_ms && clockTime(card.at_ms)]
    .filter(Boolean)
    .join(", ");
  return (
    <div data-testid="win-stamp">
      {share && <p class={css.share}>{share}</p>}
      {card.reason && <p>{card.reason}</p>}
      {stamp && card.state === "paid" && <p class={css.paid}>{say.win.paidBy(stamp)}</p>}
      {name && card.state !== "paid" && card.state !== "detected" && <p class="soft small">{say.win.by(stamp)}</p>}
    </div>
  );
}

/** Whether the room has to see the card before it can be judged. */
export function mustShow(win: StaffWin, card: WinCardView): boolean {
  return win.needs_showing && card.state === "claimed" && card.shown === null;
}

/** Puts the winning card on the big screens. */
export function ShowCard({ win, card, hall }: Props) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  if (card.shown !== null) return <p class="is-good">{say.win.shown}</p>;
  if (!["claimed", "needs_second", "good"].includes(card.state) || !may(hall, "verify")) return null;
  const show = () => void run({ do: "show_card", game: win.game, stage: win.stage, serial: card.serial });
  const first = mustShow(win, card);
  return (
    <>
      {first && <p>{say.win.showFirst}</p>}
      <Button
        big={first}
        kind={first ? "primary" : "plain"}
        glyph={eye}
        busy={busy}
        why={whyNot(hall, "verify")}
        onClick={show}
        testid="win-show"
      >
        {say.win.show}
      </Button>
      <TroubleNote trouble={trouble} />
    </>
  );
}
