import { useState } from "preact/hooks";
import type { CardInfo, Settlement } from "../../shared/protocol.gen";
import { Sheet } from "../../ui/Dialog";
import { t } from "../lang";
import { Button } from "../parts/Button";
import { Reason } from "../parts/Reason";
import { TroubleNote } from "../parts/Trouble";
import { useAct } from "../parts/useAct";
import { may, type Hall } from "../state";
import { offline } from "./GameTools";
import css from "./sell.module.css";

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
        <p class={css.stateBad}>{t("dup_open")}</p>
        {may(hall, "manage") ? (
          <>
            <Button busy={busy} why={offline()} onClick={() => settle("share")} testid="dup-share">
              {t("dup_share")}
            </Button>
            <Button busy={busy} why={offline()} onClick={() => settle("play_off")} testid="dup-play-off">
              {t("dup_play_off")}
            </Button>
          </>
        ) : (
          <p>{t("dup_wait")}</p>
        )}
        <TroubleNote trouble={trouble} />
      </div>
    );
  }
  return (
    <div class={css.duplicate} data-testid="duplicate">
      {state && <p>{t(state === "share" ? "dup_settled_share" : "dup_settled_play_off")}</p>}
      {may(hall, "verify") && !state && (
        <Button onClick={() => setOpen(true)} testid="dup-report">
          {t("dup_report", { serial })}
        </Button>
      )}
      <Sheet open={open} onClose={() => setOpen(false)} title={t("dup_title", { serial })} closeLabel={t("close")}>
        <Reason
          usual={[t("dup_reason_1"), t("dup_reason_2"), t("dup_reason_3")]}
          action={t("dup_report", { serial })}
          busy={busy}
          trouble={trouble}
          why={offline()}
          onGive={(reason) => void report(reason)}
        >
          <p>{t("dup_explain")}</p>
        </Reason>
      </Sheet>
    </div>
  );
}
