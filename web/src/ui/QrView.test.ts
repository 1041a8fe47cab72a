import { encodeQR } from "qr";
import { describe, expect, it } from "vitest";
import { draw } from "./QrView";

describe("QR drawing", () => {
  it("joins runs and leaves light modules out", () => {
    expect(
      draw([
        [true, true, false],
        [false, false, true],
        [false, false, false],
      ]),
    ).toEqual({
      side: 3,
      path: "M0 0h2v1h-2zM2 1h1v1h-1z",
    });
  });

  it("covers exactly the dark modules of a real code", () => {
    const modules = encodeQR("https://box.example/C/ABCD", "raw", { ecc: "medium", border: 4 });
    const dark = modules.flat().filter(Boolean).length;
    const { path } = draw(modules);
    const drawn = [...path.matchAll(/h(\d+)v/g)].reduce((sum, [, width]) => sum + Number(width), 0);
    expect(drawn).toBe(dark);
  });
});
