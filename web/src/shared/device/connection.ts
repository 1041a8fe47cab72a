/**
 * The socket to the box, for all three apps: one class, no framework.
 *
 * It opens, says hello, watches the heartbeat and comes back by itself. What the messages mean is the
 * reducers' business. Clock, dice, timers and socket are arguments, so that tests need neither to wait.
 */

/** What a screen may know about its link. */
export interface Link {
  /** Messages flow: the socket is open and the box has answered the hello. */
  live: boolean;
  /** When the link went down (or when the first attempt began), in ms of the clock; null while live. */
  down_since: number | null;
  /** When the box was heard last, in ms of the clock. */
  last_heard: number | null;
  /** When the next attempt starts; null while live or trying. */
  retry_at: number | null;
  /** Whether the box was ever reached since the page opened. */
  ever_live: boolean;
}

/** The part of WebSocket that is used. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** The outside world, replaceable in tests. */
export interface World {
  now(): number;
  random(): number;
  after(ms: number, act: () => void): () => void;
  open(url: string): Socket;
}

export interface Options<M> {
  /** `wss://…`; see `socketUrl`. */
  url: string;
  /** First message after every opening. */
  hello: () => unknown;
  /** Every message except the ones the link itself needs. */
  heard: (message: M) => void;
  /** The box closed the socket with this code; false = do not come back (a suspended device, say). */
  closed?: (code: number) => boolean;
  world?: World;
}

/** Silence after which the box is taken for gone: its beat comes every 5 s. */
export const SILENCE_MS_MAX = 15_000;
/** Ceiling of the waiting time between two attempts. */
export const RECONNECT_MS_MAX = 20_000;
/** Opening a socket may hang for minutes on a dead Wi-Fi. */
export const OPEN_MS_MAX = 8_000;
const RECONNECT_MS_BASE = 500;
/** A link that lived this long was healthy: its end earns one try at once. */
const HEALTHY_MS_MIN = 5_000;
/** Two wake-ups closer than this are one: pageshow and visibilitychange come together. */
const WAKE_MS_MIN = 2_000;
/** After "restarting" nobody returns as one crowd: the first wait is already this many doublings long. */
const GENTLE_FAILURES = 3;
/** The box said when to return; its spread is not trusted beyond this. */
const RETRY_AFTER_MS_MAX = 120_000;
/** RFC 6455: going away for a restart, come back later. */
const RESTARTING = 1012;
const TRY_LATER = 1013;

export class Connection<M extends { t: string }> {
  readonly #options: Options<M>;
  readonly #world: World;
  readonly #watchers = new Set<(link: Link) => void>();
  #socket: Socket | null = null;
  #link: Link;
  #failures = 0;
  #opened_at = 0;
  #live_at = 0;
  #asked_ms: number | null = null;
  #stopped = true;
  #cancelTimer: () => void = () => undefined;

  constructor(options: Options<M>) {
    this.#options = options;
    this.#world = options.world ?? browser;
    this.#link = { live: false, down_since: null, last_heard: null, retry_at: null, ever_live: false };
  }

  /** State of the link now. */
  get link(): Link {
    return this.#link;
  }

  /** Calls back at every change of the link, and once at once. Returns the way to stop. */
  watch(watcher: (link: Link) => void): () => void {
    this.#watchers.add(watcher);
    watcher(this.#link);
    return () => this.#watchers.delete(watcher);
  }

  /** Opens, and stays open until `stop`. */
  start(): void {
    this.#stopped = false;
    this.#set({ down_since: this.#link.down_since ?? this.#world.now() });
    this.#open();
  }

  /** Closes for good. */
  stop(): void {
    this.#stopped = true;
    this.#drop();
    this.#set({ live: false, retry_at: null });
  }

  /** Sends one message. False when the link is not live: nothing was sent. */
  send(message: unknown): boolean {
    if (!this.#link.live || this.#socket === null) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Says hello again, for instance because the wallet changed. Returns like `send`. */
  greet(): boolean {
    return this.send(this.#options.hello());
  }

  /** The page came back or somebody pressed Retry: try at once and forget earlier failures. */
  wake(): void {
    if (this.#stopped) return;
    this.#asked_ms = null;
    this.#failures = 0;
    if (this.#socket !== null && !this.#link.live && this.#world.now() - this.#opened_at < WAKE_MS_MIN) return;
    const heard = this.#link.last_heard;
    // A socket that has slept may look open and be dead: anything quieter than a beat is replaced.
    if (this.#link.live && heard !== null && this.#world.now() - heard < SILENCE_MS_MAX / 2) return;
    this.#lost();
    this.#open();
  }

  #open(): void {
    this.#drop();
    this.#set({ retry_at: null });
    this.#opened_at = this.#world.now();
    let socket: Socket;
    try {
      socket = this.#world.open(this.#options.url);
    } catch {
      this.#later();
      return;
    }
    this.#socket = socket;
    this.#timer(OPEN_MS_MAX, () => this.#closed(0));
    socket.onopen = () => {
      socket.send(JSON.stringify(this.#options.hello()));
      this.#watchSilence();
    };
    socket.onmessage = (event) => this.#received(event.data);
    socket.onclose = (event) => this.#closed(event.code);
  }

  #received(data: unknown): void {
    const message = parse<M>(data);
    if (message === null) {
      this.#closed(0);
      return;
    }
    if (message.t === "bye") {
      this.#asked_ms = retryAfter(message);
      this.#options.heard(message);
      this.#closed(TRY_LATER);
      return;
    }
    const now = this.#world.now();
    if (!this.#link.live) this.#live_at = now;
    // The state first, so that whoever watches the link finds what the message brought.
    this.#options.heard(message);
    this.#set({ live: true, down_since: null, last_heard: now, retry_at: null, ever_live: true });
    this.#watchSilence();
  }

  #watchSilence(): void {
    this.#timer(SILENCE_MS_MAX, () => this.#closed(0));
  }

  #closed(code: number): void {
    this.#drop();
    if (this.#link.live && this.#world.now() - this.#live_at >= HEALTHY_MS_MIN) this.#failures = 0;
    this.#lost();
    if (this.#options.closed?.(code) === false) this.#stopped = true;
    if (this.#stopped) return;
    const gentle = code === RESTARTING || code === TRY_LATER;
    if (this.#failures === 0 && !gentle) {
      this.#failures = 1;
      this.#open();
      return;
    }
    this.#failures = Math.max(this.#failures + 1, gentle ? GENTLE_FAILURES : 0);
    this.#later();
  }

  #later(): void {
    const ceiling = Math.min(RECONNECT_MS_MAX, RECONNECT_MS_BASE * 2 ** Math.min(this.#failures, 10));
    const wait = this.#asked_ms ?? Math.round(this.#world.random() * ceiling);
    this.#asked_ms = null;
    this.#set({ retry_at: this.#world.now() + wait });
    this.#timer(wait, () => this.#open());
  }

  #lost(): void {
    if (this.#link.live) this.#set({ live: false, down_since: this.#world.now() });
  }

  #drop(): void {
    this.#cancelTimer();
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = null;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close(1000);
  }

  #timer(ms: number, act: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#world.after(ms, act);
  }

  #set(change: Partial<Link>): void {
    this.#link = { ...this.#link, ...change };
    for (const watcher of this.#watchers) watcher(this.#link);
  }
}

/** Address of a socket on the page's own box. */
export function socketUrl(path: string, page: { protocol: string; host: string } = location): string {
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}${path}`;
}

/** Wakes the connection whenever the page comes back to life. Returns the way to stop. */
export function wakeWithPage<M extends { t: string }>(connection: Connection<M>): () => void {
  const wake = () => connection.wake();
  const visible = () => document.visibilityState === "visible" && connection.wake();
  // iOS may return through the page cache without a visibilitychange.
  window.addEventListener("pageshow", wake);
  window.addEventListener("online", wake);
  document.addEventListener("visibilitychange", visible);
  return () => {
    window.removeEventListener("pageshow", wake);
    window.removeEventListener("online", wake);
    document.removeEventListener("visibilitychange", visible);
  };
}

function parse<M extends { t: string }>(data: unknown): M | null {
  if (typeof data !== "string") return null;
  try {
    const message = JSON.parse(data) as M | null;
    return typeof message?.t === "string" ? message : null;
  } catch {
    return null;
  }
}

function retryAfter(message: object): number | null {
  const asked = (message as { retry_after_ms?: unknown }).retry_after_ms;
  if (typeof asked !== "number" || !(asked > 0)) return null;
  return Math.min(asked, RETRY_AFTER_MS_MAX);
}

const browser: World = {
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  open: (url) => new WebSocket(url) as unknown as Socket,
};
