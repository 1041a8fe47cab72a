import { describe, expect, it } from "vitest";
import scanned from "../../../../tests/data/scanned.json";
import { isOtherLayout, readKey } from "./card-link";
import { grouped, readCode } from "./code";

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
  const whole = (text: string) => text.replace("KEY", KEY);

  it.each(scanned.found)("is found in %j", (text) => {
    expect(readKey(whole(text))).toBe(KEY);
    expect(readKey(whole(text).toLowerCase())).toBe(KEY);
  });

  it.each([...scanned.none, `Z${KEY.slice(1)}`])("is not found in %j", (text) => {
    expect(readKey(whole(text))).toBeNull();
  });
});

describe("a scanner that is set to another keyboard", () => {
  it.each(scanned.other_layout)("is recognised by %j", (text) => expect(isOtherLayout(text)).toBe(true));

  it.each([...scanned.found, ...scanned.none, "1111-1115", "#7"])("is not to blame for %j", (text) =>
    expect(isOtherLayout(text)).toBe(false),
  );
});
