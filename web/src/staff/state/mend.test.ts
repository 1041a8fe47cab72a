import { describe, expect, it } from "vitest";
import type { Fault, Refusal, StaffAct } from "../../shared/protocol.gen";
import { mendable, withText } from "./mend";
import type { Unsent } from "./outbox";

const refused = (act: StaffAct, refusal: Refusal): Unsent => ({
  id: "1",
  act,
  staff: "s-ana",
  night: "n",
  at: 0,
  order: 1,
  refused: refusal,
});
const TOO_LONG: Fault = { kind: "too_long", bytes_max: 240, bytes: 300 };
const invalid = (field: string, fault: Fault = TOO_LONG): Refusal => ({ code: "invalid", field, fault, problem: "?" });
const pause: StaffAct = { do: "pause_game", game: "g", reason: "a\tb" };
const message: StaffAct = {
  do: "set_programme",
  after: null,
  items: [{ id: "i", kind: "message", text: "  " }],
};

describe("mending a refused act", () => {
  it("finds the text at fault and its limit", () => {
    expect(mendable(refused(pause, invalid("reason")))).toEqual({ path: "reason", text: "a\tb", bytes: 240 });
    expect(mendable(refused(message, invalid("items.0.text", { kind: "empty" })))).toEqual({
      path: "items.0.text",
      text: "  ",
      bytes: 80,
    });
  });

  it("finds the text with a letter that cannot be printed", () => {
    const prize: StaffAct = { do: "add_prize", prize: "p", name: "ハム", stock: 1, value: 0 };
    const refusal: Refusal = { code: "unprintable", field: "name", letter: "ハ" };
    expect(mendable(refused(prize, refusal))).toEqual({ path: "name", text: "ハム", bytes: 80 });
  });

  it("offers nothing where no text was at fault", () => {
    expect(mendable(refused(pause, { code: "no_night" }))).toBeNull();
    expect(mendable(refused(pause, invalid("why")))).toBeNull();
    expect(mendable(refused(pause, invalid("do")))).toBeNull();
  });

  it("changes that text only, in an act of its own", () => {
    expect(withText(pause, "reason", "Drinks")).toEqual({ ...pause, reason: "Drinks" });
    expect(withText(message, "items.0.text", "Break")).toMatchObject({ items: [{ id: "i", text: "Break" }] });
    expect(pause).toMatchObject({ reason: "a\tb" });
  });
});
