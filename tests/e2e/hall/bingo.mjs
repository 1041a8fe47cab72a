/** A cage that gives the balls a story needs: sums over the numbers printed on cards, made apart from the product. */

const LINES = [
  ...[0, 1, 2, 3, 4].map((row) =>
    [0, 1, 2, 3, 4].map((column) => row * 5 + column),
  ),
  ...[0, 1, 2, 3, 4].map((column) =>
    [0, 1, 2, 3, 4].map((row) => row * 5 + column),
  ),
  [0, 6, 12, 18, 24],
  [4, 8, 12, 16, 20],
];
const ALL = Array.from({ length: 75 }, (_, i) => i + 1);

/** The lines of a face that are complete with these balls. */
function linesWith(face, balls) {
  return LINES.filter((line) =>
    line.every((square) => face[square] === 0 || balls.has(face[square])),
  );
}

const numbersOf = (face, line) =>
  line.map((square) => face[square]).filter((number) => number !== 0);

/** Serials with at least this many lines. */
function withLines(faces, balls, wanted) {
  return [...faces]
    .filter(([, face]) => linesWith(face, balls).length >= wanted)
    .map(([serial]) => serial);
}

/**
 * Balls in the order the cage gives them: `length` of them, the last completing the first line of exactly two
 * cards, and none before it. `faces` maps serials to numbers; the card `apart` is not one of the two.
 */
export function untilTie(faces, length, apart) {
  for (const [last, tied] of tieBalls(faces)) {
    if (tied.includes(apart)) continue;
    for (const needed of linesToFill(faces, tied, last)) {
      const before = fill(faces, needed, last, tied, length - 1);
      if (before !== null) return { balls: [...before, last], tied };
    }
  }
  throw new Error("no two of these cards can be made to tie");
}

/** Balls after `called` until one card alone has two lines. */
export function untilTwoLines(faces, called) {
  const plans = [...faces].flatMap(([serial, face]) =>
    LINES.flatMap((one, i) =>
      LINES.slice(i + 1).map((other) => [
        serial,
        [...new Set([...numbersOf(face, one), ...numbersOf(face, other)])],
      ]),
    ),
  );
  const open = plans.map(([serial, numbers]) => [
    serial,
    numbers.filter((number) => !called.includes(number)),
  ]);
  for (const [serial, numbers] of open.sort(
    (a, b) => a[1].length - b[1].length,
  )) {
    const before = new Set([...called, ...numbers.slice(0, -1)]);
    const after = new Set([...called, ...numbers]);
    const alone = withLines(faces, after, 2).join() === `${serial}`;
    if (numbers.length > 0 && withLines(faces, before, 2).length === 0 && alone)
      return { balls: numbers, winner: serial };
  }
  throw new Error("no card can win two lines alone");
}

/** Every ball with two cards that have it. */
function* tieBalls(faces) {
  for (const ball of ALL) {
    const holders = [...faces]
      .filter(([, face]) => face.includes(ball))
      .map(([serial]) => serial);
    for (const one of holders)
      for (const other of holders) if (one < other) yield [ball, [one, other]];
  }
}

/** What has to be called before `last` so that it completes a line of both: the short ways first. */
function linesToFill(faces, tied, last) {
  const ways = tied.map((serial) => {
    const face = faces.get(serial);
    return LINES.map((line) => numbersOf(face, line)).filter((numbers) =>
      numbers.includes(last),
    );
  });
  const both = ways[0].flatMap((a) =>
    ways[1].map((b) =>
      [...new Set([...a, ...b])].filter((ball) => ball !== last),
    ),
  );
  return both.sort((a, b) => a.length - b.length);
}

/** `needed` and as many other balls as it takes, none of which wins anything; null if there are not enough. */
function fill(faces, needed, last, tied, length) {
  const wins = (balls) => withLines(faces, new Set(balls), 1);
  const asPlanned = (balls) =>
    wins(balls).length === 0 && wins([...balls, last]).join() === tied.join();
  if (needed.length > length || !asPlanned(needed)) return null;
  const before = [...needed];
  for (const ball of ALL) {
    if (before.length === length) break;
    // Fillers come first, so that what matters comes late.
    if (ball !== last && !before.includes(ball) && asPlanned([ball, ...before]))
      before.unshift(ball);
  }
  const twice = withLines(faces, new Set([...before, last]), 2).length > 0;
  return before.length === length && !twice ? before : null;
}
