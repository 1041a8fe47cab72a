import { useState } from "preact/hooks";
import { number } from "../../../shared/lang/i18n";
import { Chips } from "../../../ui/Chips";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { look, scans, sell } from "../../state/scans";
import { soldBy, type Hall } from "../../state/state";
import { Basket } from "./Pack";
import { Page } from "../../parts/Page";
import { Recent, ScanResult } from "./ScanResult";
import { Scanner } from "../../parts/Scanner";
import css from "./Sell.module.css";

/** Sells cards, one scan after the other. */
export function Sell({ hall }: { hall: Hall }) {
  const say = words.value;
  const [mode, setMode] = useState<"sell" | "look">("sell");
  const newest = scans.value[0];
  const onCode = (text: string) => void (mode === "sell" ? sell(text) : look(text));
  const why = mode === "look" && !live.value ? say.needsLive : null;
  return (
    <Page title={say.sell.title} aside={<Counters hall={hall} />}>
      <Chips
        label={say.sell.mode}
        value={mode}
        options={[
          ["sell", say.sell.modes.sell],
          ["look", say.sell.modes.look],
        ]}
        onPick={setMode}
        testid="scan-mode"
      />
      {mode === "sell" && <Basket />}
      <Scanner onCode={onCode} action={mode === "sell" ? say.typed.sell : say.typed.look} why={why} />
      {newest && <ScanResult key={newest.id} scan={newest} hall={hall} onSell={() => setMode("sell")} />}
      <Recent hall={hall} />
    </Page>
  );
}

function Counters({ hall }: { hall: Hall }) {
  const say = words.value;
  const mine = soldBy(hall, hall.staff);
  return (
    <dl class={css.counters}>
      <div>
        <dt>{say.sell.byMe}</dt>
        <dd data-testid="sold-by-me">{mine.all ? number(mine.count) : say.sell.atLeast(number(mine.count))}</dd>
      </div>
      <div>
        <dt>{say.sell.tonight}</dt>
        <dd data-testid="sold-tonight">{number(hall.counts.cards_sold)}</dd>
      </div>
    </dl>
  );
}
