import { describe, expect, it } from "vitest";
import { nextStepMs, outageOf } from "./outage";

describe("outage", () => {
  it("keeps quiet about blips, then grows more helpful", () => {
    const seen = [0, 2_999, 3_000, 29_999, 30_000, 119_999, 120_000].map((now) => outageOf(0, now));
    expect(seen).toEqual(["none", "none", "short", "short", "long", "long", "follow_caller"]);
    expect(outageOf(null, 500_000)).toBe("none");
  });

  it("wakes exactly when its mind changes", () => {
    let now = 10;
    const steps: string[] = [];
    for (let wait = nextStepMs(10, now); wait !== null; wait = nextStepMs(10, now)) {
      expect(outageOf(10, now + wait - 1)).toBe(outageOf(10, now));
      now += wait;
      steps.push(outageOf(10, now));
    }
    expect(steps).toEqual(["short", "long", "follow_caller"]);
  });
});
