import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { LANGUAGES, speak } from "../../shared/lang/i18n";
import type { StaffRequest } from "../../shared/protocol.gen";
import { snapshot, T0 } from "../fixtures";
import { words } from "../lang";
import en from "../lang/en";
import { actName } from "./old-acts";
import { Outbox, type Unsent } from "./outbox";
import { actText } from "./sentences";
import { hear } from "./state";

// An outbox as it was stored before acts were renamed, and what its page sent: the box is tested with the same file.
const file = new URL("../../../../tests/data/outbox-before-renames.json", import.meta.url);
const { stored, sent } = JSON.parse(readFileSync(file, "utf8")) as { stored: Unsent[]; sent: StaffRequest[] };
/** Acts that came after that: no outbox of then holds one. */
const LATER = ["set_aside_night", "dismiss_rollback"];
const hall = hear(null, { t: "snapshot", ...snapshot() }, T0)!;

/** What this page sends of the stored acts, with the box answering each. */
async function sentInNight(night: string): Promise<StaffRequest[]> {
  const seen: StaffRequest[] = [];
  const outbox = new Outbox({
    store: { all: () => Promise.resolve(stored), put: () => Promise.resolve(), remove: () => Promise.resolve() },
    send: (request) => seen.push(request) > 0,
    unreadable: () => ({ code: "no_night" }),
    later: () => undefined,
    newId: () => "new",
    now: () => T0,
    changed: () => undefined,
  });
  await outbox.load();
  await outbox.opened("s-ana", night);
  for (const request of seen) {
    if (request.t === "act") await outbox.answered({ id: request.id, ok: { seq: 1, entries: [] } });
  }
  return seen;
}

describe("acts stored before they were renamed", () => {
  afterEach(() => speak("en"));

  it("have the names of today's acts, every one of them", () => {
    const names = stored.map(({ act }) => actName(act.do));
    expect(new Set([...names, ...LATER])).toEqual(new Set(Object.keys(en.acts)));
  });

  it.each(LANGUAGES)("have words in %s", async (language) => {
    await speak(language);
    const texts: Record<string, string> = words.value.acts;
    for (const { act } of stored) {
      const text = texts[actName(act.do)]!;
      expect(text, act.do).toMatch(/\S \S/);
      expect(actText(act, hall).startsWith(text), act.do).toBe(true);
    }
  });

  it("are sent as they were stored", async () => {
    expect(await sentInNight("2026-11-20")).toEqual(sent);
  });

  it("are not sent into another night, unless they open one", async () => {
    const late = await sentInNight("2026-11-21");
    expect(late.map((request) => request.t === "act" && request.act.do)).toEqual(["open_night", "open_night"]);
  });
});
