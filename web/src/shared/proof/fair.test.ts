import { createHash, createHmac, generateKeyPairSync, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCheckpoint } from "./checkpoint";
import { checkGame, commitment, fromHex, lockOf, order, toHex } from "./fair";
import { pinKey, pinned, withChange, type Pins } from "./pins";
import type { GameView } from "../protocol.gen";
import { checkSignature } from "./signature";

const SEED = Uint8Array.from({ length: 64 }, (_, index) => index * 3);
const GAME = "g1";
const RULES = {
  profile: "friendly-pub",
  daub: "auto",
  claim: "press",
  window: "hold",
  last_number: false,
  ties: "split",
  lost_link: "plays_on",
  free: "counts",
  undo: "before_payout",
  show_card_from: null,
  second_person_from: null,
} as const;
const RULES_HASH = createHash("sha256").update(JSON.stringify(RULES)).digest("hex");
const CARD_ROOT = "ab".repeat(32);

/** Deck v1 written a second time, with Node's own primitives and a plain list of bytes. */
function orderByNode(seed: Uint8Array, game: string, lock: Uint8Array, entropy: string): number[] {
  const bytes: number[] = [];
  for (let i = 0; i < 8; i += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(i);
    const hmac = createHmac("sha512", seed).update("hallbox deck v1\0").update(game).update("\0").update(lock);
    bytes.push(...hmac.update(entropy).update("\0").update(counter).digest());
  }
  const deck = Array.from({ length: 75 }, (_, index) => index + 1);
  for (let i = 74; i >= 1; i -= 1) {
    let byte = bytes.shift()!;
    while (byte >= 256 - (256 % (i + 1))) byte = bytes.shift()!;
    const j = byte % (i + 1);
    const kept = deck[i]!;
    deck[i] = deck[j]!;
    deck[j] = kept;
  }
  return deck;
}

async function played(): Promise<GameView> {
  const lock = await lockOf(GAME, RULES_HASH, CARD_ROOT);
  return {
    id: GAME,
    name: "Game 1",
    number: 1,
    of: 1,
    source: "rng",
    status: "over",
    stage: 0,
    stages: [],
    paused: null,
    open: [],
    format: { run: "into", start: "first_ball", plan: null, item: null },
    dispute: null,
    pace_s: null,
    announced: null,
    calls: (await order(SEED, GAME, fromHex(lock), "dice 6 6")).slice(0, 30),
    rules: { ...RULES },
    locked_at: 9,
    cards: 3,
    outcome: "played",
    fairness: {
      commitment: await commitment(SEED),
      rules_hash: RULES_HASH,
      card_root: CARD_ROOT,
      lock,
      entropy: "dice 6 6",
      seed: toHex(SEED),
    },
  };
}

describe("deck v1", () => {
  it("is the same as a second reading of the rule", async () => {
    for (const entropy of ["", "dice 6 6", "bière €"]) {
      const lock = createHash("sha256").update(entropy).digest();
      const ours = await order(SEED, GAME, lock, entropy);
      expect(ours).toEqual(orderByNode(SEED, GAME, lock, entropy));
      expect([...ours].sort((a, b) => a - b)).toEqual(Array.from({ length: 75 }, (_, index) => index + 1));
    }
  });

  it("hashes the seed and the lock as the ledger does", async () => {
    expect(await commitment(SEED)).toBe(createHash("sha256").update("hallbox deck v1\n").update(SEED).digest("hex"));
    expect(await lockOf("g", "aa", "bb")).toBe(createHash("sha256").update("g\naa\nbb").digest("hex"));
  });
});

describe("the check of a game", () => {
  it("is good when everything agrees", async () => {
    const report = await checkGame(await played(), null);
    expect(report.verdict).toBe("good");
    expect(report.steps.map((one) => one.result)).toEqual(["unknown", "good", "good", "good", "good"]);
    expect(report.order).toHaveLength(75);
  });

  it("is open while the seed is secret", async () => {
    const game = await played();
    game.fairness.seed = null;
    const report = await checkGame(game, null);
    expect(report.verdict).toBe("open");
    expect(report.steps.map((one) => one.result)).toEqual(["unknown", "unknown", "good", "good"]);
  });

  it.each<[string, (game: GameView) => void]>([
    ["another seed", (game) => (game.fairness.seed = "00".repeat(64))],
    ["a seed of another length", (game) => (game.fairness.seed = "00")],
    ["a ball out of order", (game) => game.calls.reverse()],
    ["another word from the room", (game) => (game.fairness.entropy = "dice 1 1")],
    ["other cards", (game) => (game.fairness.card_root = "cd".repeat(32))],
    ["other rules", (game) => (game.rules.ties = "random")],
  ])("is bad with %s", async (_, change) => {
    const game = await played();
    change(game);
    expect((await checkGame(game, null)).verdict).toBe("bad");
  });

  it("says so when humans pulled the balls", async () => {
    const game = await played();
    game.source = "cage";
    game.calls.reverse();
    expect((await checkGame(game, null)).verdict).toBe("cage");
  });
});

const KEY = pinKey("n1", GAME);

/** What a phone holds that saw the game on sale, at the lock, and every ball but the last five. */
async function witnessed(source: GameView["source"] = "rng"): Promise<Pins> {
  const end = { ...(await played()), source };
  const secret = { ...end, status: "running" as const, outcome: null, fairness: { ...end.fairness, seed: null } };
  const onSale = {
    ...secret,
    calls: [],
    locked_at: null,
    fairness: { ...secret.fairness, lock: null, rules_hash: null, card_root: null, entropy: null },
  };
  return [onSale, { ...secret, calls: [] }, { ...secret, calls: end.calls.slice(0, 25) }].reduce<Pins>(
    (pins, game) => pinned(pins, "n1", game),
    {},
  );
}

describe("what a phone pinned", () => {
  it("agrees with an honest reveal, and says since when it watched", async () => {
    const report = await checkGame(await played(), pinned(await witnessed(), "n1", await played())[KEY]!);
    expect(report).toMatchObject({ verdict: "good", since: "sales", changed: [] });
    expect(report.steps[0]).toMatchObject({ step: "kept", result: "good" });
  });

  it("finds a box that swaps seed and promise together: all it says agrees with itself", async () => {
    const seed = Uint8Array.from({ length: 64 }, () => 7);
    const game = await played();
    game.fairness = { ...game.fairness, seed: toHex(seed), commitment: await commitment(seed) };
    game.calls = (await order(seed, GAME, fromHex(game.fairness.lock!), "dice 6 6")).slice(0, 30);
    expect((await checkGame(game, null)).verdict).toBe("good");
    const report = await checkGame(game, pinned(await witnessed(), "n1", game)[KEY]!);
    expect(report.verdict).toBe("changed");
    expect(report.changed).toEqual(expect.arrayContaining(["commitment", "calls", "order"]));
  });

  it.each(["lock", "entropy"] as const)("finds another %s although the order fits it", async (what) => {
    const game = await played();
    if (what === "entropy") game.fairness.entropy = "dice 1 1";
    else
      Object.assign(game.fairness, {
        card_root: "cd".repeat(32),
        lock: await lockOf(GAME, RULES_HASH, "cd".repeat(32)),
      });
    game.calls = (await order(SEED, GAME, fromHex(game.fairness.lock!), game.fairness.entropy!)).slice(0, 30);
    expect((await checkGame(game, null)).verdict).toBe("good");
    expect((await checkGame(game, pinned(await witnessed(), "n1", game)[KEY]!)).changed).toContain(what);
  });

  it("finds a ball that was called otherwise than the phone heard it", async () => {
    const pins = await witnessed();
    const swapped = { ...pins[KEY]!, calls: [...pins[KEY]!.calls.slice(0, 10), 75, ...pins[KEY]!.calls.slice(11)] };
    const report = await checkGame(await played(), pinned({ [KEY]: swapped }, "n1", await played())[KEY]!);
    expect(report).toMatchObject({ verdict: "changed" });
    expect(report.changed).toEqual(["calls", "order"]);
  });

  it("stays changed when the box goes back to its first story", async () => {
    const game = await played();
    const lie = { ...game, fairness: { ...game.fairness, commitment: "00".repeat(32) } };
    const pins = pinned(pinned(await witnessed(), "n1", lie), "n1", game);
    expect((await checkGame(game, pins[KEY]!)).verdict).toBe("changed");
    expect(withChange(pins, KEY, ["commitment"])).toBe(pins);
  });

  it("is honest about a phone that came late", async () => {
    const game = await played();
    const after = await checkGame(game, pinned({}, "n1", game)[KEY]!);
    expect(after).toMatchObject({ verdict: "good", since: "after" });
    expect(after.steps[0]).toMatchObject({ step: "kept", result: "unknown" });
    const promised = {
      ...game,
      locked_at: null,
      calls: [],
      fairness: { ...game.fairness, lock: null, entropy: null, seed: null },
    };
    const away = pinned(pinned({}, "n1", promised), "n1", game)[KEY]!;
    expect(await checkGame(game, away)).toMatchObject({ verdict: "good", since: "away" });
    const midway = pinned({}, "n1", { ...game, fairness: { ...game.fairness, seed: null } });
    expect(await checkGame(game, midway[KEY]!)).toMatchObject({ verdict: "good", since: "play" });
  });

  it("lets a ball be taken back: the seed brings it again, a cage another one", async () => {
    const recalled = async (source: GameView["source"]) => {
      const game = { ...(await played()), source };
      const secret = { ...game, fairness: { ...game.fairness, seed: null } };
      const again = source === "rng" ? secret.calls[24]! : secret.calls[29]!;
      const back = pinned(await witnessed(source), "n1", { ...secret, calls: secret.calls.slice(0, 24) });
      return pinned(back, "n1", { ...secret, calls: [...secret.calls.slice(0, 24), again] })[KEY]!;
    };
    expect((await recalled("rng")).changed).toEqual([]);
    expect((await recalled("cage")).changed).toEqual([]);
    expect((await recalled("cage")).calls.at(-1)).toBe((await played()).calls[29]);
  });
});

describe("a checkpoint", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const name = "hallbox/box1";
  const typed = Buffer.concat([Buffer.from([1]), raw]);
  const id = createHash("sha256").update(`${name}\n`).update(typed).digest().subarray(0, 4);
  const key = `${name}+${id.toString("hex")}+${typed.toString("base64")}`;
  const text = `hallbox/box1/2026-05-01\n42\n${Buffer.alloc(32, 7).toString("base64")}\n`;
  const signature = Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString("base64");
  const note = `${text}\n\u2014 ${name} ${signature}\n`;

  it("is read and its signature found good", async () => {
    expect(readCheckpoint(note)).toMatchObject({ origin: "hallbox/box1/2026-05-01", size: 42 });
    expect(await checkSignature(note, key)).toBe("good");
  });

  it("is bad with another size, another key or no signature", async () => {
    expect(await checkSignature(note.replace("\n42\n", "\n43\n"), key)).toBe("bad");
    expect(await checkSignature(note, key.replace(/\+\w{8}\+/, "+00000000+"))).toBe("bad");
    expect(await checkSignature(`${text}\n`, key)).toBe("bad");
  });

  it("is nothing when the text is no checkpoint", () => {
    for (const text of ["", "a\nb\nc\n\n", "only\n12\n"]) expect(readCheckpoint(text)).toBeNull();
  });
});

// The box's own vectors: they stand beside its tests.
const golden = new URL("../../../../tests/data/deck_v1.json", import.meta.url);

describe("the box's vectors", () => {
  it("come out the same here", async () => {
    const vectors = JSON.parse(readFileSync(golden, "utf8")) as {
      seed: string;
      game: string;
      lock: string;
      entropy: string;
      commitment: string;
      order: number[];
    }[];
    expect(vectors.length).toBeGreaterThan(0);
    for (const vector of vectors) {
      const seed = fromHex(vector.seed);
      expect(await commitment(seed)).toBe(vector.commitment);
      expect(await order(seed, vector.game, fromHex(vector.lock), vector.entropy)).toEqual(vector.order);
    }
  });
});
