import { useState } from "preact/hooks";
import type { Right, StaffWin, WinCardView } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { check, circleX, megaphone, shieldCheck } from "../../../ui/glyphs";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { Reason } from "../../parts/Reason";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { may, nameOf, type Hall } from "../../state/state";
import { PaySheet } from "./PaySheet";
import { mustShow, ShowCard, Stamp, whyNot } from "./WinParts";
import { handCoins } from "../../parts/glyphs";
import css from "./WinActs.module.css";

type Props = { win: StaffWin; card: WinCardView; hall: Hall };

/** Where a win stands, as acts name it. */
const at = ({ game, stage }: StaffWin) => ({ game, stage });

/** The acts that are open on a winning card: claim, verdict, second person, prize. */
export function WinActs({ win, card, hall }: Props) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [paying, setPaying] = useState(false);
  const [denying, setDenying] = useState(false);
  const why = (right: Right) => whyNot(hall, right);
  const judge = () => void run({ do: "judge_claim", ...at(win), serial: card.serial, verdict: "good", reason: null });
  return (
    <div class={css.acts}>
      <Stamp win={win} card={card} hall={hall} />
      {card.state === "detected" && <p>{say.win.detectedHint}</p>}
      {card.state === "detected" && (
        <Button
          big
          kind="primary"
          glyph={megaphone}
          busy={busy}
          why={why("verify")}
          onClick={() => void run({ do: "claim", ...at(win), card: `#${card.serial}` })}
          testid="win-claim"
        >
          {say.win.claim}
        </Button>
      )}
      {mustShow(win, card) && <ShowCard win={win} card={card} hall={hall} />}
      {card.state === "claimed" && !mustShow(win, card) && (
        <>
          {win.needs_second && <p class="soft small">{say.win.twoPeople}</p>}
          <Button big kind="good" glyph={check} busy={busy} why={why("verify")} onClick={judge} testid="win-verify">
            {say.win.verify}
          </Button>
        </>
      )}
      {card.state === "claimed" && may(hall, "verify") && (
        <Button glyph={circleX} onClick={() => setDenying(true)} testid="win-not">
          {say.win.not.go}
        </Button>
      )}
      {card.state === "needs_second" && (
        <Button
          big
          kind="good"
          glyph={shieldCheck}
          busy={busy}
          why={card.by === hall.staff ? say.win.confirmSame(nameOf(hall, card.by) ?? "") : why("verify")}
          onClick={() => void run({ do: "confirm_claim", ...at(win), serial: card.serial })}
          testid="win-confirm"
        >
          {say.win.confirm}
        </Button>
      )}
      {card.state === "good" && (
        <Button big kind="primary" glyph={handCoins} why={why("pay")} onClick={() => setPaying(true)} testid="win-pay">
          {say.win.pay.go}
        </Button>
      )}
      <TroubleNote trouble={trouble} />
      <NotAWin win={win} card={card} open={denying} onClose={() => setDenying(false)} />
      <PaySheet win={win} card={card} open={paying} onClose={() => setPaying(false)} />
    </div>
  );
}

type SheetProps = { win: StaffWin; card: WinCardView; open: boolean; onClose: () => void };

function NotAWin({ win, card, open, onClose }: SheetProps) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const deny = async (reason: string) => {
    const { game, stage } = win;
    const outcome = await run({ do: "judge_claim", game, stage, serial: card.serial, verdict: "not_a_win", reason });
    if (outcome.kind === "confirmed") onClose();
  };
  return (
    <Sheet open={open} onClose={onClose} title={say.win.not.title(card.serial)} closeLabel={say.close}>
      <Reason
        usual={say.win.not.reasons}
        action={say.win.not.go}
        busy={busy}
        trouble={trouble}
        onGive={(reason) => void deny(reason)}
        hold
      />
    </Sheet>
  );
}
