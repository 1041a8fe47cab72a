/** How the box is, judged for the page that shows it. */
import type {
  AskUpdate,
  BoxView,
  CertificateView,
  StorageView,
  UpdateNews,
  WifiView,
} from "../../../shared/protocol.gen";
import { inVenue } from "../../../shared/lang/i18n";
import { GAP_MS_MAX, isKept } from "../notices";

/** What the box said, and how late it was here. */
export interface Seen {
  box: BoxView;
  /** Device time when the answer came, ms. */
  atMs: number;
}

/** Good, to be looked after, or to be looked after now. */
export type Tone = "good" | "warn" | "bad";

/** Days before its end at which a certificate turns red. */
const RED_DAYS = 7;
const HOUR_MS = 3_600_000;
/** Beyond this a person confirms both dates before a clock that was set is changed, ms. */
const NEAR_MS_MAX = 36 * HOUR_MS;
/** Beyond this no phone changes a clock that was set, ms. */
const FAR_MS_MAX = 60 * 24 * HOUR_MS;

/** The certificate. While the box renews it alone, the days that are left are nobody's worry. */
export function certificateTone({ from, why, remind_days, days_left }: CertificateView): Tone {
  if (from === "own" && why !== null) return "bad";
  if (remind_days === null) return "good";
  return days_left < RED_DAYS || remind_days <= RED_DAYS ? "bad" : "warn";
}

/** The disk: how fast, and how full. */
export function storageTone({ speed, low }: StorageView): Tone {
  if (speed === "refused") return "bad";
  return speed === "slow" || low ? "warn" : "good";
}

/** The Wi-Fi. One that another machine makes is that machine's business. */
export function wifiTone({ from, radio }: WifiView): Tone {
  if (from !== "radio") return "good";
  if (!radio) return "warn";
  if (!radio.on_air) return "bad";
  return radio.crowded || radio.trouble ? "warn" : "good";
}

/** A new version. While all goes well there is nothing to judge. */
export function updateTone(news: UpdateNews | null): Tone | null {
  return news?.step === "failed" || news?.step === "refused" ? "warn" : null;
}

/** What the owner may say about a new version now. */
export function asksFor({ step, version }: UpdateNews): AskUpdate | null {
  switch (step) {
    case "found":
      return { install: version };
    // A file whose version nobody could read cannot be named again.
    case "failed":
      return /^\d+\.\d+\.\d+/.test(version) ? { install: version } : null;
    case "installed":
      return "restart";
    case "good":
      return "back";
    case "refused":
    case "installing":
    case "trial":
      return null;
  }
}

/** What the box's clock and this phone's come to. */
export type ClockState =
  /** The two agree. */
  | "fine"
  /** They differ, and nothing has set the box's since the power came: somebody types the date. */
  | "unset"
  /** They differ by no more than a day or so. */
  | "near"
  /** They differ by more: somebody confirms both dates. */
  | "far"
  /** They differ by more than a phone may change. */
  | "never"
  /** They differ, and something better than a phone keeps the box's. */
  | "kept"
  /** They differ, and the box's own clock with a battery is believed until it is online. */
  | "battery";

/** `phoneMs` is the phone's time when the box's was `now_ms`. */
export function clockState(
  { now_ms, clock, clock_set }: Pick<BoxView, "now_ms" | "clock" | "clock_set">,
  phoneMs: number,
): ClockState {
  const gap = Math.abs(phoneMs - now_ms);
  if (gap <= GAP_MS_MAX) return "fine";
  if (isKept(clock)) return "kept";
  if (clock === "rtc") return "battery";
  if (!clock_set) return "unset";
  if (gap <= NEAR_MS_MAX) return "near";
  return gap <= FAR_MS_MAX ? "far" : "never";
}

/** A date as the box reads it, "2026-11-20"; `null` unless it is today's by this phone's own clock. */
export function todayTyped(day: string, month: string, year: string, phoneMs: number): string | null {
  const today = new Intl.DateTimeFormat("en", { year: "numeric", month: "numeric", day: "numeric", ...inVenue() });
  const parts = today.formatToParts(phoneMs);
  const told = (["year", "month", "day"] as const).map((type) => Number(parts.find((one) => one.type === type)?.value));
  const typed = [year, month, day].map(Number);
  if (typed.some((part, at) => part !== told[at])) return null;
  return told.map((part, at) => String(part).padStart(at === 0 ? 4 : 2, "0")).join("-");
}

/** The clock. */
export function clockTone(state: ClockState): Tone {
  return state === "fine" || state === "kept" ? "good" : "warn";
}

/** The unit a size is best read in. */
export function sized(bytes: number): { value: number; unit: "MB" | "GB" } {
  if (bytes < 1e9) return { value: Math.floor(bytes / 1e6), unit: "MB" };
  const value = bytes / 1e9;
  return { value: value < 10 ? Math.floor(value * 10) / 10 : Math.floor(value), unit: "GB" };
}

/** A time in ms from µs, as exact as people can use: 0.4, 2.1, 37. */
export function inMs(us: number): number {
  const ms = us / 1000;
  return ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms);
}
