import { useEffect, useState } from "preact/hooks";
import { countdown } from "../../../shared/lang/i18n";
import type { BoardSnapshot } from "../../../shared/protocol.gen";
import { words } from "../../lang";
import { boxNow } from "../../state/hall";
import foyer from "./Foyer.module.css";
import { Programme } from "./Foyer";
import { HowTo } from "./HowTo";
import css from "./Shown.module.css";

/** A break with the time that is left, or a message of the house. */
export function Shown({ night }: { night: BoardSnapshot }) {
  const say = words.value;
  const shown = night.shown;
  if (shown === null) return null;
  const isBreak = shown.until_ms !== null;
  return (
    <main class={foyer.foyer}>
      <div>
        {isBreak && <p class={foyer.more}>{say.break}</p>}
        <h1 class={css.text}>{shown.text}</h1>
        {shown.until_ms !== null && <Left until_ms={shown.until_ms} />}
        <Programme next={night.next} />
      </div>
      <HowTo night={night} />
    </main>
  );
}

/** Counts down by the box's clock: that of a screen may say anything, also where it hangs on the box itself. */
function Left({ until_ms }: { until_ms: number }) {
  const [now, setNow] = useState(boxNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(boxNow()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const say = words.value;
  if (until_ms <= now) return <p class={foyer.more}>{say.breakOver}</p>;
  return (
    <p class={css.left}>
      <span class={css.label}>{say.breakLeft}</span>
      <b class={css.time}>{countdown(until_ms - now)}</b>
    </p>
  );
}
