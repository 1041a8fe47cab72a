/** The phone's one place of state and its ties to the world: socket, disk, language, page. */
import { computed, effect, signal } from "@preact/signals";
import { Connection, socketUrl, wakeWithPage, type Link } from "../../shared/device/connection";
import { writeAmountsIn } from "../../shared/lang/amounts";
import { detectLanguage, liveIn, speak } from "../../shared/lang/i18n";
import {
  PROTOCOL_VERSION,
  type CardView,
  type PhoneMessage,
  type PhoneRequest,
  type Serial,
  type Venue,
} from "../../shared/protocol.gen";
import { openStore, inMemory, type Store } from "../../shared/device/store";
import { uuid7 } from "../../shared/device/uuid7";
import { DEFAULTS, settingsFrom, systemTheme, type Settings } from "./settings";
import { nothing, reduce, type Claim, type Kept, type MyWin, type PhoneEvent } from "./state";
import { keysFrom, withKey } from "./wallet";

/** Everything the phone knows of tonight. */
export const state = signal(nothing);
/** Keys of the guest's cards; null until the disk was read. */
export const keys = signal<readonly string[] | null>(null);
export const settings = signal<Settings>(DEFAULTS);
export const link = signal<Link>({ live: false, down_since: null, last_heard: null, retry_at: null, ever_live: false });
/** Wins the guest has looked at, in the state they had then. */
export const seen = signal<Record<string, string>>({});
/** What anybody may know about the box; null until told. */
export const venue = signal<Venue | null>(null);
/** Whether what is shown may be believed to be now. */
export const live = computed(() => link.value.live && state.value.fresh);

/** Writing to flash on every ball would be wasteful; one write this often is enough for a cache. */
const SAVE_MS = 1_500;

let store: Store = inMemory();
let saving: ReturnType<typeof setTimeout> | undefined;

const connection = new Connection<PhoneMessage>({
  url: socketUrl("/api/phone/socket"),
  hello,
  heard,
});

/** Applies one event. */
export function happens(event: PhoneEvent): void {
  state.value = reduce(state.peek(), event);
  saving ??= setTimeout(save, SAVE_MS);
}

/** Reads the disk, takes in the card in the address, connects. */
export async function start(scanned: string | null): Promise<void> {
  store = await openStore();
  const [kept, keptKeys, keptSettings, keptSeen] = await Promise.all([
    store.get<Kept>("tonight"),
    store.get("keys"),
    store.get("settings"),
    store.get<Record<string, string>>("seen"),
  ]);
  if (kept) state.value = reduce(state.peek(), { t: "restored", kept });
  seen.value = keptSeen ?? {};
  const system = systemTheme((query) => matchMedia(query).matches);
  settings.value = keptSettings === undefined ? { ...DEFAULTS, theme: system } : settingsFrom(keptSettings);
  const known = keysFrom(keptKeys);
  keys.value = scanned === null ? known : withKey(known, scanned);
  if (scanned !== null) void store.put("keys", keys.value);
  effect(() => liveIn(state.value.tonight?.zone));
  connection.watch((now) => (link.value = now));
  wakeWithPage(connection);
  addEventListener("pagehide", save);
  connection.start();
  // Whenever the box comes within reach, until it has told: a page opened without it asks later.
  effect(() => {
    if (live.value && venue.peek() === null) void askVenue();
  });
}

/** Adds a card and asks the box for it. False when it is there already or the wallet is full. */
export function addKey(key: string): boolean {
  const before = keys.peek() ?? [];
  const after = withKey(before, key);
  if (after === before) return false;
  setKeys(after);
  return true;
}

/** Changes which cards the wallet holds; `back` are removed cards that return. */
export function setKeys(after: readonly string[], back: readonly CardView[] = []): void {
  keys.value = after;
  void store.put("keys", after);
  happens({ t: "wallet", keys: after, back });
  connection.greet();
}

/** Takes over changed settings. */
export function change(part: Partial<Settings>): void {
  settings.value = { ...settings.peek(), ...part };
  void store.put("settings", settings.peek());
}

/** Presses "Bingo!" for a card. */
export function claim(game: string, stage: number, serial: Serial): void {
  const pressed: Claim = { id: uuid7(), game, stage, serial, answer: "none" };
  happens({ t: "claimed", claim: pressed });
  sendClaim(pressed);
}

/** Remembers that a win was looked at in this state. */
export function sawWin(win: MyWin): void {
  markSeen(win.id, win.state);
}

/** Remembers that something was read, in this state. */
export function markSeen(what: string, as = "read"): void {
  seen.value = { ...seen.peek(), [what]: as };
  void store.put("seen", seen.peek());
}

/** Up to which entry announcements were read; with a seq, from now on. Kept beside the wins that were seen. */
export function readUpTo(seq?: number): number {
  if (seq === undefined) return Number(seen.peek().announced ?? -1);
  markSeen("announced", String(seq));
  return seq;
}

/** Now, on the box's clock. */
export function boxTime(): number {
  return Date.now() + (state.peek().tonight?.clock_ms ?? 0);
}

/** Tries the socket now. */
export function retry(): void {
  connection.wake();
}

/** Forgets everything: cards, tonight, settings. */
export async function forgetAll(): Promise<void> {
  clearTimeout(saving);
  saving = undefined;
  await store.clear();
  state.value = nothing;
  seen.value = {};
  keys.value = [];
  connection.greet();
}

function hello(): PhoneRequest {
  const { tonight, gap, receipt } = state.peek();
  const wallet = keys.peek() ?? [];
  // Resuming brings news, not cards: a wallet with cards never shown needs the whole picture.
  const complete = tonight !== null && wallet.every((key) => tonight.cards.some((card) => card.key === key));
  const since = complete && !gap ? { night: tonight.night, s: tonight.s, h: tonight.h } : null;
  return { t: "hello", v: PROTOCOL_VERSION, keys: [...wallet], since, receipt: receipt };
}

function heard(message: PhoneMessage): void {
  if (message.t === "snapshot" && message.v !== PROTOCOL_VERSION) return void reloadOnce();
  if (message.t === "snapshot") writeAmountsIn(message.currency);
  happens({ t: "heard", message, at_ms: Date.now() });
  if (state.peek().gap) queueMicrotask(() => connection.greet());
  if (message.t === "snapshot" || message.t === "resumed") queueMicrotask(sendWaiting);
  if (message.t === "reply" && "refused" in message && message.refused.code === "busy") {
    setTimeout(sendWaiting, message.refused.retry_after_ms);
  }
}

/** The same id again: the box gives the stored answer, so a lost answer costs nothing. */
function sendWaiting(): void {
  for (const one of Object.values(state.peek().claims)) if (one.answer === "none") sendClaim(one);
}

function sendClaim({ id, game, stage, serial }: Claim): void {
  connection.send({ t: "claim", id, game, stage, serial } satisfies PhoneRequest);
}

/** A newer box speaks another protocol; a page that is still old after one reload must not spin. */
function reloadOnce(): void {
  if (sessionStorage.getItem("reloaded") === String(PROTOCOL_VERSION)) return;
  sessionStorage.setItem("reloaded", String(PROTOCOL_VERSION));
  location.reload();
}

async function askVenue(): Promise<void> {
  try {
    const answer = await fetch("/api/venue");
    if (answer.ok) venue.value = (await answer.json()) as Venue;
  } catch {
    // Its name comes with the snapshot, the rest can wait for the next link.
  }
}

function save(): void {
  clearTimeout(saving);
  saving = undefined;
  const { tonight, finished, wins, dabs, receipt, pins } = state.peek();
  void store.put("tonight", { tonight, finished, wins, dabs, receipt, pins } satisfies Kept);
}

effect(() => {
  const { text, theme } = settings.value;
  const root = document.documentElement;
  root.dataset.theme = theme;
  if (text === "normal") delete root.dataset.text;
  else root.dataset.text = text;
});

effect(() => {
  // Texts may be out of reach; then the screen stays in the language it has.
  void speak(settings.value.language ?? detectLanguage()).catch(() => undefined);
});
