import { afterEach, describe, expect, it } from "vitest";
import cases from "../../../../tests/data/amounts.json";
import { currency } from "./amounts";
import { money } from "./i18n";
import { AMOUNT_MAX, readAmount, typedAmount } from "./read-amount";

afterEach(() => {
  currency.value = { code: null, decimals: 2 };
});

describe("an amount", () => {
  it.each(cases.read as [string, number, number][])("reads %j with %i decimals", (typed, decimals, amount) =>
    expect(readAmount(typed, decimals)).toEqual({ amount }),
  );

  it.each(cases.refused as [string, number, string][])("refuses %j with %i decimals", (typed, decimals, wrong) =>
    expect(readAmount(typed, decimals)).toEqual({ wrong }),
  );

  it("has the limit of the box", () => expect(AMOUNT_MAX).toBe(cases.largest));

  it("is typed again as it was read, up to the largest", () => {
    for (const decimals of [0, 2, 3])
      for (const amount of [0, 5, 1_250, 99_900, 4_000_000_001, AMOUNT_MAX - 1, AMOUNT_MAX])
        expect(readAmount(typedAmount(amount, decimals), decimals)).toEqual({ amount });
  });

  it("is shown exactly, with the sign of the venue's currency", () => {
    expect(money(AMOUNT_MAX)).toBe("90,071,992,547,409.91");
    currency.value = { code: "EUR", decimals: 2 };
    expect(money(1_250)).toBe("€12.50");
    currency.value = { code: "JPY", decimals: 0 };
    expect(money(1_250)).toBe("¥1,250");
    currency.value = { code: "KWD", decimals: 3 };
    expect(money(1_250)).toMatch(/^KWD\s1\.250$/);
  });
});
