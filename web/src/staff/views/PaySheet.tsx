import { useState } from "preact/hooks";
import type { StaffWin, WinCardView } from "../../shared/protocol.gen";
import { Sheet } from "../../ui/Dialog";
import { live } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Field } from "../parts/Field";
import { TroubleNote } from "../parts/Trouble";
import { useAct } from "../parts/useAct";
import { shareText } from "./WinParts";
import { cardsOf } from "./Wins";
import css from "./wins.module.css";

type Props = { win: StaffWin; card: WinCardView; open: boolean; onClose: () => void };

/** Hands out a prize, once. */
export function PaySheet({ win, card, open, onClose }: Props) {
  const { busy, trouble, run } = useAct();
  const [name, setName] = useState("");
  const pay = async (event: Event) => {
    event.preventDefault();
    const { game, stage } = win;
    const outcome = await run({ do: "pay", game, stage, serial: card.serial, name: name.trim() || null });
    if (outcome.kind === "confirmed") onClose();
  };
  const share = shareText(win, card);
  const title = t("win_pay_title", { prize: win.prize_name ?? t("a_prize") });
  return (
    <Sheet open={open} onClose={onClose} title={title} closeLabel={t("close")}>
      <form class={css.pay} onSubmit={(event) => void pay(event)}>
        <p>
          {cardsOf(card)}
          {share && <b>{` · ${share}`}</b>}
        </p>
        <Field label={t("win_pay_name")} value={name} onInput={setName} hint={t("win_pay_name_hint")} required={false} max={40} testid="pay-name" />
        <TroubleNote trouble={trouble} />
        <Button submit big kind="primary" busy={busy} why={live.value ? null : t("needs_live")} testid="pay-go">
          {t("win_pay_go")}
        </Button>
      </form>
    </Sheet>
  );
}
