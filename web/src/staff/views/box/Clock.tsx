import { useState } from "preact/hooks";
import { clockTime } from "../../../shared/lang/i18n";
import { clock as clockGlyph } from "../../../ui/glyphs";
import { api } from "../../device/api";
import { clockState, clockTone, type ClockState, type Seen } from "../../state/box/box";
import { moment } from "../../state/dates";
import { live } from "../../state/hall";
import { words } from "../../lang";
import { boxWords } from "../../lang/box";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { useNow } from "../../parts/useNow";
import { ClockDates } from "./ClockDates";
import { Part } from "./Part";

/** Box time, what keeps it, and the way to set it from this phone. */
export function Clock({ seen, onSet }: { seen: Seen; onSet: () => void }) {
  const texts = boxWords.value;
  const { busy, trouble, run } = useAsk();
  const [comparing, setComparing] = useState(false);
  const now = useNow(1_000);
  const state = clockState(seen.box, seen.atMs);
  const aheadMs = seen.atMs - seen.box.now_ms;
  const set = async (date?: string) => {
    // The times of the press, not of the last look.
    const now_ms = Date.now();
    if (!(await run(api.setClock({ now_ms, seen_ms: now_ms - aheadMs, date: date ?? null })))) return;
    setComparing(false);
    onSet();
  };
  const press = () => (state === "near" ? void set() : setComparing(true));
  return (
    <Part title={texts.clock.title} tone={clockTone(state)} headline={moment(now - aheadMs)} testid="box-clock">
      <p class="soft small">{texts.clock.from[seen.box.clock ?? "none"]}</p>
      <p>
        {state === "fine"
          ? texts.clock.fine
          : aheadMs > 0
            ? texts.clock.ahead(phoneTime(now, aheadMs), gapText(aheadMs))
            : texts.clock.behind(phoneTime(now, aheadMs), gapText(aheadMs))}
      </p>
      {state === "kept" && <p>{texts.clock.kept}</p>}
      {state === "battery" && <p>{texts.clock.battery}</p>}
      {state === "never" && <p>{texts.clock.neverNext}</p>}
      {maySet(state) && aheadMs < 0 && <p class="soft small">{texts.clock.back}</p>}
      <TroubleNote trouble={trouble} />
      {comparing && maySet(state) ? (
        <ClockDates
          boxMs={now - aheadMs}
          phoneMs={now}
          types={state === "unset"}
          busy={busy}
          onSure={(date) => void set(date)}
          onLeave={() => setComparing(false)}
        />
      ) : (
        <Button
          glyph={clockGlyph}
          kind={maySet(state) ? "primary" : "plain"}
          busy={busy}
          why={live.value ? whyNot(state) : words.value.needsLive}
          onClick={press}
          testid="box-clock-set"
        >
          {texts.clock.set}
        </Button>
      )}
    </Part>
  );
}

function maySet(state: ClockState): boolean {
  return whyNot(state) === null;
}

function whyNot(state: ClockState): string | null {
  const { why } = boxWords.value.clock;
  switch (state) {
    case "fine":
      return why.fine;
    case "kept":
    case "battery":
      return why.kept;
    case "never":
      return why.never;
    case "unset":
    case "near":
    case "far":
      return null;
  }
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How far two clocks are apart, in the largest unit that fits. */
function gapText(ms: number): string {
  const texts = boxWords.value;
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  if (minutes < 90) return texts.gap.minutes(minutes);
  const hours = Math.round(minutes / 60);
  return hours < 36 ? texts.gap.hours(hours) : texts.gap.days(Math.round(hours / 24));
}

/** The phone's time; with its date where the two are not on the same one. */
function phoneTime(now: number, aheadMs: number): string {
  return Math.abs(aheadMs) < DAY / 2 ? clockTime(now) : moment(now);
}
