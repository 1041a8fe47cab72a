import { expect, it } from "vitest";
import { toldApart } from "./apart";

it("tells two devices at one place apart by their ids", () => {
  const [bar, other, door] = [
    { id: "d1", desk: "Bar" },
    { id: "d2", desk: " BAR " },
    { id: "d3", desk: "Door" },
  ];
  const all = [bar, other, door];
  expect(all.map((device) => toldApart(device, all))).toEqual(["Bar (d1)", " BAR  (d2)", "Door"]);
  expect(toldApart(bar, [bar, door])).toBe("Bar");
});
