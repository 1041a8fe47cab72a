/** The board's state, its link to the box, and the pace at which balls are shown. */
import { effect, signal } from "@preact/signals";
import { Connection, type Link, socketUrl, wakeWithPage } from "../../shared/device/connection";
import { writeAmountsIn } from "../../shared/lang/amounts";
import { detectLanguage, liveIn, speak } from "../../shared/lang/i18n";
import { type BoardMessage, PROTOCOL_VERSION } from "../../shared/protocol.gen";
import { keepNight, keepSettings, recallNight, recallSettings } from "../device/disk";
import { DEFAULTS, type Settings, settingsFrom } from "./settings";
import { type Board, dueMs, hear, hello, nothing, recalled, reveal } from "./state";

export const board = signal<Board>(nothing);
export const link = signal<Link>({ live: false, down_since: null, last_heard: null, retry_at: null, ever_live: false });
export const settings = signal<Settings>(DEFAULTS);
/** Until when the board shows the truth, in ms of this screen's clock; null before the first word. */
export const heard_at = signal<number | null>(null);

/** What the box's clock is ahead of this screen's, ms. */
const boxAheadMs = signal(0);

/** Now, on the box's clock. */
export function boxNow(): number {
  return Date.now() + boxAheadMs.peek();
}

/** At most one reload a minute when box and page speak different versions. */
const RELOAD_MS_MIN = 60_000;

/** Starts from what this screen kept, then follows the box for as long as the page lives. */
export function start(): void {
  settings.value = settingsFrom(recallSettings(), new URLSearchParams(location.search));
  const kept = recallNight();
  if (kept !== null) {
    liveIn(kept.night.zone);
    board.value = recalled(kept.night);
    heard_at.value = kept.at_ms;
  }
  effect(() => void speak(settings.value.language ?? detectLanguage()).catch(() => undefined));
  effect(pace);
  connect();
}

function connect(): void {
  const connection = new Connection<BoardMessage>({
    url: socketUrl("/api/board/socket"),
    hello: () => hello(board.value),
    heard: (message) => listen(message, connection),
  });
  connection.watch((now) => {
    link.value = now;
  });
  wakeWithPage(connection);
  connection.start();
}

function listen(message: BoardMessage, connection: Connection<BoardMessage>): void {
  if (message.t === "snapshot" && message.v !== PROTOCOL_VERSION) return reloadOnce();
  if (message.t === "snapshot") {
    liveIn(message.zone);
    boxAheadMs.value = message.now_ms - Date.now();
  }
  if (message.t === "snapshot") writeAmountsIn(message.currency);
  const before = board.value;
  const after = hear(before, message);
  board.value = after;
  heard_at.value = Date.now();
  if (after.night !== null && after.night !== before.night) keepNight({ night: after.night, at_ms: Date.now() });
  // The link turns live only after this call, and a greeting needs a live link.
  if (after.gap && !before.gap) queueMicrotask(() => connection.greet());
}

/** Shows the next ball when it is due. Runs again whenever the board changes. */
function pace(): (() => void) | undefined {
  const due = dueMs(board.value, Date.now());
  if (due === null) return undefined;
  const timer = setTimeout(() => {
    board.value = reveal(board.value, Date.now());
  }, due);
  return () => clearTimeout(timer);
}

function reloadOnce(): void {
  const last = Number(sessionStorage.getItem("hallbox.board.reloaded") ?? 0);
  if (Date.now() - last < RELOAD_MS_MIN) return;
  sessionStorage.setItem("hallbox.board.reloaded", String(Date.now()));
  location.reload();
}

/** Changes one setting of this screen. */
export function set(change: Partial<Settings>): void {
  settings.value = { ...settings.value, ...change };
  keepSettings(settings.value);
}
