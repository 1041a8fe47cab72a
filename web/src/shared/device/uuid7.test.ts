import { expect, it } from "vitest";
import { uuid7 } from "./uuid7";

it("carries time, version and variant, and keeps the rest of the dice", () => {
  expect(uuid7(0x0191_2345_6789, new Uint8Array(10).fill(0xff))).toBe("01912345-6789-7fff-bfff-ffffffffffff");
});

it("sorts by when it was made", () => {
  const late = uuid7(1_700_000_000_001, new Uint8Array(10));
  expect(uuid7(1_700_000_000_000, new Uint8Array(10).fill(255)) < late).toBe(true);
});
