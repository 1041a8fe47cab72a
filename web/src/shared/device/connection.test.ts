import { beforeEach, describe, expect, it } from "vitest";
import { Connection, OPEN_MS_MAX, SILENCE_MS_MAX, socketUrl, type Socket, type World } from "./connection";

interface Message {
  t: string;
  retry_after_ms?: number;
}

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  sent: string[] = [];
  closed = false;
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.closed = true;
  }
  hears(message: Message) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

class FakeWorld implements World {
  time = 1_000;
  dice = 0.5;
  sockets: FakeSocket[] = [];
  #timers: { at: number; act: () => void }[] = [];
  now = () => this.time;
  random = () => this.dice;
  after = (ms: number, act: () => void) => {
    const timer = { at: this.time + ms, act };
    this.#timers.push(timer);
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer));
  };
  open = () => {
    const socket = new FakeSocket();
    this.sockets.push(socket);
    return socket;
  };
  get socket() {
    return this.sockets.at(-1)!;
  }
  passes(ms: number) {
    const end = this.time + ms;
    for (;;) {
      const next = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.time = next.at;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      next.act();
    }
    this.time = end;
  }
}

let world: FakeWorld;
let heard: Message[];
let link: Connection<Message>;

beforeEach(() => {
  world = new FakeWorld();
  heard = [];
  link = new Connection<Message>({
    url: "ws://box/",
    hello: () => ({ t: "hello" }),
    heard: (m) => heard.push(m),
    world,
  });
  link.start();
});

const goesLive = () => {
  world.socket.onopen?.();
  world.socket.hears({ t: "snapshot" });
};

describe("a link", () => {
  it("says hello and is live with the first message, not with the socket", () => {
    world.socket.onopen?.();
    expect(world.socket.sent).toEqual(['{"t":"hello"}']);
    expect(link.link.live).toBe(false);
    world.socket.hears({ t: "snapshot" });
    expect(link.link).toMatchObject({ live: true, down_since: null, last_heard: 1_000, ever_live: true });
    expect(heard).toEqual([{ t: "snapshot" }]);
  });

  it("refuses to send while it is not live", () => {
    expect(link.send({ t: "claim" })).toBe(false);
    goesLive();
    expect(link.send({ t: "claim" })).toBe(true);
    expect(world.socket.sent.at(-1)).toBe('{"t":"claim"}');
  });

  it("reopens at once when a healthy socket closes, then waits with full jitter", () => {
    goesLive();
    world.passes(6_000);
    world.socket.onclose?.({ code: 1006 });
    expect(world.sockets).toHaveLength(2);
    expect(link.link).toMatchObject({ live: false, down_since: 7_000 });
    world.socket.onclose?.({ code: 1006 });
    expect(world.sockets).toHaveLength(2);
    // Second failure: random(0, 0.5 s · 2²) with the dice at one half.
    expect(link.link.retry_at).toBe(8_000);
    world.passes(1_000);
    expect(world.sockets).toHaveLength(3);
    expect(link.link.down_since).toBe(7_000);
  });

  it("never waits longer than the ceiling", () => {
    world.dice = 1;
    for (let failure = 0; failure < 12; failure += 1) {
      world.socket.onclose?.({ code: 1006 });
      world.passes(20_000);
    }
    world.socket.onclose?.({ code: 1006 });
    expect(link.link.retry_at! - world.time).toBe(20_000);
  });

  it("does not hammer a box that greets and hangs up", () => {
    for (let round = 0; round < 5; round += 1) {
      goesLive();
      world.socket.onclose?.({ code: 1006 });
    }
    expect(world.sockets.length).toBeLessThanOrEqual(2);
  });

  it("takes silence for a dead socket", () => {
    goesLive();
    world.passes(SILENCE_MS_MAX - 1);
    world.socket.hears({ t: "beat" });
    world.passes(SILENCE_MS_MAX - 1);
    expect(link.link.live).toBe(true);
    world.passes(1);
    expect(link.link.live).toBe(false);
    expect(world.sockets[0]!.closed).toBe(true);
    expect(world.sockets).toHaveLength(2);
  });

  it("gives up an opening that hangs", () => {
    world.passes(OPEN_MS_MAX);
    expect(world.sockets[0]!.closed).toBe(true);
    expect(world.sockets).toHaveLength(2);
  });

  it("comes back when the box asked it to, not earlier", () => {
    goesLive();
    world.socket.hears({ t: "bye", retry_after_ms: 7_000 });
    expect(link.link.live).toBe(false);
    world.passes(6_999);
    expect(world.sockets).toHaveLength(1);
    world.passes(1);
    expect(world.sockets).toHaveLength(2);
  });

  it("spreads out after close codes 1012 and 1013", () => {
    goesLive();
    world.passes(10_000);
    world.socket.onclose?.({ code: 1012 });
    expect(world.sockets).toHaveLength(1);
    expect(link.link.retry_at! - world.time).toBe(2_000);
  });

  it("tries at once when the page wakes, but only once", () => {
    goesLive();
    world.socket.onclose?.({ code: 1012 });
    link.wake();
    expect(world.sockets).toHaveLength(2);
    link.wake();
    expect(world.sockets).toHaveLength(2);
  });

  it("replaces a socket that slept, keeps one that was heard just now", () => {
    goesLive();
    link.wake();
    expect(world.sockets).toHaveLength(1);
    world.time += 600_000;
    link.wake();
    expect(world.sockets).toHaveLength(2);
    expect(link.link.live).toBe(false);
  });

  it("closes a socket that talks nonsense", () => {
    goesLive();
    world.socket.onmessage?.({ data: "{" });
    expect(link.link.live).toBe(false);
  });

  it("stays closed when told so", () => {
    goesLive();
    link.stop();
    world.passes(60_000);
    link.wake();
    expect(world.sockets).toHaveLength(1);
    expect(world.sockets[0]!.closed).toBe(true);
  });
});

it("stays away when the app says a close code is final", () => {
  const closed: number[] = [];
  const world = new FakeWorld();
  const link = new Connection<Message>({
    url: "ws://box/",
    hello: () => ({}),
    heard: () => undefined,
    closed: (code) => (closed.push(code), code !== 4001),
    world,
  });
  link.start();
  world.socket.onclose?.({ code: 4001 });
  world.passes(60_000);
  expect(world.sockets).toHaveLength(1);
  expect(closed).toEqual([4001]);
});

it("builds the socket's address from the page's", () => {
  expect(socketUrl("/api/phone", { protocol: "https:", host: "hall.test:8443" })).toBe(
    "wss://hall.test:8443/api/phone",
  );
  expect(socketUrl("/api/phone", { protocol: "http:", host: "bingo" })).toBe("ws://bingo/api/phone");
});
