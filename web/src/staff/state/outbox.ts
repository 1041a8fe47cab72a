import type { Refusal, Reply, StaffAct, StaffRequest } from "../../shared/protocol.gen";
import { actName } from "./old-acts";

/** An act of this person on this device, written down before it is sent. */
export interface Unsent {
  /** Command id: the same one on every try, so that the box does it once. */
  id: string;
  /** Sent as it was stored; `do` may be a name of before, which `actName` knows and the box understands. */
  act: StaffAct;
  /** Who pressed; somebody else's session must never send it. */
  staff: string;
  /** The night it was meant for. */
  night: string;
  /** Device time, ms since 1970. */
  at: number;
  /** Place in the queue. */
  order: number;
  /** Set when the box refused it and nobody has read that yet. */
  refused?: Refusal;
}

/** The only three things an act can come to. "Not sent yet" is being in the queue. */
export type Outcome = { kind: "confirmed"; seq: number; reply: Reply } | { kind: "refused"; refusal: Refusal };

/** Where acts survive a reload. */
export interface OutboxStore {
  all(): Promise<Unsent[]>;
  put(item: Unsent): Promise<void>;
  remove(id: string): Promise<void>;
}

/** What the outbox needs from outside. */
export interface OutboxWorld {
  store: OutboxStore;
  /** Hands a request to the socket; false when there is none. */
  send(request: StaffRequest): boolean;
  /** What stands beside an act that the box hangs up on whenever it is sent. */
  unreadable(act: StaffAct): Refusal;
  /** Calls back after so many ms. */
  later(ms: number, then: () => void): void;
  newId(): string;
  now(): number;
  /** The queue changed: waiting acts in order, and refusals nobody has read. */
  changed(waiting: readonly Unsent[], refused: readonly Unsent[]): void;
}

/** After so many ms the person who pressed has looked away, so a refusal must wait to be read. */
const LATE_MS = 5_000;

/** Close codes that say the last message was at fault: not UTF-8, against the protocol, too long (RFC 6455 §7.4.1). */
const AT_FAULT: readonly number[] = [1007, 1008, 1009];
/** So many sockets may close on an act before it is set aside: the first may have had another reason. */
const HANG_UPS_MAX = 2;

/**
 * Acts a new night does not make void. Closing is not one of them: asked again after the box has opened the next
 * night, it is about a night that is over.
 */
const NIGHT_ACTS: readonly string[] = ["open_night"] satisfies StaffAct["do"][];

/**
 * Sends each person's acts in the order they were made, one in flight, each until the box has answered it.
 * What somebody else left behind waits for their next session and holds up nobody.
 * An act leaves the queue only by an answer: green never means "probably".
 */
export class Outbox {
  private waiting: Unsent[] = [];
  private refused: Unsent[] = [];
  private waiters = new Map<string, (outcome: Outcome) => void>();
  private inFlight: string | null = null;
  /** The act that was sent last and not answered, and how many sockets closed on it. */
  private suspect: { id: string; hangUps: number } | null = null;
  private session: { staff: string; night: string } | null = null;
  private lastOrder = 0;

  constructor(private readonly world: OutboxWorld) {}

  /** Reads what an earlier page left behind. */
  async load(): Promise<void> {
    const items = (await this.world.store.all()).sort((a, b) => a.order - b.order);
    const known = new Set([...this.waiting, ...this.refused].map((item) => item.id));
    const old = items.filter((item) => !known.has(item.id));
    this.waiting = [...old.filter((item) => !item.refused), ...this.waiting];
    this.refused = [...old.filter((item) => item.refused), ...this.refused];
    this.lastOrder = Math.max(this.lastOrder, ...items.map((item) => item.order));
    this.tell();
    await this.pump();
  }

  /** Writes an act down, then sends it when its turn comes. Resolves when the box has answered. */
  async add(act: StaffAct, staff: string, night: string): Promise<{ id: string; done: Promise<Outcome> }> {
    this.lastOrder += 1;
    const item: Unsent = { id: this.world.newId(), act, staff, night, at: this.world.now(), order: this.lastOrder };
    const done = new Promise<Outcome>((resolve) => this.waiters.set(item.id, resolve));
    await this.world.store.put(item);
    this.waiting = [...this.waiting, item].sort((a, b) => a.order - b.order);
    this.tell();
    await this.pump();
    return { id: item.id, done };
  }

  /**
   * The socket is live for this person and night: after a loss, whatever was in flight goes again with its id.
   * May be called at every message.
   */
  async opened(staff: string, night: string): Promise<void> {
    if (this.session?.staff === staff && this.session.night === night) return;
    // The answer to another person's act can only come to their own session, where it is asked for again.
    if (this.session?.staff !== staff) this.inFlight = null;
    this.session = { staff, night };
    await this.pump();
  }

  /** The socket is gone. An act in flight may or may not have happened: it stays in the queue. */
  closed(): void {
    this.session = null;
    this.inFlight = null;
  }

  /** The box closed the socket with this code. An act it closes on every time is set aside: the next ones go. */
  async hungUp(code: number): Promise<void> {
    const item = this.waiting.find((one) => one.id === this.suspect?.id);
    if (!this.suspect || !item || !AT_FAULT.includes(code)) return;
    this.suspect.hangUps += 1;
    if (this.suspect.hangUps < HANG_UPS_MAX) return;
    this.suspect = null;
    await this.settle(item, { kind: "refused", refusal: this.world.unreadable(item.act) });
  }

  /** Sends a refused act again as it was mended: a new act, with an id of its own. */
  async mend(id: string, act: StaffAct, staff: string, night: string): Promise<void> {
    await this.dismiss(id);
    const mended = await this.add(act, staff, night);
    // Its form is gone: another refusal is shown in the list again.
    this.waiters.delete(mended.id);
  }

  /** An answer of the box. False when it answers nothing of ours. */
  async answered(reply: Reply): Promise<boolean> {
    const item = this.waiting.find((one) => one.id === reply.id);
    if (!item || "card" in reply) return false;
    this.suspect = null;
    if ("refused" in reply && reply.refused.code === "busy") {
      this.world.later(reply.refused.retry_after_ms, () => {
        if (this.inFlight === item.id) this.inFlight = null;
        void this.pump();
      });
      return true;
    }
    await this.settle(
      item,
      "ok" in reply ? { kind: "confirmed", seq: reply.ok.seq, reply } : { kind: "refused", refusal: reply.refused },
    );
    await this.pump();
    return true;
  }

  /** Somebody has read a refusal that came after they had looked away. */
  async dismiss(id: string): Promise<void> {
    this.refused = this.refused.filter((item) => item.id !== id);
    await this.world.store.remove(id);
    this.tell();
  }

  private async settle(item: Unsent, outcome: Outcome): Promise<void> {
    const waiter = this.waiters.get(item.id);
    this.waiters.delete(item.id);
    const late = this.world.now() - item.at > LATE_MS;
    if (outcome.kind === "refused" && (!waiter || late)) {
      const kept = { ...item, refused: outcome.refusal };
      await this.world.store.put(kept);
      this.refused = [...this.refused, kept];
    } else {
      await this.world.store.remove(item.id);
    }
    this.waiting = this.waiting.filter((one) => one.id !== item.id);
    if (this.inFlight === item.id) this.inFlight = null;
    this.tell();
    waiter?.(outcome);
  }

  private async pump(): Promise<void> {
    if (!this.session || this.inFlight !== null) return;
    const next = unsentBy(this.waiting, this.session.staff)[0];
    if (!next) return;
    if (next.night !== this.session.night && !NIGHT_ACTS.includes(actName(next.act.do))) {
      await this.settle(next, { kind: "refused", refusal: { code: "night_over" } });
      return this.pump();
    }
    this.inFlight = next.id;
    if (this.suspect?.id !== next.id) this.suspect = { id: next.id, hangUps: 0 };
    if (!this.world.send({ t: "act", id: next.id, act: next.act })) this.closed();
  }

  private tell(): void {
    this.world.changed(this.waiting, this.refused);
  }
}

/** One person's acts that wait, in order. */
export function unsentBy(waiting: readonly Unsent[], staff: string | null | undefined): readonly Unsent[] {
  return waiting.filter((item) => item.staff === staff);
}
