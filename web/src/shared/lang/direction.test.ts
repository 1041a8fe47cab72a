import { describe, expect, it } from "vitest";
import { isolated, isolating } from "./direction";

const HALL = "אולם (תל אביב)!";

describe("names that run to the left", () => {
  it("keep their brackets and full stops to themselves", () => {
    expect(isolated(HALL)).toBe(`\u2068${HALL}\u2069`);
    expect(isolated("قاعة")).toBe("\u2068قاعة\u2069");
    expect(isolated("The Crown!")).toBe("The Crown!");
  });

  it("are isolated in every sentence they are put into", () => {
    const texts = isolating({
      welcome: (venue: string) => `Welcome to ${venue}`,
      plain: "No name",
      entries: {
        paid: ({ reason }: { reason: string }, say: { who: string; prize: (id: string) => string }) =>
          `${say.who}: ${say.prize("ham")}, ${reason}`,
      },
      said: (name: string) => ({ title: `Now: ${name}` }),
      usual: ["Lost"],
    });
    expect(texts.welcome(HALL)).toBe(`Welcome to \u2068${HALL}\u2069`);
    expect(texts.welcome("The Crown")).toBe("Welcome to The Crown");
    const prize = (id: string) => (id === "ham" ? "חזיר" : id);
    expect(texts.entries.paid({ reason: "x" }, { who: "Ana", prize })).toBe("Ana: \u2068חזיר\u2069, x");
    expect(texts.said(HALL).title).toBe(`Now: \u2068${HALL}\u2069`);
    expect(texts).toMatchObject({ plain: "No name", usual: ["Lost"] });
  });
});
