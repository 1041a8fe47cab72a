import { useState } from "preact/hooks";
import { number } from "../../shared/i18n";
import { live } from "../hall";
import { t } from "../lang";
import { Chips } from "../parts/Field";
import { look, scans, sell } from "../scan/session";
import { soldBy, type Hall } from "../state";
import { Basket } from "./Pack";
import { Page } from "./Page";
import { Recent, ScanResult } from "./ScanResult";
import { Scanner } from "./Scanner";
import css from "./sell.module.css";

/** Sells cards, one scan after the other. */
export function Sell({ hall }: { hall: Hall }) {
  const [mode, setMode] = useState<"sell" | "look">("sell");
  const newest = scans.value[0];
  const onCode = (text: string) => void (mode === "sell" ? sell(text) : look(text));
  const why = mode === "look" && !live.value ? t("needs_live") : null;
  return (
    <Page title={t("sell_title")} aside={<Counters hall={hall} />}>
      <Chips
        label={t("mode")}
        value={mode}
        options={[["sell", t("mode_sell")], ["look", t("mode_look")]]}
        onPick={setMode}
        testid="scan-mode"
      />
      {mode === "sell" && <Basket />}
      <Scanner onCode={onCode} action={t(mode === "sell" ? "typed_go_sell" : "typed_go_look")} why={why} />
      {newest && <ScanResult key={newest.id} scan={newest} hall={hall} onSell={() => setMode("sell")} />}
      <Recent hall={hall} />
    </Page>
  );
}

function Counters({ hall }: { hall: Hall }) {
  const mine = soldBy(hall, hall.staff);
  return (
    <dl class={css.counters}>
      <div>
        <dt>{t("sold_by_me")}</dt>
        <dd data-testid="sold-by-me">{mine.all ? number(mine.count) : t("at_least", { n: number(mine.count) })}</dd>
      </div>
      <div>
        <dt>{t("sold_tonight")}</dt>
        <dd data-testid="sold-tonight">{number(hall.counts.cards_sold)}</dd>
      </div>
    </dl>
  );
}
