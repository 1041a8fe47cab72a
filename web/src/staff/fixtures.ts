import type {
  By,
  CatalogueView,
  DeviceView,
  Entry,
  FeedItem,
  GameView,
  Me,
  PersonView,
  PlayStageView,
  PlayView,
  Pot,
  Right,
  Rules,
  StaffSnapshot,
  StaffWin,
  StageView,
  StatusView,
  WinCardView,
} from "../shared/protocol.gen";

/** A night for tests and pictures. Times are box time in ms. */
export const T0 = Date.UTC(2026, 10, 20, 20, 0, 0);

export const RIGHTS: Right[] = ["sell", "call", "verify", "pay", "manage", "people"];
export const RULES: Rules = {
  profile: "friendly-pub",
  daub: "auto",
  claim: "press",
  window: "hold",
  last_number: false,
  ties: "split",
  lost_link: "plays_on",
  free: "counts",
  undo: "before_payout",
  show_card_from: null,
  second_person_from: null,
};
/** A profile with most switches the other way. */
export const UK_RULES: Rules = {
  ...RULES,
  profile: "uk-style",
  daub: "catch_up",
  window: "next_ball",
  last_number: true,
  undo: "before_claim",
  show_card_from: 10_000,
  second_person_from: 0,
};
export const LINES = [
  0x1f, 0x3e0, 0x7c00, 0xf8000, 0x1f00000, 0x108421, 0x210842, 0x421084, 0x842108, 0x1084210, 0x1041041, 0x111110,
];
export const CALLS = [7, 22, 41, 55, 61, 12, 30, 44, 58, 70, 3, 18, 35, 49, 66, 9];
export const FACE = [7, 22, 41, 55, 61, 12, 30, 44, 58, 70, 3, 18, 0, 49, 66, 9, 16, 33, 50, 75, 1, 27, 38, 52, 64];

export const ana: By = { kind: "staff", staff: "ana", device: "d-bar", desk: "Bar" };
export const ben: By = { kind: "staff", staff: "ben", device: "d-stage", desk: "Stage" };

export const PEOPLE: PersonView[] = [
  { id: "ana", name: "Ana Lindqvist", role: "owner", suspended: false },
  { id: "ben", name: "Ben Okafor", role: "caller", suspended: false },
  { id: "chloe", name: "Chloé Dubois-Montgomery-Featherstonehaugh", role: "seller", suspended: false },
  { id: "dan", name: "Dan Weiß", role: "verifier", suspended: true },
];
export const DEVICES: DeviceView[] = [
  { id: "d-bar", desk: "Bar", profile: "any", suspended: false, seen_ms: T0, connected: true },
  { id: "d-stage", desk: "Stage", profile: "caller_stand", suspended: false, seen_ms: T0 - 40_000, connected: true },
  {
    id: "d-old",
    desk: "Entrance left, next to the cloakroom",
    profile: "sales_desk",
    suspended: true,
    seen_ms: T0 - 7_200_000,
    connected: false,
  },
];

export function winCard(serial: number, state: WinCardView["state"], more: Partial<WinCardView> = {}): WinCardView {
  return {
    serial,
    hand: [],
    shown: null,
    slept: null,
    state,
    reason: null,
    share: null,
    by: null,
    desk: null,
    at_ms: null,
    ...more,
  };
}

export function win(cards: WinCardView[], more: Partial<StaffWin> = {}): StaffWin {
  return {
    game: "warm-up-1",
    game_name: "Warm-up",
    stage: 0,
    stage_name: "Any line",
    prize: "chocolates-1",
    prize_name: "Box of chocolates",
    closed: false,
    extras: [],
    needs_second: false,
    needs_showing: false,
    value: 0,
    win: { ball: 70, call: 10, cards, jackpot: false, asked: 0 },
    ...more,
  };
}

export function stage(pattern: string, name: string, masks: number[], more: Partial<StageView> = {}): StageView {
  return {
    pattern,
    name,
    masks,
    goal: null,
    prize: null,
    standing: null,
    jackpot: null,
    extras: [],
    win: null,
    closed: false,
    ...more,
  };
}

export function game(status: StatusView, calls: number[] = [], more: Partial<GameView> = {}): GameView {
  return {
    id: "warm-up-1",
    name: "Warm-up",
    number: 1,
    of: 3,
    source: "rng",
    status,
    stage: 0,
    stages: [
      stage("any-line", "Any line", LINES, { prize: "Box of chocolates" }),
      stage("blackout", "Blackout", [0x1ffffff], { prize: "Hamper" }),
    ],
    calls,
    open: status === "over" ? [] : [0],
    format: { run: "into", start: "first_ball", plan: null, item: null },
    dispute: status === "disputed" ? { reason: "Card 41 was called in time", at_ms: T0 } : null,
    pace_s: null,
    announced: null,
    paused: status === "paused" ? { reason: "Short break", at_ms: T0 } : null,
    rules: RULES,
    fairness: { commitment: "ab".repeat(32), rules_hash: null, card_root: null, lock: null, entropy: null, seed: null },
    locked_at: status === "selling" ? null : 40,
    cards: 38,
    outcome: null,
    ...more,
  };
}

export function item(s: number, by: By, entry: Entry): FeedItem {
  return { s, at_ms: T0 + s * 20_000, by, entry };
}

const system: By = { kind: "system" };

export const FEED: FeedItem[] = [
  item(0, system, { type: "night_opened", data: { night: "2026-11-20", venue: "The Anchor", previous: null } }),
  item(1, system, { type: "box_started", data: { version: "0.2.0", replayed: 1 } }),
  item(2, ana, { type: "staff_signed_in", data: { staff: "ana" } }),
  item(3, ana, { type: "prize_added", data: { prize: "chocolates-1", name: "Box of chocolates", stock: 3 } }),
  item(4, ana, {
    type: "game_opened",
    data: {
      game: "warm-up-1",
      name: "Warm-up",
      source: "rng",
      rules: RULES,
      stages: [],
      run: "into",
      start: "first_ball",
      plan: null,
      item: null,
    },
  }),
  item(5, system, { type: "game_committed", data: { game: "warm-up-1", commitment: "ab".repeat(32) } }),
  item(6, ana, { type: "card_activated", data: { serial: 1207, face: FACE } }),
  item(
    7,
    { kind: "staff", staff: "chloe", desk: "Entrance left" },
    { type: "card_activated", data: { serial: 88, face: FACE } },
  ),
  item(8, ben, { type: "game_locked", data: { game: "warm-up-1", rules_hash: "", card_root: "", lock: "" } }),
  item(9, ben, { type: "entropy_added", data: { game: "warm-up-1", text: "two dice: 4 and 6" } }),
  item(10, ben, { type: "ball_called", data: { game: "warm-up-1", ball: 7, call: 1 } }),
  item(11, ben, {
    type: "ball_recalled",
    data: { game: "warm-up-1", ball: 7, call: 1, reason: "Wrong ball read out" },
  }),
  item(14, ben, { type: "ball_called", data: { game: "warm-up-1", ball: 70, call: 10 } }),
  item(15, system, {
    type: "win_detected",
    data: { game: "warm-up-1", stage: 0, ball: 70, call: 10, serials: [88, 1207] },
  }),
  item(16, { kind: "player" }, { type: "claim_made", data: { game: "warm-up-1", stage: 0, serial: 1207 } }),
  item(17, ana, { type: "refused", data: { act: "pay_prize", refusal: { code: "not_judged" } } }),
];

const said = (en: string, de = en, es = en, fr = en) => ({ en, es, fr, de });

function play(slug: string, en: string, rule: string, stages: PlayStageView[], more: Partial<PlayView> = {}): PlayView {
  return {
    slug,
    plan: false,
    names: said(en),
    rules: said(rule),
    duration: "average",
    run: "into",
    stages: stages.map((one) => ({ ...one, names: one.names.en === "" ? said(en) : one.names })),
    masks: stages[0]!.previews.length,
    hardway: true,
    ...more,
  };
}

const on = (hand: number, masks: number[], en = ""): PlayStageView => ({
  names: said(en),
  hand,
  previews: masks.map((mask) => Array.from({ length: hand }, () => mask)),
  last_standing: false,
});
const FULL = [0x1ffffff];
const DOUBLE = [0x3ff, 0x7c1f];

/** A small catalogue with one of each kind. */
export const CATALOGUE: CatalogueView = {
  games: [
    play("any-line", "Any line", "Any row, column or diagonal.", [on(1, LINES)], { duration: "fast", masks: 12 }),
    play("double-line", "Two lines", "Any two lines on one card.", [on(1, DOUBLE)], { masks: 66 }),
    play("and-single-single", "One line on each card", "Any line on both your cards.", [on(2, LINES)], { plan: true }),
    play("four-corners", "Four corners", "The four corners of the card.", [on(1, [0x1100011])], { duration: "fast" }),
    play("nine-pack", "Nine-pack", "A block of nine anywhere.", [on(1, [0x1ce7, 0x739c0])], {
      hardway: false,
      masks: 9,
    }),
    play("letter-x", "Letter X", "Both diagonals.", [on(1, [0x1151151])]),
    play("blackout", "Blackout", "All 24 numbers of the card.", [on(1, FULL)], { duration: "slow" }),
    play(
      "line-into-blackout",
      "Line, then blackout",
      "First any line, then on with the same marks to the full card.",
      [on(1, LINES, "Any line"), on(1, FULL, "Blackout")],
      {
        plan: true,
        duration: "slow",
      },
    ),
    play(
      "survivor-pair",
      "Survivor",
      "The last player with a card on which no number was called wins.",
      [{ ...on(2, []), last_standing: true }],
      {
        plan: true,
        duration: "fast",
        masks: 0,
      },
    ),
  ],
  families: [
    {
      slug: "double-bingo",
      names: said("Double bingo", "Doppelbingo"),
      variants: ["double-line", "and-single-single"],
    },
  ],
};

export const POT: Pot = {
  pot: "snowball-1",
  name: "The snowball",
  value: 25_000,
  start_value: 10_000,
  grow_value: 5_000,
  within: 51,
  start_within: 48,
  grow_within: 1,
};

export function snapshot(more: Partial<StaffSnapshot> = {}): StaffSnapshot {
  return {
    v: 1,
    venue: "The Anchor",
    night: "2026-11-20",
    now_ms: T0,
    staff: "ana",
    rights: RIGHTS,
    people: PEOPLE,
    devices: DEVICES,
    profiles: [RULES, UK_RULES],
    join_url: "https://bingo.example/",
    wifi: "BINGO",
    cards_issued: 200,
    condition: { clock: "ntp", notices: [] },
    s: 17,
    h: "0123456789abcdef",
    feed: FEED,
    games: [
      {
        id: "warm-up-1",
        name: "Warm-up",
        source: "rng",
        status: "running",
        outcome: null,
        stages: ["Any line", "Blackout"],
      },
      { id: "corners-2", name: "Corners", source: "cage", status: "selling", outcome: null, stages: ["Four corners"] },
      {
        id: "final-3",
        name: "The Grand Christmas Charity Final of Saint Bartholomew",
        source: "rng",
        status: "selling",
        outcome: null,
        stages: ["Blackout"],
      },
    ],
    game: game("running", CALLS),
    wins: [],
    prizes: [
      { id: "chocolates-1", name: "Box of chocolates", value: 800, stock: 3, paid: 1 },
      {
        id: "hamper-2",
        name: "A hamper of very fine things from all over the county",
        value: 12_500,
        stock: 0,
        paid: 1,
      },
    ],
    next: [{ game: "corners-2", commitment: null, name: "Corners", stages: ["Four corners"] }],
    counts: {
      cards_sold: 38,
      cards_void: 1,
      phones: 27,
      boards: 1,
      staff: 3,
      durability: { saved: 18, copied: 12, cloud: 0 },
    },
    pots: [POT],
    programme: { seq: null, items: [], opened: [] },
    shown: null,
    rehearsal: false,
    night_over: false,
    ...more,
  };
}

export function me(more: Partial<Me> = {}): Me {
  return {
    unclaimed: false,
    device: "d-bar",
    desk: "Bar",
    staff: "ana",
    name: "Ana Lindqvist",
    rights: RIGHTS,
    tiles: PEOPLE.slice(0, 3).map(({ id, name, role }) => ({ staff: id, name, role })),
    challenge: "sign-me",
    ...more,
  };
}
