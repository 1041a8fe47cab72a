import { clockTime } from "../../../shared/i18n";
import { clock as clockGlyph } from "../../../ui/glyphs";
import { api } from "../../api";
import { clockState, clockTone, type ClockState, type Seen } from "../../box";
import { moment } from "../../dates";
import { live } from "../../hall";
import { t } from "../../lang";
import { b, bn } from "../../lang/box";
import { Button } from "../../parts/Button";
import { TroubleNote } from "../../parts/Trouble";
import { useAsk } from "../../parts/useAct";
import { useNow } from "../../parts/useNow";
import { Part } from "./Part";
import shared from "../shared.module.css";

/** Box time, what keeps it, and the way to set it from this phone. */
export function Clock({ seen, onSet }: { seen: Seen; onSet: () => void }) {
  const { busy, trouble, run } = useAsk();
  const now = useNow(1_000);
  const state = clockState(seen.box, seen.atMs);
  const aheadMs = seen.atMs - seen.box.now_ms;
  // The phone's time at the moment of the press, not of the last look.
  const set = () => void run(api.setClock(Date.now())).then((answer) => answer && onSet());
  return (
    <Part title={b("clock")} tone={clockTone(state)} headline={moment(now - aheadMs)} testid="box-clock">
      <p class={shared.soft}>{b(`clock_${seen.box.clock ?? "none"}`)}</p>
      <p>{state === "fine" ? b("clock_fine") : b(aheadMs > 0 ? "clock_ahead" : "clock_behind", { time: phoneTime(now, aheadMs), gap: gapText(aheadMs) })}</p>
      <Next state={state} />
      <TroubleNote trouble={trouble} />
      <Button glyph={clockGlyph} kind={state === "phone_ahead" ? "primary" : "plain"} busy={busy} why={live.value ? whyNot(state) : t("needs_live")} onClick={set} testid="box-clock-set">
        {b("clock_set")}
      </Button>
    </Part>
  );
}

function Next({ state }: { state: ClockState }) {
  if (state === "kept") return <p>{b("clock_kept")}</p>;
  if (state === "battery") return <p>{b("clock_battery")}</p>;
  if (state === "phone_behind") return <p class={shared.soft}>{b("clock_no_way_back")}</p>;
  return null;
}

function whyNot(state: ClockState): string | null {
  switch (state) {
    case "fine":
      return b("clock_set_why_fine");
    case "kept":
    case "battery":
      return b("clock_set_why_kept");
    case "phone_behind":
      return b("clock_set_why_behind");
    case "phone_ahead":
      return null;
  }
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How far two clocks are apart, in the largest unit that fits. */
function gapText(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / MINUTE);
  if (minutes < 90) return bn("minutes", minutes);
  const hours = Math.round(minutes / 60);
  return hours < 36 ? bn("hours", hours) : bn("days", Math.round(hours / 24));
}

/** The phone's time; with its date where the two are not on the same one. */
function phoneTime(now: number, aheadMs: number): string {
  return Math.abs(aheadMs) < DAY / 2 ? clockTime(now) : moment(now);
}
