import { describe, expect, it } from "vitest";
import type { StaffAct, StaffRequest } from "../../shared/protocol.gen";
import { Outbox, unsentBy, type OutboxStore, type Unsent } from "./outbox";

/** A store that outlives its page, as IndexedDB does. */
function disk(): OutboxStore & { items: Map<string, Unsent> } {
  const items = new Map<string, Unsent>();
  return {
    items,
    all: () => Promise.resolve([...items.values()].reverse()),
    put: (item) => Promise.resolve(void items.set(item.id, structuredClone(item))),
    remove: (id) => Promise.resolve(void items.delete(id)),
  };
}

let made = 0;

function page(store: OutboxStore) {
  const sent: StaffRequest[] = [];
  const timers: (() => void)[] = [];
  const seen = { waiting: [] as readonly Unsent[], refused: [] as readonly Unsent[], online: true, now: 1_000 };
  const outbox = new Outbox({
    store,
    send: (request) => {
      if (seen.online) sent.push(request);
      return seen.online;
    },
    unreadable: (act) => ({ code: "invalid", field: act.do, fault: { kind: "other" }, problem: "unread" }),
    later: (_ms, then) => void timers.push(then),
    newId: () => `id-${++made}`,
    now: () => seen.now,
    changed: (waiting, refused) => Object.assign(seen, { waiting, refused }),
  });
  return { outbox, sent, seen, timers };
}

const sell = (card: string): StaffAct => ({ do: "activate_card", card });
const ids = (requests: StaffRequest[]) => requests.map((request) => (request.t === "act" ? request.id : "?"));

describe("the outbox", () => {
  it("writes an act down before it sends it", async () => {
    const store = disk();
    const { outbox, sent } = page({
      ...store,
      put: async (item) => {
        expect(sent).toHaveLength(0);
        await store.put(item);
      },
    });
    await outbox.opened("s-ana", "2026-11-20");
    await outbox.add(sell("#1"), "s-ana", "2026-11-20");
    expect(store.items.size).toBe(1);
    expect(sent).toHaveLength(1);
  });

  it("sends the same id again when the answer was lost", async () => {
    const { outbox, sent } = page(disk());
    await outbox.opened("s-ana", "n");
    const { id, done } = await outbox.add(sell("#1"), "s-ana", "n");
    outbox.closed();
    await outbox.opened("s-ana", "n");
    expect(ids(sent)).toEqual([id, id]);
    await outbox.answered({ id, ok: { seq: 7, entries: [] } });
    expect(await done).toMatchObject({ kind: "confirmed", seq: 7 });
  });

  it("keeps the order, one in flight", async () => {
    const { outbox, sent, seen } = page(disk());
    const first = await outbox.add(sell("#1"), "s-ana", "n");
    const second = await outbox.add(sell("#2"), "s-ana", "n");
    const third = await outbox.add(sell("#3"), "s-ana", "n");
    expect(sent).toHaveLength(0);
    await outbox.opened("s-ana", "n");
    expect(ids(sent)).toEqual([first.id]);
    await outbox.answered({ id: first.id, ok: { seq: 1, entries: [] } });
    await outbox.answered({ id: second.id, refused: { code: "no_night" } });
    expect(ids(sent)).toEqual([first.id, second.id, third.id]);
    expect(await second.done).toEqual({ kind: "refused", refusal: { code: "no_night" } });
    expect(seen.waiting.map((item) => item.id)).toEqual([third.id]);
  });

  it("keeps the queue over a reload, and its order", async () => {
    const store = disk();
    const before = page(store);
    const first = await before.outbox.add(sell("#1"), "s-ana", "n");
    const second = await before.outbox.add(sell("#2"), "s-ana", "n");
    const after = page(store);
    await after.outbox.load();
    await after.outbox.opened("s-ana", "n");
    await after.outbox.answered({ id: first.id, ok: { seq: 1, entries: [] } });
    expect(ids(after.sent)).toEqual([first.id, second.id]);
    const third = await after.outbox.add(sell("#3"), "s-ana", "n");
    await after.outbox.answered({ id: second.id, ok: { seq: 2, entries: [] } });
    expect(ids(after.sent).at(-1)).toBe(third.id);
  });

  it("keeps a refusal for the person whose page was reloaded, until they have read it", async () => {
    const store = disk();
    const { id } = await page(store).outbox.add(sell("#1"), "s-ana", "n");
    const after = page(store);
    await after.outbox.load();
    await after.outbox.opened("s-ana", "n");
    await after.outbox.answered({ id, refused: { code: "out_of_stock" } });
    expect(after.seen.waiting).toHaveLength(0);
    const third = page(store);
    await third.outbox.load();
    expect(third.seen.refused.map((item) => item.refused?.code)).toEqual(["out_of_stock"]);
    await third.outbox.dismiss(id);
    expect(store.items.size).toBe(0);
  });

  it("keeps a refusal that came after the person had looked away", async () => {
    const { outbox, seen } = page(disk());
    const early = await outbox.add(sell("#1"), "s-ana", "n");
    const late = await outbox.add(sell("#2"), "s-ana", "n");
    await outbox.opened("s-ana", "n");
    await outbox.answered({ id: early.id, refused: { code: "no_night" } });
    seen.now += 60_000;
    await outbox.answered({ id: late.id, refused: { code: "no_night" } });
    expect(seen.refused.map((item) => item.id)).toEqual([late.id]);
    expect(await late.done).toMatchObject({ kind: "refused" });
  });

  it("never sends one person's act in another person's name", async () => {
    const { outbox, sent, seen } = page(disk());
    await outbox.add(sell("#1"), "s-ana", "n");
    await outbox.opened("s-ben", "n");
    expect(sent).toHaveLength(0);
    expect(seen.waiting).toHaveLength(1);
  });

  it("lets nobody's unsent acts hold up another person, and sends them when that person is back", async () => {
    const store = disk();
    const { outbox, sent, seen } = page(store);
    const first = await outbox.add(sell("#1"), "s-ana", "n");
    const second = await outbox.add(sell("#2"), "s-ana", "n");
    await outbox.opened("s-ben", "n");
    const [his, later] = [await outbox.add(sell("#3"), "s-ben", "n"), await outbox.add(sell("#4"), "s-ben", "n")];
    expect(ids(sent)).toEqual([his.id]);
    await outbox.answered({ id: his.id, ok: { seq: 1, entries: [] } });
    await outbox.answered({ id: later.id, ok: { seq: 2, entries: [] } });
    expect(ids(sent)).toEqual([his.id, later.id]);
    expect(unsentBy(seen.waiting, "s-ana").map((item) => item.id)).toEqual([first.id, second.id]);
    outbox.closed();
    await outbox.opened("s-ana", "n");
    await outbox.answered({ id: first.id, ok: { seq: 3, entries: [] } });
    expect(ids(sent).slice(2)).toEqual([first.id, second.id]);
  });

  it("asks again with the same id after another person was signed in between", async () => {
    const { outbox, sent } = page(disk());
    await outbox.opened("s-ana", "n");
    const { id, done } = await outbox.add(sell("#1"), "s-ana", "n");
    const his = await outbox.add(sell("#2"), "s-ben", "n");
    await outbox.opened("s-ben", "n");
    expect(ids(sent)).toEqual([id, his.id]);
    await outbox.opened("s-ana", "n");
    expect(ids(sent)).toEqual([id, his.id, id]);
    await outbox.answered({ id, ok: { seq: 7, entries: [] } });
    expect(await done).toMatchObject({ kind: "confirmed" });
  });

  it("does not sell into tonight what was sold last night", async () => {
    const { outbox, sent } = page(disk());
    const { done } = await outbox.add(sell("#1"), "s-ana", "monday");
    await outbox.opened("s-ana", "tuesday");
    expect(sent).toHaveLength(0);
    expect(await done).toEqual({ kind: "refused", refusal: { code: "night_over" } });
  });

  it("asks again with the same id when the box is busy", async () => {
    const { outbox, sent, timers } = page(disk());
    await outbox.opened("s-ana", "n");
    const { id } = await outbox.add(sell("#1"), "s-ana", "n");
    await outbox.answered({ id, refused: { code: "busy", retry_after_ms: 500 } });
    expect(sent).toHaveLength(1);
    timers.forEach((ring) => ring());
    expect(ids(sent)).toEqual([id, id]);
  });

  it("stays unsent when the socket went between the check and the send", async () => {
    const { outbox, sent, seen } = page(disk());
    await outbox.opened("s-ana", "n");
    seen.online = false;
    const { id } = await outbox.add(sell("#1"), "s-ana", "n");
    expect(sent).toHaveLength(0);
    seen.online = true;
    await outbox.opened("s-ana", "n");
    expect(ids(sent)).toEqual([id]);
  });

  it("sets an act aside on which the box hangs up every time, and sends the next one", async () => {
    const { outbox, sent, seen } = page(disk());
    await outbox.opened("s-ana", "n");
    const bad = await outbox.add(sell("#1"), "s-ana", "n");
    const next = await outbox.add(sell("#2"), "s-ana", "n");
    for (let socket = 0; socket < 2; socket += 1) {
      outbox.closed();
      await outbox.hungUp(1008);
      await outbox.opened("s-ana", "n");
    }
    expect(await bad.done).toEqual({
      kind: "refused",
      refusal: { code: "invalid", field: "activate_card", fault: { kind: "other" }, problem: "unread" },
    });
    expect(ids(sent)).toEqual([bad.id, bad.id, next.id]);
    await outbox.answered({ id: next.id, ok: { seq: 7, entries: [] } });
    expect(seen.waiting).toHaveLength(0);
  });

  it("keeps an act when the network fails, however often", async () => {
    const { outbox, sent, seen } = page(disk());
    await outbox.opened("s-ana", "n");
    const { id } = await outbox.add(sell("#1"), "s-ana", "n");
    for (const code of [1006, 1001, 1006, 1012, 1008]) {
      outbox.closed();
      await outbox.hungUp(code);
      await outbox.opened("s-ana", "n");
    }
    expect(seen.waiting.map((item) => item.id)).toEqual([id]);
    expect(sent).toHaveLength(6);
  });

  it("sends a mended act under an id of its own, and forgets the refused one", async () => {
    const store = disk();
    const { outbox, sent, seen } = page(store);
    await outbox.opened("s-ana", "n");
    const { id } = await outbox.add(sell("#1"), "s-ana", "n");
    seen.now += 60_000;
    await outbox.answered({
      id,
      refused: { code: "invalid", field: "card", fault: { kind: "other" }, problem: "strange" },
    });
    expect(seen.refused.map((item) => item.id)).toEqual([id]);
    await outbox.mend(id, sell("#2"), "s-ana", "n");
    expect(seen.refused).toHaveLength(0);
    expect(sent.at(-1)).toMatchObject({ act: sell("#2") });
    expect(ids(sent)[1]).not.toBe(id);
    expect([...store.items.keys()]).toEqual([ids(sent)[1]]);
    await outbox.answered({ id: ids(sent)[1] ?? "", refused: { code: "unknown", what: "card" } });
    expect(seen.refused).toHaveLength(1);
  });
});
