import { writeAmountsIn } from "../../shared/lang/amounts";
import { computed, effect, signal } from "@preact/signals";
import { Connection, socketUrl, wakeWithPage, type Link } from "../../shared/device/connection";
import {
  PROTOCOL_VERSION,
  type CardInfo,
  type Me,
  type Refusal,
  type StaffAct,
  type StaffMessage,
  type StaffRequest,
} from "../../shared/protocol.gen";
import { uuid7 } from "../../shared/device/uuid7";
import { liveIn } from "../../shared/lang/i18n";
import { api } from "../device/api";
import { outboxStore } from "../device/disk";
import { words } from "../lang";
import { actName } from "./old-acts";
import { Outbox, unsentBy, type Outcome, type Unsent } from "./outbox";
import { breaksOrder, hear, type Hall } from "./state";

/** Longest wait for a look-up, ms. It changes nothing, so it is simply asked again. */
const LOOK_UP_MS_MAX = 6_000;

/** What this device and session are; `null` while unknown, "unreachable" without a box. */
export const me = signal<Me | "unreachable" | null>(null);
/** The night as far as it was heard. */
export const hall = signal<Hall | null>(null);
/** State of the link to the box. */
export const link = signal<Link>({ live: false, down_since: null, last_heard: null, retry_at: null, ever_live: false });
/** Acts not sent or not answered yet, in order, whoever pressed. */
export const waiting = signal<readonly Unsent[]>([]);
/** Those of the person who is signed in. */
export const ownWaiting = computed(() => unsentBy(waiting.value, who()));
/** Refusals that came after their page was gone. */
export const refusedLater = signal<readonly Unsent[]>([]);
/** Whether an act can be answered now. */
export const live = computed(() => link.value.live && hall.value !== null);

/** Whose session the socket was opened with. */
let connectedAs: string | null = null;
/** Set when something was missed: the next hello names no place to resume from, so a snapshot comes. */
let startsOver = false;
const lookUps = new Map<string, (answer: CardInfo | Refusal) => void>();

const connection = new Connection<StaffMessage>({
  url: socketUrl("/api/staff/socket"),
  hello: () => hello(),
  heard: (message) => heard(message),
  closed: (code) => {
    void outbox.hungUp(code);
    return true;
  },
});

const outbox = new Outbox({
  store: outboxStore,
  send: (request) => connection.send(request),
  unreadable: (act) => {
    const names: Record<string, string> = words.value.acts;
    return {
      code: "invalid",
      field: names[actName(act.do)] ?? act.do,
      fault: { kind: "other" },
      problem: words.value.unsent.unread,
    };
  },
  later: (ms, then) => void setTimeout(then, ms),
  newId: () => uuid7(),
  now: () => Date.now(),
  changed: (queue, refused) => {
    waiting.value = queue;
    refusedLater.value = refused;
  },
});

/** Asks the box who we are; opens the socket when somebody is signed in. */
export async function start(): Promise<void> {
  await outbox.load().catch(() => undefined);
  connection.watch((now) => {
    // A try failed: perhaps the session or the device is no longer let in.
    if (now.retry_at !== null && link.peek().retry_at !== now.retry_at) void askWho();
    if (!now.live) outbox.closed();
    link.value = now;
  });
  wakeWithPage(connection);
  await askWho();
}

/** Asks again who we are, for instance after a sign-in. */
export async function askWho(): Promise<void> {
  const answer = await api.me();
  if ("ok" in answer) me.value = answer.ok;
  else if (me.value === null) me.value = "unreachable";
}

/** Who is signed in, if anybody. */
function who(): string | null {
  return me.value === null || me.value === "unreachable" ? null : me.value.staff;
}

effect(() => {
  const staff = who();
  if (staff === connectedAs) return;
  connectedAs = staff;
  connection.stop();
  hall.value = null;
  if (staff !== null) connection.start();
});

/** Does one act: written down, sent, answered. */
export async function act(what: StaffAct): Promise<Outcome> {
  const now = hall.peek();
  if (!now) return { kind: "refused", refusal: { code: "no_night" } };
  const { done } = await outbox.add(what, now.staff, now.night);
  return done;
}

/** What is this card? Changes nothing; `null` when the box does not answer. */
export function lookUp(card: string): Promise<CardInfo | Refusal | null> {
  const id = uuid7();
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish(null), LOOK_UP_MS_MAX);
    const finish = (answer: CardInfo | Refusal | null) => {
      clearTimeout(timer);
      lookUps.delete(id);
      resolve(answer);
    };
    lookUps.set(id, finish);
    if (!connection.send({ t: "look_up", id, card } satisfies StaffRequest)) finish(null);
  });
}

/** Tries the socket now. */
export function retry(): void {
  connection.wake();
}

/** Somebody has read this refusal. */
export function dismiss(id: string): Promise<void> {
  return outbox.dismiss(id);
}

/** Sends a refused act again as it was mended. */
export async function mend(id: string, what: StaffAct): Promise<void> {
  const now = hall.peek();
  if (now) await outbox.mend(id, what, now.staff, now.night);
}

/** Ends the session. Refused while own acts wait, because they can only be sent by the person who pressed. */
export async function signOut(): Promise<boolean> {
  if (ownWaiting.peek().length > 0) return false;
  const answer = await api.signOut();
  if (!("ok" in answer)) return false;
  await askWho();
  return true;
}

function hello(): StaffRequest {
  const now = hall.peek();
  const since = now && !startsOver ? { night: now.night, s: now.s, h: now.h } : null;
  return { t: "hello", v: PROTOCOL_VERSION, since };
}

function heard(message: StaffMessage): void {
  if (message.t === "snapshot" && message.v !== PROTOCOL_VERSION) return location.reload();
  if (breaksOrder(hall.peek(), message)) return startOver();
  if (message.t === "snapshot") {
    startsOver = false;
    liveIn(message.zone);
    writeAmountsIn(message.currency);
  }
  hall.value = hear(hall.peek(), message, Date.now());
  const now = hall.peek();
  // After the link has taken the message as a sign of life, so that the first act can already go out.
  if (now) queueMicrotask(() => link.peek().live && void outbox.opened(now.staff, now.night));
  if (message.t === "reply") answered(message);
  // The box closes the sockets of people and devices it no longer lets in: find out which we are.
  if (message.t === "bye") void askWho();
}

function answered(reply: Extract<StaffMessage, { t: "reply" }>): void {
  const lookUpDone = lookUps.get(reply.id);
  if (!lookUpDone) return void outbox.answered(reply);
  if ("card" in reply) lookUpDone(reply.card);
  else if ("refused" in reply) lookUpDone(reply.refused);
}

function startOver(): void {
  startsOver = true;
  connection.greet();
}
