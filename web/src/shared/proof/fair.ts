/**
 * Fair draws: deck v1 recomputed in the browser, so that nobody has to believe the box.
 *
 * The box commits to a secret seed before cards are sold; the cards in play and the rules are fixed at the
 * lock; then the room may throw in a word. All three together fix the order of the balls, and once the seed is
 * revealed anybody can work it out again.
 */
import { BALLS } from "../game/bingo";
import type { Changed, GamePins, Moment, Pin } from "./pins";
import type { Ball, GameView } from "../protocol.gen";

const DECK = "hallbox deck v1";
const SEED_BYTES = 64;

/** One step of the check. `unknown` = the box has not said it yet, so there is nothing to compare. */
export interface Step {
  /** `kept`: what this phone pinned against what the box says now. */
  step: "kept" | "commitment" | "rules" | "lock" | "order";
  result: "good" | "bad" | "unknown";
  /** What was worked out here, in words short enough for a screen. */
  ours: string | null;
  /** What the box said. */
  theirs: string | null;
}

/** What came of checking a game. */
export interface Report {
  /**
   * "good": everything agrees. "open": nothing disagrees, the seed is still secret. "changed": it disagrees with
   * what this phone saw before the seed was out. "bad": what the box says does not agree with itself.
   */
  verdict: "good" | "changed" | "bad" | "open" | "cage" | "uncheckable";
  steps: Step[];
  /** What of the game is not what it was. */
  changed: readonly Changed[];
  /**
   * How early this phone saw what it checks against: a late one has only what the box said later. "away": it kept
   * the promise but missed a part of what came between that and the reveal.
   */
  since: Moment | "away";
  /** Order of all 75 balls, once the seed is out. */
  order: Ball[] | null;
}

/** Whether this page may use the browser's cryptography: not on plain HTTP. */
export function canCheck(): boolean {
  return typeof crypto !== "undefined" && (crypto.subtle as SubtleCrypto | undefined) !== undefined;
}

/** Hash the box publishes before sales: it cannot change its seed afterwards. */
export async function commitment(seed: Uint8Array): Promise<string> {
  return sha256(concat(utf8(`${DECK}\n`), seed));
}

/** Hash that fixes game, rules and cards when sales close. */
export async function lockOf(game: string, rulesHash: string, cardRoot: string): Promise<string> {
  return sha256(utf8(`${game}\n${rulesHash}\n${cardRoot}`));
}

/** The order of all 75 balls. `seed` 64 bytes, `lock` 32 bytes, `entropy` what the room threw in. */
export async function order(seed: Uint8Array, game: string, lock: Uint8Array, entropy: string): Promise<Ball[]> {
  const key = await crypto.subtle.importKey("raw", own(seed), { name: "HMAC", hash: "SHA-512" }, false, ["sign"]);
  const message = concat(utf8(`${DECK}\0${game}\0`), lock, utf8(`${entropy}\0`), new Uint8Array(4));
  const counter = new DataView(message.buffer, message.length - 4);
  let block = new Uint8Array(0);
  let used = 0;
  let blocks = 0;
  const next = async () => {
    if (used === block.length) {
      counter.setUint32(0, blocks);
      block = new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
      blocks += 1;
      used = 0;
    }
    return block[used++]!;
  };
  const balls = Array.from({ length: BALLS }, (_, index) => index + 1);
  for (let i = BALLS - 1; i > 0; i -= 1) {
    // Bytes that would favour the low numbers are thrown away.
    const fair = 256 - (256 % (i + 1));
    let byte = await next();
    while (byte >= fair) byte = await next();
    const j = byte % (i + 1);
    [balls[i], balls[j]] = [balls[j]!, balls[i]!];
  }
  return balls;
}

/** Checks a game as far as the box has shown its cards; `pins` are what this phone saw of it. */
export async function checkGame(game: GameView, pins: GamePins | null): Promise<Report> {
  const since = sinceOf(pins);
  if (!canCheck()) {
    const changed = pins?.changed ?? [];
    return { verdict: changed.length > 0 ? "changed" : "uncheckable", steps: [], changed, since, order: null };
  }
  const { fairness } = game;
  const seed = fairness.seed === null ? null : fromHex(fairness.seed);
  const lockSeen = told(pins?.lock, fairness.lock);
  const steps = [
    step("commitment", seed && (await commitment(seed)), told(pins?.commitment, fairness.commitment)),
    // The hash is over the rules exactly as the ledger writes them, which is how the box sends them.
    step("rules", await sha256(utf8(JSON.stringify(game.rules))), fairness.rules_hash),
    step("lock", await ownLock(game), lockSeen),
  ];
  let balls: Ball[] | null = null;
  if (seed !== null && seed.length !== SEED_BYTES) {
    steps.push({ step: "order", result: "bad", ours: null, theirs: null });
  } else if (seed !== null && lockSeen !== null && game.source === "rng") {
    balls = await order(seed, game.id, fromHex(lockSeen), told(pins?.entropy, fairness.entropy) ?? "");
    // Both what was heard while the seed was secret and what the box says by now.
    const heard = pins?.calls ?? [];
    const calls = [...heard, ...game.calls.slice(heard.length)];
    steps.push(step("order", balls.slice(0, calls.length).join(" "), calls.join(" ")));
  }
  const changed = changesOf(pins, steps, since);
  const kept: Step = {
    step: "kept",
    result: since === "after" ? "unknown" : changed.length > 0 ? "bad" : "good",
    ours: null,
    theirs: null,
  };
  return { verdict: verdictOf(game, steps, changed), steps: [kept, ...steps], changed, since, order: balls };
}

/** A pin counts more than what the box says now. */
function told(pin: Pin | null | undefined, now: string | null): string | null {
  return pin?.text ?? now;
}

/** What was first seen with the seed could have been made to fit, so a missed part is said. */
function sinceOf(pins: GamePins | null): Report["since"] {
  const first = pins?.commitment?.seen ?? "after";
  const late = [pins?.lock, pins?.entropy].some((pin) => pin?.seen === "after");
  return late && first !== "after" ? "away" : first;
}

/** What differs from the pins, found when the box told it or now that the seed is out. */
function changesOf(pins: GamePins | null, steps: readonly Step[], since: Report["since"]): readonly Changed[] {
  const known = pins?.changed ?? [];
  if (since === "after") return known;
  const differs = steps.flatMap(({ step: name, result }) =>
    result === "bad" && name !== "rules" && name !== "kept" ? [name] : [],
  );
  return [...new Set([...known, ...differs])];
}

function verdictOf(game: GameView, steps: readonly Step[], changed: readonly Changed[]): Report["verdict"] {
  if (changed.length > 0) return "changed";
  if (steps.some((one) => one.result === "bad")) return "bad";
  if (game.source === "cage") return "cage";
  return steps.length === 4 && steps.every((one) => one.result === "good") ? "good" : "open";
}

async function ownLock({ id, fairness }: GameView): Promise<string | null> {
  if (fairness.rules_hash === null || fairness.card_root === null) return null;
  return lockOf(id, fairness.rules_hash, fairness.card_root);
}

function step(name: Step["step"], ours: string | null, theirs: string | null): Step {
  const result = ours === null || theirs === null ? "unknown" : ours === theirs ? "good" : "bad";
  return { step: name, result, ours, theirs };
}

/** Bytes of a hex text; an odd or wrong one gives no bytes, which no check can take for good. */
export function fromHex(text: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/i.test(text)) return new Uint8Array(0);
  return Uint8Array.from({ length: text.length / 2 }, (_, index) => parseInt(text.slice(index * 2, index * 2 + 2), 16));
}

/** Hex of bytes. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function sha256(bytes: Uint8Array): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", own(bytes))));
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** WebCrypto wants bytes that nobody shares. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
