import { useState } from "preact/hooks";
import type { StaffWin, WinCardView } from "../../../shared/protocol.gen";
import { Field } from "../../../ui/Field";
import { Sheet } from "../../../ui/Dialog";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { shareText } from "./WinParts";
import { cardsOf } from "./Wins";
import css from "./PaySheet.module.css";

type Props = { win: StaffWin; card: WinCardView; open: boolean; onClose: () => void };

/** Hands out a prize, once. */
export function PaySheet({ win, card, open, onClose }: Props) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [name, setName] = useState("");
  const pay = async (event: Event) => {
    event.preventDefault();
    const { game, stage } = win;
    const outcome = await run({ do: "pay_prize", game, stage, serial: card.serial, name: name.trim() || null });
    if (outcome.kind === "confirmed") onClose();
  };
  const share = shareText(win, card);
  const title = say.win.pay.title(win.prize_name ?? say.prizes.some);
  return (
    <Sheet open={open} onClose={onClose} title={title} closeLabel={say.close}>
      <form class={css.pay} onSubmit={(event) => void pay(event)}>
        <p>
          {cardsOf(card)}
          {share && <b>{` · ${share}`}</b>}
        </p>
        <Field
          label={say.win.pay.name}
          value={name}
          onInput={setName}
          hint={say.win.pay.nameHint}
          required={false}
          max={40}
          testid="pay-name"
        />
        <TroubleNote trouble={trouble} />
        <Button submit big kind="primary" busy={busy} why={live.value ? null : say.needsLive} testid="pay-go">
          {say.win.pay.done}
        </Button>
      </form>
    </Sheet>
  );
}
