/** Drawings only planning needs (Lucide, as those in `ui`). */
import type { Glyph } from "../../ui/glyphs";

export const pencil: Glyph = [
  "M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z",
  "m15 5 4 4",
];

export const copy: Glyph = [
  "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z",
  "M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2",
];

export const arrowUp: Glyph = ["m5 12 7-7 7 7", "M12 19V5"];

export const arrowDown: Glyph = ["M12 5v14", "m19 12-7 7-7-7"];
