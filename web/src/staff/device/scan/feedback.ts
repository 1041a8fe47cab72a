import { look } from "../../state/settings";

/** What a result sounds and feels like. */
export type Feeling = "good" | "bad" | "note";

const TONES: Record<Feeling, readonly (readonly [hz: number, atS: number])[]> = {
  good: [
    [660, 0],
    [990, 0.11],
  ],
  bad: [
    [220, 0],
    [175, 0.18],
  ],
  note: [[440, 0]],
};
const SHAKES: Record<Feeling, number[]> = { good: [40], bad: [90, 60, 90], note: [20] };
const TONE_S = 0.12;

let audio: AudioContext | null = null;

/** Plays the sound and shakes the phone, as far as the device can. Never the only signal. */
export function feel(feeling: Feeling): void {
  if ("vibrate" in navigator) navigator.vibrate(SHAKES[feeling]);
  if (!look.peek().sound || typeof AudioContext === "undefined") return;
  audio ??= new AudioContext();
  // Phones keep sound back until the first touch; a missed sound is no fault.
  void audio.resume().catch(() => undefined);
  const start = audio.currentTime;
  for (const [hz, at] of TONES[feeling]) tone(audio, hz, start + at);
}

function tone(context: AudioContext, hz: number, at: number): void {
  const pitch = context.createOscillator();
  const volume = context.createGain();
  pitch.frequency.value = hz;
  volume.gain.setValueAtTime(0.25, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + TONE_S);
  pitch.connect(volume).connect(context.destination);
  pitch.start(at);
  pitch.stop(at + TONE_S);
}
