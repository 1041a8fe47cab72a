import { useState } from "preact/hooks";
import { clockTime } from "../../shared/i18n";
import type { Right, StaffWin, WinCardView } from "../../shared/protocol.gen";
import { Sheet } from "../../ui/Dialog";
import { check, circleX, handCoins, megaphone, shieldCheck } from "../../ui/glyphs";
import { live } from "../hall";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Reason } from "../parts/Reason";
import { TroubleNote } from "../parts/Trouble";
import { useAct } from "../parts/useAct";
import { may, nameOf, type Hall } from "../state";
import { PaySheet } from "./PaySheet";
import css from "./wins.module.css";

type Props = { win: StaffWin; card: WinCardView; hall: Hall };

/** The acts that are open on a winning card: claim, verdict, second person, prize. */
export function WinActs({ win, card, hall }: Props) {
  const { busy, trouble, run } = useAct();
  const [paying, setPaying] = useState(false);
  const [denying, setDenying] = useState(false);
  const at = { game: win.game, stage: win.stage };
  const why = (right: Right) => whyNot(hall, right);
  const judge = () => void run({ do: "judge", ...at, serial: card.serial, verdict: "good", reason: null });
  return (
    <div class={css.acts}>
      <Stamp card={card} hall={hall} />
      {card.state === "detected" && (
        <>
          <p>{t("win_detected_hint")}</p>
          <Button
            big
            kind="primary"
            glyph={megaphone}
            busy={busy}
            why={why("verify")}
            onClick={() => void run({ do: "claim", ...at, card: `#${card.serial}` })}
            testid="win-claim"
          >
            {t("win_claim")}
          </Button>
        </>
      )}
      {card.state === "claimed" && (
        <>
          <Button big kind="good" glyph={check} busy={busy} why={why("verify")} onClick={judge} testid="win-verify">
            {t("win_verify")}
          </Button>
          {may(hall, "verify") && (
            <Button glyph={circleX} onClick={() => setDenying(true)} testid="win-not">
              {t("win_not")}
            </Button>
          )}
        </>
      )}
      {card.state === "needs_second" && (
        <Button
          big
          kind="good"
          glyph={shieldCheck}
          busy={busy}
          why={card.by === hall.staff ? t("win_confirm_same", { name: nameOf(hall, card.by) ?? "" }) : why("verify")}
          onClick={() => void run({ do: "confirm", ...at, serial: card.serial })}
          testid="win-confirm"
        >
          {t("win_confirm")}
        </Button>
      )}
      {card.state === "good" && (
        <Button big kind="primary" glyph={handCoins} why={why("pay")} onClick={() => setPaying(true)} testid="win-pay">
          {t("win_pay")}
        </Button>
      )}
      <TroubleNote trouble={trouble} />
      <NotAWin win={win} card={card} open={denying} onClose={() => setDenying(false)} />
      <PaySheet win={win} card={card} open={paying} onClose={() => setPaying(false)} />
    </div>
  );
}

function whyNot(hall: Hall, right: Right): string | null {
  if (!may(hall, right)) return t("win_no_right");
  return live.value ? null : t("needs_live");
}

/** Who brought it to this state, when and where. */
function Stamp({ card, hall }: { card: WinCardView; hall: Hall }) {
  const share = card.share && card.share[1] > 1 ? t("win_share", { n: card.share[0], of: card.share[1] }) : null;
  const name = nameOf(hall, card.by);
  const stamp = [name && card.desk ? `${name} (${card.desk})` : name, card.at_ms && clockTime(card.at_ms)].filter(Boolean).join(", ");
  return (
    <div data-testid="win-stamp">
      {share && <p class={css.share}>{share}</p>}
      {card.reason && <p>{card.reason}</p>}
      {stamp && card.state === "paid" && <p class={css.paid}>{t("win_paid_by", { stamp })}</p>}
      {name && card.state !== "paid" && card.state !== "detected" && <p class={css.soft}>{t("win_by", { stamp })}</p>}
    </div>
  );
}

type SheetProps = { win: StaffWin; card: WinCardView; open: boolean; onClose: () => void };

function NotAWin({ win, card, open, onClose }: SheetProps) {
  const { busy, trouble, run } = useAct();
  const deny = async (reason: string) => {
    const { game, stage } = win;
    const outcome = await run({ do: "judge", game, stage, serial: card.serial, verdict: "not_a_win", reason });
    if (outcome.kind === "confirmed") onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={t("win_not_title", { serial: card.serial })} closeLabel={t("close")}>
      <Reason
        usual={[t("win_not_reason_1"), t("win_not_reason_2"), t("win_not_reason_3")]}
        action={t("win_not")}
        busy={busy}
        trouble={trouble}
        onGive={(reason) => void deny(reason)}
        hold
      />
    </Sheet>
  );
}
