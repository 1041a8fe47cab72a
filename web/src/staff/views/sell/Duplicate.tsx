import { useState } from "preact/hooks";
import type { CardInfo, Settlement } from "../../../shared/protocol.gen";
import { Sheet } from "../../../ui/Dialog";
import { words } from "../../lang";
import { Button } from "../../parts/Button";
import { Reason } from "../../parts/Reason";
import { TroubleNote } from "../../parts/Trouble";
import { useAct } from "../../parts/useAct";
import { may, type Hall } from "../../state/state";
import { offline } from "../call/GameTools";
import css from "./Duplicate.module.css";

/** How the holders of two cards of one serial settled it; "open" until they did, `null` = there is one card. */
export function duplicateOf(card: CardInfo, hall: Hall): Settlement | "open" | null {
  // A card that was looked up stays as it was then: what the feed says since is newer.
  for (let at = hall.feed.length - 1; at >= 0; at -= 1) {
    const { entry } = hall.feed[at]!;
    if (entry.type === "duplicate_settled" && entry.data.serial === card.serial) return entry.data.settlement;
    if (entry.type === "duplicate_reported" && entry.data.serial === card.serial) return "open";
  }
  return card.duplicate;
}

/** A second card of the same serial: reported by whoever sees it, settled by the owner. */
export function Duplicate({ card, hall }: { card: CardInfo; hall: Hall }) {
  const say = words.value;
  const { busy, trouble, run } = useAct();
  const [open, setOpen] = useState(false);
  const state = duplicateOf(card, hall);
  const settle = (settlement: Settlement) => void run({ do: "settle_duplicate", serial: card.serial, settlement });
  const report = async (reason: string) => {
    const outcome = await run({ do: "report_duplicate", card: `#${card.serial}`, reason });
    if (outcome.kind === "confirmed") setOpen(false);
  };
  const serial = `#${card.serial}`;
  if (state === "open") {
    return (
      <div class={css.duplicate} data-testid="duplicate">
        <p class="is-bad">{say.duplicate.open}</p>
        {may(hall, "manage") ? (
          <>
            <Button busy={busy} why={offline()} onClick={() => settle("share")} testid="dup-share">
              {say.duplicate.share}
            </Button>
            <Button busy={busy} why={offline()} onClick={() => settle("play_off")} testid="dup-play-off">
              {say.duplicate.playOff}
            </Button>
          </>
        ) : (
          <p>{say.duplicate.wait}</p>
        )}
        <TroubleNote trouble={trouble} />
      </div>
    );
  }
  return (
    <div class={css.duplicate} data-testid="duplicate">
      {state && <p>{state === "share" ? say.duplicate.settled.share : say.duplicate.settled.play_off}</p>}
      {may(hall, "verify") && !state && (
        <Button onClick={() => setOpen(true)} testid="dup-report">
          {say.duplicate.report(serial)}
        </Button>
      )}
      <Sheet open={open} onClose={() => setOpen(false)} title={say.duplicate.title(serial)} closeLabel={say.close}>
        <Reason
          usual={say.duplicate.reasons}
          action={say.duplicate.report(serial)}
          busy={busy}
          trouble={trouble}
          why={offline()}
          onGive={(reason) => void report(reason)}
        >
          <p>{say.duplicate.explain}</p>
        </Reason>
      </Sheet>
    </div>
  );
}
