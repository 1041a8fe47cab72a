/** Drawings only staff need (Lucide, as those in `ui`, which are part of every phone's first load). */
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

export const archive: Glyph = [
  "M3 3h18a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-18a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1z",
  "M4 8v11a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V8",
  "M10 12h4",
];

export const camera: Glyph = [
  "M13.997 4a2 2 0 0 1 1.76 1.05l.486.9A2 2 0 0 0 18.003 7H20a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2h1.997a2 2 0 0 0 1.759-1.048l.489-.904A2 2 0 0 1 10.004 4z",
  "M9 13a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
];

export const gift: Glyph = [
  "M12 7v14",
  "M20 11v8a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-8",
  "M7.5 7a1 1 0 0 1 0-5A4.8 8 0 0 1 12 7a4.8 8 0 0 1 4.5-5 1 1 0 0 1 0 5",
  "M4 7h16a1 1 0 0 1 1 1v2a1 1 0 0 1 -1 1h-16a1 1 0 0 1 -1 -1v-2a1 1 0 0 1 1 -1z",
];

export const handCoins: Glyph = [
  "M11 15h2a2 2 0 1 0 0-4h-3c-.6 0-1.1.2-1.4.6L3 17",
  "m7 21 1.6-1.4c.3-.4.8-.6 1.4-.6h4c1.1 0 2.1-.4 2.8-1.2l4.6-4.4a2 2 0 0 0-2.75-2.91l-4.2 3.9",
  "m2 16 6 6",
  "M13.1 9a2.9 2.9 0 1 0 5.8 0a2.9 2.9 0 1 0 -5.8 0",
  "M3 5a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
];

export const printer: Glyph = [
  "M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2",
  "M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6",
  "M7 14h10a1 1 0 0 1 1 1v6a1 1 0 0 1 -1 1h-10a1 1 0 0 1 -1 -1v-6a1 1 0 0 1 1 -1z",
];

export const qrCode: Glyph = [
  "M4 3h3a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-3a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1z",
  "M17 3h3a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-3a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1z",
  "M4 16h3a1 1 0 0 1 1 1v3a1 1 0 0 1 -1 1h-3a1 1 0 0 1 -1 -1v-3a1 1 0 0 1 1 -1z",
  "M21 16h-3a2 2 0 0 0-2 2v3",
  "M21 21v.01",
  "M12 7v3a2 2 0 0 1-2 2H7",
  "M3 12h.01",
  "M12 3h.01",
  "M12 16v.01",
  "M16 12h1",
  "M21 12v.01",
  "M12 21v-1",
];

export const smartphone: Glyph = [
  "M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-16a2 2 0 0 1 2 -2z",
  "M12 18h.01",
];

export const userPlus: Glyph = [
  "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2",
  "M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
  "M19 8L19 14",
  "M22 11L16 11",
];
