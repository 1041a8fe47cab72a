import { describe, expect, it } from "vitest";
import type { CertificateView, StorageView, UpdateNews, WifiView } from "../../../shared/protocol.gen";
import {
  asksFor,
  certificateTone,
  clockState,
  inMs,
  sized,
  storageTone,
  todayTyped,
  updateTone,
  wifiTone,
} from "./box";

const FILES: CertificateView = { from: "files", until_ms: 0, days_left: 200, remind_days: null, why: null };
const DISK: StorageView = {
  speed: "good",
  saves: 400,
  since_ms: 0,
  p50_us: 1,
  p99_us: 2,
  max_us: 3,
  free_bytes: 1,
  low: false,
};
const RADIO = { on_air: true, missing: false, networks: [], crowded: false, trouble: null };

describe("the condition of the box", () => {
  it.each<[Partial<CertificateView>, string]>([
    [{}, "good"],
    // The box renews it alone.
    [{ from: "own", days_left: 3 }, "good"],
    [{ days_left: 29, remind_days: 30 }, "warn"],
    [{ days_left: 7, remind_days: 14 }, "warn"],
    [{ days_left: 6, remind_days: 7 }, "bad"],
    [{ days_left: 0, remind_days: 1 }, "bad"],
    [{ from: "own", days_left: 800, why: "the certificate ran out" }, "bad"],
  ])("certificate %j is %s", (more, tone) => {
    expect(certificateTone({ ...FILES, ...more })).toBe(tone);
  });

  it("knows slow, full and unsafe disks", () => {
    expect(storageTone(DISK)).toBe("good");
    expect(storageTone({ ...DISK, speed: null })).toBe("good");
    expect(storageTone({ ...DISK, speed: "slow" })).toBe("warn");
    expect(storageTone({ ...DISK, low: true })).toBe("warn");
    expect(storageTone({ ...DISK, speed: "refused", low: true })).toBe("bad");
  });

  it("worries about its own radio only", () => {
    const wifi = (more: Partial<WifiView>): string => wifiTone({ from: "radio", name: "Crown", radio: RADIO, ...more });
    expect(wifi({})).toBe("good");
    expect(wifi({ from: "elsewhere", radio: null })).toBe("good");
    expect(wifi({ radio: null })).toBe("warn");
    expect(wifi({ radio: { ...RADIO, crowded: true } })).toBe("warn");
    expect(wifi({ radio: { ...RADIO, on_air: false, crowded: true } })).toBe("bad");
  });

  it.each<[UpdateNews["step"], string, unknown, string | null]>([
    ["found", "0.2.0", { install: "0.2.0" }, null],
    ["failed", "0.2.0-rc.1", { install: "0.2.0-rc.1" }, "warn"],
    ["failed", "holiday.update", null, "warn"],
    ["installed", "0.2.0", "restart", null],
    ["good", "0.2.0", "back", null],
    ["trial", "0.2.0", null, null],
    ["installing", "0.2.0", null, null],
    ["refused", "0.2.0", null, "warn"],
  ])("an update that is %s (%s) can be asked for %j", (step, version, ask, tone) => {
    const news = { step, version, reason: null, at_ms: 0 };
    expect(asksFor(news)).toEqual(ask);
    expect(updateTone(news)).toBe(tone);
  });

  it("takes a phone's time where nothing better keeps the clock", () => {
    const at = (clock: "ntp" | "rtc" | "staff" | null, phoneMs: number) =>
      clockState({ now_ms: 1_000_000, clock, clock_set: clock !== null }, phoneMs);
    expect(at(null, 1_060_000)).toBe("fine");
    expect(at(null, 1_060_001)).toBe("unset");
    expect(at(null, 9 * 365 * 86_400_000)).toBe("unset");
    expect(at("staff", 2_000_000)).toBe("near");
    expect(at("staff", 900_000)).toBe("near");
    expect(at("staff", 1_000_000 + 37 * 3_600_000)).toBe("far");
    expect(at("staff", 1_000_000 - 59 * 86_400_000)).toBe("far");
    expect(at("staff", 1_000_000 + 61 * 86_400_000)).toBe("never");
    expect(at("ntp", 2_000_000)).toBe("kept");
    expect(at("rtc", 900_000)).toBe("battery");
  });

  it("takes a typed date that is the phone's own and no other", () => {
    const phoneMs = new Date(2026, 10, 5, 20, 0).getTime();
    expect(todayTyped("5", "11", "2026", phoneMs)).toBe("2026-11-05");
    expect(todayTyped("05", "11", "2026", phoneMs)).toBe("2026-11-05");
    for (const [day, month, year] of [
      ["11", "5", "2026"],
      ["5", "11", "2035"],
      ["5", "11", "26"],
      ["", "", ""],
    ] as const) {
      expect(todayTyped(day, month, year, phoneMs)).toBeNull();
    }
  });

  it("says sizes and times as people can use them", () => {
    expect(sized(199_999_999)).toEqual({ value: 199, unit: "MB" });
    expect(sized(1_250_000_000)).toEqual({ value: 1.2, unit: "GB" });
    expect(sized(24_900_000_000)).toEqual({ value: 24, unit: "GB" });
    expect([380, 2_140, 36_600].map(inMs)).toEqual([0.4, 2.1, 37]);
  });
});
