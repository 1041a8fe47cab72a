/** The box as a process: started, killed without mercy, started again on the same ports and data. */
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The program under test. */
export const HALLBOX =
  process.env.HALLBOX_BIN ?? here("../../../target/release/hallbox");

/** Opening a venue makes keys and certificates; a busy machine needs a while. */
const START_MS_MAX = 60_000;
const WORK = here("../.work/");

const run = promisify(execFile);

/** Boxes that run now: none outlives the test, however it ends. */
const running = new Set();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"])
  process.once(signal, () => process.exit(1));

/** Runs a command to its end; rejects with its output when it fails. */
export async function command(program, ...args) {
  const { stdout } = await run(program, args.map(String), {
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** Runs `hallbox` and tells its exit code and words. */
export async function hallbox(...args) {
  try {
    return { code: 0, words: await command(HALLBOX, ...args) };
  } catch (error) {
    if (typeof error.code !== "number") throw error;
    return { code: error.code, words: `${error.stdout}${error.stderr}` };
  }
}

/** A folder of this test's own, empty. */
export async function workFolder(name) {
  if (!existsSync(HALLBOX))
    throw new Error(
      `${HALLBOX} is missing: \`just release\` builds it, HALLBOX_BIN names another`,
    );
  await mkdir(WORK, { recursive: true });
  return mkdtemp(join(WORK, `${name}-`));
}

/** Two ports nobody uses now. */
export async function freePorts() {
  const doors = [createServer(), createServer()];
  const ports = await Promise.all(
    doors.map(
      (door) =>
        new Promise((open) =>
          door.listen(0, "127.0.0.1", () => open(door.address().port)),
        ),
    ),
  );
  await Promise.all(
    doors.map((door) => new Promise((closed) => door.close(closed))),
  );
  return ports;
}

/** One box with its folder. */
export class Box {
  #process = null;
  #output = "";
  #args;

  constructor({ folder, data, https, http, args }) {
    this.folder = folder;
    this.data = data;
    this.url = `https://localhost:${https}`;
    /** In the clear: by the name guests type, which only the browser knows, and for programs. */
    this.plainUrl = `http://bingo:${http}`;
    this.plainUrlForPrograms = `http://localhost:${http}`;
    this.ca = join(data, "tls/ca.crt");
    this.#args = args;
  }

  /** A venue with nothing but its name: whoever claims it sets the rest up. */
  static async bare(name) {
    const [https, http] = await freePorts();
    const folder = await workFolder(name);
    const data = join(folder, "venue");
    await mkdir(data);
    const settings = {
      venue: "The Lion",
      host: "localhost",
      listen: "127.0.0.1",
      https_port: https,
      http_port: http,
      wifi: "LION-BINGO",
    };
    const lines = Object.entries(settings).map(
      ([key, value]) => `${key} = ${JSON.stringify(value)}\n`,
    );
    await writeFile(join(data, "hallbox.toml"), lines.join(""));
    return new Box({
      folder,
      data,
      https,
      http,
      args: ["run", "--data", data],
    });
  }

  /** The demo venue: cards, prizes and four games. */
  static async demo(name) {
    const [https, http] = await freePorts();
    const folder = await workFolder(name);
    const data = join(folder, "venue");
    const args = [
      "demo",
      "--data",
      data,
      "--https-port",
      `${https}`,
      "--http-port",
      `${http}`,
      "--ready-json",
    ];
    return new Box({ folder, data, https, http, args });
  }

  /** Starts the program; resolves when its doors are open. */
  async start() {
    this.#output = "";
    const child = spawn(HALLBOX, this.#args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NO_COLOR: "1" },
    });
    const said = (chunk = "") => {
      this.#output += chunk;
      child.emit("said");
    };
    child.stdout.on("data", said);
    child.stderr.on("data", said);
    child.on("close", () => {
      running.delete(child);
      said();
    });
    running.add(child);
    this.#process = child;
    await this.#says(/Serving .* on .*\d/);
  }

  /** The owner's one-time code, as printed at the first start. */
  async claimCode() {
    return (
      await this.#says(/(?:one-time code: |"claim_code":")([0-9A-Z-]+)/)
    )[1];
  }

  /** Keys of the demo's cards, as its ready line tells them. */
  async keys() {
    return JSON.parse(await this.#says(/^\{"ready":true.*\}$/m)).keys;
  }

  /** The plug is pulled. */
  async kill() {
    const child = this.#process;
    if (child === null || child.exitCode !== null || child.signalCode !== null)
      return;
    const gone = new Promise((resolve) => child.once("close", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  /** Ends the process and removes the folder. */
  async remove() {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What the box said since its start, once it matches. */
  async #says(words) {
    const child = this.#process;
    const patience = AbortSignal.timeout(START_MS_MAX);
    while (!words.test(this.#output)) {
      const ended = child.exitCode !== null || child.signalCode !== null;
      if (ended || patience.aborted)
        throw new Error(`the box did not say ${words}:\n${this.#output}`);
      await once(child, "said", { signal: patience }).catch(() => undefined);
    }
    return words.exec(this.#output);
  }
}
