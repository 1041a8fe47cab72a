import { describe, expect, it } from "vitest";
import { grouped, readCode, readKey } from "./code";

const KEY = "0123456789ABCDEFGHJKMNPQRS";

describe("a typed code", () => {
  it.each([
    "11111115",
    "lLiI 1115",
    " 1-1-1-1\u{a0}1 1-1 5\n",
    "1111–1115",
    "1111\u{2011}1115",
    "1111−1115",
    "１１１１－１１１５",
    "\u{feff}“1111\u{ad}1115”\u{200b}",
  ])("is read as people type it: %j", (typed) => {
    expect(readCode(typed)).toEqual({ ok: true, code: "1111-1115" });
  });

  it.each([
    ["", "short"],
    ["1111-111", "short"],
    ["1111-11155", "long"],
    ["UUUU-UUUU", "symbol"],
    ["1111-1116", "mistyped"],
  ])("says what is wrong with %j", (typed, fault) => {
    expect(readCode(typed)).toEqual({ ok: false, fault });
  });

  it("is found wrong after any single slip and any swap of neighbours", () => {
    const right = "7K2M9QXA";
    expect(readCode(right).ok).toBe(true);
    for (let place = 0; place < 8; place += 1) {
      for (const symbol of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") {
        if (symbol === right[place]) continue;
        expect(readCode(right.slice(0, place) + symbol + right.slice(place + 1)).ok).toBe(false);
      }
      for (const other of [place + 1, place + 2]) {
        if (other > 7) continue;
        const symbols = [...right];
        [symbols[place], symbols[other]] = [symbols[other]!, symbols[place]!];
        expect(readCode(symbols.join("")).ok).toBe(false);
      }
    }
  });

  it("is grouped while it is typed", () => {
    expect(["ab", "abcd", "abcde", "abcd-efgh-9"].map(grouped)).toEqual(["AB", "ABCD", "ABCD-E", "ABCD-EFGH"]);
  });
});

describe("a key", () => {
  it.each([`HTTPS://HALL.TEST/C/${KEY}`, `https://hall.test:8443/c/${KEY.toLowerCase()}/`, KEY, ` ${KEY}\n`])(
    "is found in %j",
    (text) => {
      expect(readKey(text)).toBe(KEY);
    },
  );

  it.each([
    "",
    "https://hall.test/",
    "https://hall.test/C/",
    `https://hall.test/C/${KEY}0`,
    `Z${KEY.slice(1)}`,
    "WIFI:S:BINGO;;",
  ])("is not found in %j", (text) => {
    expect(readKey(text)).toBeNull();
  });
});
