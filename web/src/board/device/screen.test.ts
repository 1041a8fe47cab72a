import { describe, expect, it } from "vitest";
import { driftAt } from "./screen";

describe("drift", () => {
  it("moves one pixel a step, stays within four and comes back", () => {
    for (let step = 0; step < 32; step += 1) {
      const [x, y] = driftAt(step);
      const [nextX, nextY] = driftAt(step + 1);
      expect(Math.abs(nextX - x) + Math.abs(nextY - y)).toBe(1);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x, y)).toBeLessThanOrEqual(4);
    }
    expect(driftAt(16)).toEqual([0, 0]);
  });
});
