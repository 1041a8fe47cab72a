/** Which win fills the screen, and what its one button does. */
import { computed, effect, signal } from "@preact/signals";
import { claim, sawWin, seen, settings, state } from "./hall";
import { urgent } from "./say";
import type { Claim, MyWin } from "./state";
import { words } from "../lang";

/** The win somebody asked to see again. */
const asked = signal<string | null>(null);

/** Wins in the order they need attention: what can be done now before what can only be read. */
const ORDER = ["detected", "good", "claimed", "needs_second", "lost_tie", "not_a_win", "lapsed", "paid"] as const;

const unread = computed(() => {
  const open = state.value.wins.filter((win) => seen.value[win.id] !== win.state);
  return open.sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
});

/** Wins that still need something to happen, whether looked at or not. */
export const waitingWins = computed(() =>
  state.value.wins.filter((win) => ["detected", "claimed", "needs_second", "good"].includes(win.state)),
);

/** The win that fills the screen; null = none. */
export const winOnShow = computed<MyWin | null>(
  () => state.value.wins.find((win) => win.id === asked.value) ?? unread.value[0] ?? null,
);

/** The claim pressed for a win, if any. */
export function claimFor(win: MyWin): Claim | undefined {
  return Object.values(state.value.claims)
    .filter((one) => one.game === win.game && one.stage === win.stage && one.serial === win.serial)
    .at(-1);
}

export function press(win: MyWin): void {
  claim(win.game, win.stage, win.serial);
}

/** Goes back to the cards. */
export function putAway(win: MyWin): void {
  asked.value = null;
  sawWin(win);
}

export function showAgain(win: MyWin): void {
  asked.value = win.id;
}

/** Sounds once for every new win. */
export function celebrateWins(): void {
  let before = new Set<string>(state.peek().wins.map((win) => win.id));
  effect(() => {
    const wins = state.value.wins;
    const fresh = wins.find((win) => !before.has(win.id) && ["detected", "claimed"].includes(win.state));
    before = new Set(wins.map((win) => win.id));
    if (fresh === undefined) return;
    urgent.value = `${words.peek().win.bingo} ${words.peek().card(fresh.serial)}. ${words.peek().win.show}`;
    if (settings.peek().vibration) navigator.vibrate?.([300, 150, 300]);
    if (settings.peek().sound) void chime();
  });
}

/** Three rising tones, made on the spot: no file to load. */
async function chime(): Promise<void> {
  try {
    const audio = new AudioContext();
    await audio.resume();
    [523, 659, 784].forEach((pitch, index) => {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      const at = audio.currentTime + index * 0.18;
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.25, at);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.5);
      tone.connect(volume).connect(audio.destination);
      tone.start(at);
      tone.stop(at + 0.5);
    });
    setTimeout(() => void audio.close(), 2_000);
  } catch {
    // Without a tap on the page the browser keeps it silent; the screen says it all.
  }
}
