/** Printed cards: the real PDF, drawn as a printer would, cut up, read with a scanner and held before a camera. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { command, hallbox } from "./box.mjs";

/** Millimetres of an A4 sheet: nine cards with room for the blade between them, in the middle of the paper. */
const PAPER = { width: 210, height: 297, perRow: 3, rows: 3 };
const CARD = { width: 55, height: 85, gap: 6 };
const DPI = 200;

const px = (mm) => Math.round((mm / 25.4) * DPI);

/** Makes cards, prints them and cuts them: serial, typed code, address in the code, picture of each. At most nine. */
export async function printCards(box, count) {
  const pdf = join(box.folder, "cards.pdf");
  const { code, words } = await hallbox(
    "cards",
    "issue",
    "--count",
    count,
    "--data",
    box.data,
    "--out",
    pdf,
  );
  if (code !== 0) throw new Error(`cards were not issued: ${words}`);
  const csv = await readFile(join(box.folder, "cards.csv"), "utf8");
  const listed = csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));
  return Promise.all(
    listed.map(async ([serial, code], place) => {
      const picture = await cut(box, pdf, place);
      const url = await command(
        "zbarimg",
        "-q",
        "--raw",
        "-Sdisable",
        "-Sqrcode.enable",
        picture,
      );
      return { serial: Number(serial), code, url: url.trim(), picture };
    }),
  );
}

/** A short film of one printed card, for the camera. */
export async function film(box, card) {
  const path = join(box.folder, `card-${card.serial}.mjpeg`);
  const scene = "scale=-2:700,pad=1280:720:(ow-iw)/2:10:color=0x666666";
  await command(
    "ffmpeg",
    "-v",
    "error",
    "-y",
    "-loop",
    "1",
    "-i",
    card.picture,
    "-frames:v",
    "10",
    "-vf",
    scene,
    "-pix_fmt",
    "yuvj420p",
    "-q:v",
    "3",
    path,
  );
  return path;
}

/** Cuts one card from the first sheet. The first page only checks the printer; the cards begin on the second. */
async function cut(box, pdf, place) {
  const across = (i) =>
    margin(PAPER.width, CARD.width, PAPER.perRow) + i * (CARD.width + CARD.gap);
  const down = (i) =>
    margin(PAPER.height, CARD.height, PAPER.rows) +
    i * (CARD.height + CARD.gap);
  const [x, y] = [
    across(place % PAPER.perRow),
    down(Math.floor(place / PAPER.perRow)),
  ].map(px);
  const picture = join(box.folder, `card-${place}`);
  const window = [
    "-x",
    x,
    "-y",
    y,
    "-W",
    px(CARD.width),
    "-H",
    px(CARD.height),
  ];
  await command(
    "pdftoppm",
    "-r",
    DPI,
    "-f",
    2,
    "-l",
    2,
    ...window,
    "-png",
    "-singlefile",
    pdf,
    picture,
  );
  return `${picture}.png`;
}

const margin = (paper, card, count) =>
  (paper - count * card - (count - 1) * CARD.gap) / 2;
