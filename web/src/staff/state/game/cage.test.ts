import { describe, expect, it } from "vitest";
import { answered, stillIn, tapped } from "./cage";

describe("the pad of the cage", () => {
  it("calls a ball with the second tap only", () => {
    expect(tapped(null, 7, true)).toEqual({ picked: 7, call: false });
    expect(tapped(7, 7, true)).toEqual({ picked: 7, call: true });
    expect(tapped(7, 8, true)).toEqual({ picked: 8, call: false });
    expect(tapped(7, 7, false)).toEqual({ picked: 7, call: false });
  });

  it("keeps a pick made while the last ball is on its way", () => {
    const { picked } = tapped(7, 31, false);
    expect(answered(picked, 7)).toBe(31);
    expect(answered(7, 7)).toBeNull();
  });

  it("drops a pick that another device has called", () => {
    expect(stillIn(31, new Set([7, 31]))).toBeNull();
    expect(stillIn(31, new Set([7]))).toBe(31);
    expect(stillIn(null, new Set([7]))).toBeNull();
  });
});
