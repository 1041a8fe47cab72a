import { describe, expect, it } from "vitest";
import type { Notice, Right } from "../../shared/protocol.gen";
import { GAP_MS_MAX, isUrgent, keyOf, noticesFor } from "./notices";

const ENDS: Notice = { kind: "certificate_ends", days_left: 6, remind_days: 7 };
const SILENT: Notice = { kind: "radio", now: "silent", at_ms: 7, number: 1 };

function told(rights: Right[], notices: Notice[], put: string[] = [], clock: "ntp" | "rtc" | null = "ntp", skewMs = 0) {
  return noticesFor({ rights, condition: { clock, notices }, skewMs }, put).map((one) => one.kind);
}

describe("notices of the box", () => {
  it("reach those who can do something about them", () => {
    expect(told(["manage"], [SILENT, ENDS])).toEqual(["radio", "certificate_ends"]);
    expect(told(["sell"], [SILENT, ENDS])).toEqual(["radio"]);
    expect(told(["pay", "verify"], [SILENT, ENDS])).toEqual([]);
  });

  it("are told once, until there is something new", () => {
    const put = [keyOf(SILENT), keyOf(ENDS)];
    expect(told(["manage"], [SILENT, ENDS], put)).toEqual([]);
    // A day less is no news, the next reminder is; so is that the radio is back, and the next trouble.
    expect(told(["manage"], [{ ...ENDS, days_left: 5 }], put)).toEqual([]);
    expect(told(["manage"], [{ kind: "certificate_ends", days_left: 1, remind_days: 1 }], put)).toEqual([
      "certificate_ends",
    ]);
    expect(told(["manage"], [{ ...SILENT, now: "reloaded" }], put)).toEqual(["radio"]);
    expect(told(["manage"], [{ ...SILENT, number: 2 }], put)).toEqual(["radio"]);
  });

  it("name a clock that is off by more than a minute, unless the internet keeps it", () => {
    expect(told(["manage"], [], [], null, GAP_MS_MAX)).toEqual([]);
    expect(told(["manage"], [], [], null, -GAP_MS_MAX - 1)).toEqual(["clock"]);
    expect(told(["manage"], [], [], "rtc", GAP_MS_MAX + 1)).toEqual(["clock"]);
    expect(told(["manage"], [], [], "ntp", 10 * GAP_MS_MAX)).toEqual([]);
    expect(told(["call"], [], [], null, 10 * GAP_MS_MAX)).toEqual([]);
  });

  it("of misuse are news each time somebody else begins", () => {
    const codes: Notice = {
      kind: "misuse",
      what: "codes",
      address: "10.77.0.23",
      desk: null,
      staff: null,
      at_ms: 7,
      number: 1,
    };
    expect(told(["manage"], [codes])).toEqual(["misuse"]);
    expect(told(["sell"], [codes])).toEqual([]);
    expect(told(["manage"], [codes], [keyOf(codes)])).toEqual([]);
    expect(told(["manage"], [{ ...codes, number: 2 }], [keyOf(codes)])).toEqual(["misuse"]);
    expect(isUrgent(codes)).toBe(true);
  });

  it("are urgent from the last week on", () => {
    expect(isUrgent(ENDS)).toBe(true);
    expect(isUrgent({ kind: "certificate_ends", days_left: 13, remind_days: 14 })).toBe(false);
  });
});
