// Generated from src/protocol by `just types`. Do not edit.

export const PROTOCOL_VERSION = 1;

/**
 * One numbered ball. Holding a `Ball` proves the number is between 1 and 75.
 */
export type Ball = number;

/**
 * A ball was called and nothing else changed: the one message that goes to everybody, ≤ 64 bytes.
 */
export type BallNews = { 
/**
 * Seq of the entry.
 */
s: number, 
/**
 * The ball.
 */
b: Ball, 
/**
 * Call number, 1-based.
 */
n: number, 
/**
 * First 16 hex digits of the head hash.
 */
h: string, };

/**
 * What a board sends.
 */
export type BoardHello = { "t": "hello", v: number, since: Since | null, };

/**
 * What a board hears.
 */
export type BoardMessage = { "t": "snapshot" } & BoardSnapshot | { "t": "resumed", s: number, } | { "t": "ball" } & BallNews | { "t": "game" } & GameNews | { "t": "beat", s: number, } | { "t": "bye", retry_after_ms: number, reason: string, };

/**
 * Everything a board shows.
 */
export type BoardSnapshot = { 
/**
 * Protocol version.
 */
v: number, 
/**
 * Name of the venue.
 */
venue: Words, 
/**
 * The night.
 */
night: NightId, 
/**
 * Where guests go, as a URL.
 */
join_url: string, 
/**
 * Name of the Wi-Fi network, if the box runs one.
 */
wifi: Words | null, 
/**
 * Seq of the newest entry it contains.
 */
s: number, 
/**
 * Head hash, first 16 hex digits.
 */
h: string, 
/**
 * The game being played or sold; `None` when the programme is over.
 */
game: GameView | null, 
/**
 * What follows on the programme.
 */
next: Array<UpNext>, 
/**
 * Whether the night is closed.
 */
night_over: boolean, 
/**
 * Newest signed checkpoint (C2SP note), sent at locks, claims and closes.
 */
checkpoint: string | null, };

/**
 * Who did it. Names never stand in the ledger, ids do.
 */
export type By = { 
/**
 * What kind of actor.
 */
kind: Kind, 
/**
 * Member of staff, when one was signed in.
 */
staff?: StaffId | null, 
/**
 * Enrolled device.
 */
device?: DeviceId | null, 
/**
 * Where the device stands, as the owner named it.
 */
desk?: Words | null, };

/**
 * What staff see of a card.
 */
export type CardInfo = { 
/**
 * Its serial.
 */
serial: Serial, 
/**
 * Its typed code.
 */
code: string, 
/**
 * Its numbers.
 */
face: Face, 
/**
 * Who sold it, when, where; `None` = not sold tonight.
 */
sold: Stamp | null, 
/**
 * Who took it out of play.
 */
voided: [Stamp, Words] | null, 
/**
 * Squares missing for the current stage at best.
 */
missing: number | null, 
/**
 * Whether it plays in the current game.
 */
plays: boolean, };

/**
 * Whether a card plays tonight.
 */
export type CardState = "unsold" | "active" | "void";

/**
 * A card in a wallet.
 */
export type CardView = { 
/**
 * Its serial.
 */
serial: Serial, 
/**
 * Its typed code, `ABCD-EFGH`.
 */
code: string, 
/**
 * Its key, as sent in the hello.
 */
key: string, 
/**
 * Its numbers row by row, 0 = free.
 */
face: Face, 
/**
 * Whether it plays tonight.
 */
state: CardState, 
/**
 * Seq of its sale: it plays in games locked after that.
 */
sold_at: number | null, };

/**
 * Who vouches for the box.
 */
export type CertificateFrom = "public" | "files" | "own";

/**
 * The certificate the box shows to phones.
 */
export type CertificateView = { 
/**
 * Who vouches for the box.
 */
from: CertificateFrom, 
/**
 * Until when, by box time.
 */
until_ms: number, 
/**
 * Whole days left.
 */
days_left: number, 
/**
 * Somebody has to look after it: 30, 14, 7 or 1 day before its end. None as long as nobody has to.
 */
remind_days: number | null, 
/**
 * Why there is no better one, or why it could not be renewed; in words, English.
 */
why: string | null, };

/**
 * `POST /api/claim-box`: the first start.
 */
export type ClaimBox = { 
/**
 * One-time code printed by the box.
 */
claim_code: string, 
/**
 * Owner's name (vault only).
 */
name: Words, 
/**
 * Owner's PIN, 6 to 12 digits.
 */
pin: string, 
/**
 * Where this device stands.
 */
desk: Words, 
/**
 * This device's key.
 */
device: DeviceKey, };

/**
 * Who has to speak up for a win to be judged.
 */
export type ClaimMode = "press" | "auto";

/**
 * `POST /api/code`: a typed code.
 */
export type CodeEntry = { 
/**
 * As typed; folded and checked by the box.
 */
code: string, };

/**
 * Answer to a typed code.
 */
export type CodeFound = { 
/**
 * The card's key.
 */
key: string, };

/**
 * Idempotency key a client gives its command (UUID version 7).
 */
export type CommandId = string;

/**
 * Heads and sales.
 */
export type Counts = { 
/**
 * Cards sold and not voided.
 */
cards_sold: number, 
/**
 * Cards voided.
 */
cards_void: number, 
/**
 * Phones connected.
 */
phones: number, 
/**
 * Boards connected.
 */
boards: number, 
/**
 * Staff screens connected.
 */
staff: number, 
/**
 * How safe the newest entries are.
 */
durability: Durability, };

/**
 * How squares are marked on phones. The box plays every card whatever the phone shows.
 */
export type Daub = "auto" | "tap";

/**
 * One enrolled device.
 */
export type DeviceId = string;

/**
 * A device's public key: uncompressed P-256 point, base64url without padding.
 */
export type DeviceKey = { 
/**
 * 65 bytes, base64url.
 */
public_key: string, };

/**
 * An enrolled device.
 */
export type DeviceView = { 
/**
 * Id as it stands in the ledger.
 */
id: DeviceId, 
/**
 * What it is called and where it stands.
 */
desk: Words, 
/**
 * What it may be used for.
 */
profile: Profile, 
/**
 * Whether it may no longer connect.
 */
suspended: boolean, 
/**
 * Last contact, box time in ms.
 */
seen_ms: number | null, 
/**
 * Whether it is connected now.
 */
connected: boolean, };

/**
 * A SHA-256 digest.
 */
export type Digest = string;

/**
 * How safe the ledger is: sizes (entries) that reached each level.
 */
export type Durability = { 
/**
 * On the box's own disk.
 */
saved: number, 
/**
 * On a second medium.
 */
copied: number, 
/**
 * Signed for by the collector.
 */
cloud: number, };

/**
 * `POST /api/enrol`: a new device answers the offer.
 */
export type Enrol = { 
/**
 * Token of the offer.
 */
token: string, 
/**
 * The device's key.
 */
device: DeviceKey, };

/**
 * The offer: good once, for ten minutes.
 */
export type EnrolmentOffer = { 
/**
 * Open this on the new device.
 */
url: string, 
/**
 * The same as an SVG QR code.
 */
qr_svg: string, 
/**
 * Box time in ms.
 */
expires_ms: number, };

/**
 * `POST /api/devices/enrolment`: offer a QR to a new device.
 */
export type EnrolmentRequest = { 
/**
 * Where it will stand.
 */
desk: Words, 
/**
 * What it may be used for.
 */
profile: Profile, };

/**
 * One thing that happened.
 */
export type Entry = { "type": "night_opened", "data": { night: NightId, venue: Words, previous: Previous | null, } } | { "type": "box_started", "data": { version: Words, replayed: number, } } | { "type": "storage_tested", "data": { fsync_p50_us: number, fsync_p99_us: number, fsync_max_us: number, verdict: Words, } } | { "type": "rollback_reported", "data": { size: number, root: Digest, } } | { "type": "staff_added", "data": { staff: StaffId, role: Role, } } | { "type": "staff_suspended", "data": { staff: StaffId, } } | { "type": "device_enrolled", "data": { device: DeviceId, } } | { "type": "device_suspended", "data": { device: DeviceId, } } | { "type": "staff_signed_in", "data": { staff: StaffId, } } | { "type": "guessing_noticed", "data": { what: Words, } } | { "type": "card_activated", "data": { serial: Serial, face: Face, } } | { "type": "card_voided", "data": { serial: Serial, reason: Words, } } | { "type": "prize_added", "data": { prize: PrizeId, name: Words, stock: number, } } | { "type": "stock_set", "data": { prize: PrizeId, stock: number, } } | { "type": "game_opened", "data": { game: GameId, name: Words, source: Source, rules: Rules, stages: Array<StagePlan>, } } | { "type": "game_committed", "data": { game: GameId, commitment: Digest, } } | { "type": "game_locked", "data": { game: GameId, rules_hash: Digest, card_root: Digest, lock: Digest, } } | { "type": "entropy_added", "data": { game: GameId, text: string, } } | { "type": "ball_called", "data": { game: GameId, ball: Ball, call: number, } } | { "type": "ball_recalled", "data": { game: GameId, ball: Ball, call: number, reason: Words, } } | { "type": "win_detected", "data": { game: GameId, stage: number, ball: Ball, call: number, serials: Array<Serial>, } } | { "type": "claim_made", "data": { game: GameId, stage: number, serial: Serial, } } | { "type": "claim_judged", "data": { game: GameId, stage: number, serial: Serial, verdict: Verdict, reason?: Words | null, } } | { "type": "claim_confirmed", "data": { game: GameId, stage: number, serial: Serial, } } | { "type": "tie_resolved", "data": { game: GameId, stage: number, rule: TieRule, serials: Array<Serial>, winners: Array<Serial>, } } | { "type": "prize_paid", "data": { game: GameId, stage: number, serial: Serial, prize?: PrizeId | null, share: number, of: number, 
/**
 * Salted hash of the winner's name when staff wrote one down; the name is in the vault.
 */
name_hash?: Digest | null, } } | { "type": "stage_closed", "data": { game: GameId, stage: number, } } | { "type": "game_paused", "data": { game: GameId, reason: Words, } } | { "type": "game_resumed", "data": { game: GameId, } } | { "type": "game_closed", "data": { game: GameId, outcome: Outcome, reason?: Words | null, } } | { "type": "seed_revealed", "data": { game: GameId, seed: Seed, } } | { "type": "refused", "data": { act: Words, refusal: Refusal, } } | { "type": "night_closed", "data": { night: NightId, } };

/**
 * The 25 numbers of a card, row by row; `None` is the free square.
 *
 * Holding a `Face` proves: every number stands in its column (B 1–15 … O 61–75), none twice,
 * and only the centre may be free.
 */
export type Face = number[];

/**
 * Everything a phone needs to recompute the order of balls.
 */
export type Fairness = { 
/**
 * SHA-256 over the seed, published before sales.
 */
commitment: Digest | null, 
/**
 * Hash of the rules.
 */
rules_hash: Digest | null, 
/**
 * Root over the serials in play.
 */
card_root: Digest | null, 
/**
 * Fixed when sales closed.
 */
lock: Digest | null, 
/**
 * What the room threw in.
 */
entropy: string | null, 
/**
 * Revealed at the end.
 */
seed: Seed | null, };

/**
 * One entry as staff see it.
 */
export type FeedItem = { 
/**
 * Its seq.
 */
s: number, 
/**
 * Box time, ms since 1970.
 */
at_ms: number, 
/**
 * Who.
 */
by: By, 
/**
 * What.
 */
entry: Entry, };

/**
 * `GET /api/first-steps`: what an owner still has to do, in order.
 */
export type FirstSteps = { 
/**
 * Cards were issued.
 */
cards: boolean, 
/**
 * A second person was added.
 */
team: boolean, 
/**
 * A game is on the programme.
 */
game: boolean, 
/**
 * A prize is on the table.
 */
prize: boolean, 
/**
 * The certificate the box shows to phones.
 */
certificate: CertificateView, };

/**
 * One game of a night, unique within it.
 */
export type GameId = string;

/**
 * The game changed.
 */
export type GameNews = { 
/**
 * Seq of the newest entry it contains.
 */
s: number, 
/**
 * Head hash, first 16 hex digits.
 */
h: string, 
/**
 * The game being played or sold; `None` when the programme is over.
 */
game: GameView | null, 
/**
 * What follows on the programme.
 */
next: Array<UpNext>, 
/**
 * Whether the night is closed.
 */
night_over: boolean, 
/**
 * Newest signed checkpoint (C2SP note), sent at locks, claims and closes.
 */
checkpoint: string | null, };

/**
 * A game on the programme.
 */
export type GameSummary = { 
/**
 * Its id.
 */
id: GameId, 
/**
 * Its name.
 */
name: Words, 
/**
 * Where balls come from.
 */
source: Source, 
/**
 * How far it is.
 */
status: StatusView, 
/**
 * Its stages' patterns in words.
 */
stages: Array<Words>, };

/**
 * The whole state of one game. Sent whenever anything but a plain ball changes it.
 */
export type GameView = { 
/**
 * Its id.
 */
id: GameId, 
/**
 * What people read.
 */
name: Words, 
/**
 * Place on tonight's programme, 1-based.
 */
number: number, 
/**
 * Games on the programme.
 */
of: number, 
/**
 * Where balls come from.
 */
source: Source, 
/**
 * How far it is.
 */
status: StatusView, 
/**
 * Index of the stage being played.
 */
stage: number, 
/**
 * All stages.
 */
stages: Array<StageView>, 
/**
 * Balls that stand, in the order called.
 */
calls: Array<Ball>, 
/**
 * Set while paused.
 */
paused: Paused | null, 
/**
 * Frozen house rules.
 */
rules: Rules, 
/**
 * What the fairness check needs.
 */
fairness: Fairness, 
/**
 * Seq at which sales closed: cards sold before it play.
 */
locked_at: number | null, 
/**
 * Number of cards in play: sold so far, or locked.
 */
cards: number, 
/**
 * How it ended.
 */
outcome: Outcome | null, };

/**
 * `POST /api/cards`: make a set.
 */
export type IssueCards = { 
/**
 * How many cards, 1 to 5,000.
 */
count: number, };

/**
 * A card set. Print it at `/api/cards/{first}-{last}.pdf`, list it at `….csv`.
 */
export type IssuedSet = { 
/**
 * First serial.
 */
first: number, 
/**
 * Last serial.
 */
last: number, };

/**
 * What kind of actor wrote an entry.
 */
export type Kind = "system" | "staff" | "player";

/**
 * A set of squares: bit = row·5 + column.
 */
export type Mask = number;

/**
 * `GET /api/me`: what this device and session are. Also the start of a sign-in.
 */
export type Me = { 
/**
 * Whether an owner still has to claim the box.
 */
unclaimed: boolean, 
/**
 * This device, if enrolled and not suspended.
 */
device: DeviceId | null, 
/**
 * Where it stands.
 */
desk: Words | null, 
/**
 * Who is signed in.
 */
staff: StaffId | null, 
/**
 * Their name.
 */
name: Words | null, 
/**
 * What they may do here.
 */
rights: Array<Right>, 
/**
 * Names to choose from at sign-in (only told to enrolled devices).
 */
tiles: Array<StaffTile>, 
/**
 * Sign this (UTF-8) with the device key to sign in; good for 60 s, once.
 */
challenge: string | null, };

/**
 * `POST /api/staff`.
 */
export type NewStaff = { 
/**
 * Name (vault only).
 */
name: Words, 
/**
 * Role.
 */
role: Role, 
/**
 * First PIN, 6 to 12 digits.
 */
pin: string, };

/**
 * One evening: its date, with `-2`, `-3` … when a date has several ledgers.
 */
export type NightId = string;

/**
 * How a game ended.
 */
export type Outcome = "played" | "ended" | "cancelled";

/**
 * A pattern of the catalogue.
 */
export type PatternSlug = string;

/**
 * A pattern to choose.
 */
export type PatternView = { 
/**
 * Slug.
 */
slug: PatternSlug, 
/**
 * Name.
 */
name: Words, 
/**
 * Masks to draw it with.
 */
masks: Array<Mask>, };

/**
 * Why calling stopped.
 */
export type Paused = { 
/**
 * In words.
 */
reason: Words, 
/**
 * Since when, box time in ms since 1970.
 */
at_ms: number, };

/**
 * A member of staff.
 */
export type PersonView = { 
/**
 * Id as it stands in the ledger.
 */
id: StaffId, 
/**
 * Name, from the vault.
 */
name: Words, 
/**
 * Role.
 */
role: Role, 
/**
 * Whether they may no longer sign in.
 */
suspended: boolean, };

/**
 * What a phone hears.
 */
export type PhoneMessage = { "t": "snapshot" } & PhoneSnapshot | { "t": "resumed", s: number, } | { "t": "ball" } & BallNews | { "t": "game" } & GameNews | { "t": "card", s: number, card: CardView, } | { "t": "beat", s: number, } | { "t": "reply" } & Reply | { "t": "bye", retry_after_ms: number, reason: string, } | { "t": "rollback", size: number, };

/**
 * What a phone sends.
 */
export type PhoneRequest = { "t": "hello", 
/**
 * Protocol version.
 */
v: number, 
/**
 * Keys of the wallet's cards (26 symbols each), at most 24.
 */
keys: Array<string>, 
/**
 * Where it left off.
 */
since: Since | null, 
/**
 * Newest checkpoint it holds.
 */
receipt: Receipt | null, } | { "t": "claim", id: CommandId, game: GameId, stage: number, serial: Serial, };

/**
 * Everything a phone shows.
 */
export type PhoneSnapshot = { 
/**
 * Protocol version.
 */
v: number, 
/**
 * Name of the venue.
 */
venue: Words, 
/**
 * The night.
 */
night: NightId, 
/**
 * Box time, ms since 1970.
 */
now_ms: number, 
/**
 * The wallet, in the order of the keys sent.
 */
cards: Array<CardView>, 
/**
 * Keys of the hello that are on no card here.
 */
unknown: Array<string>, 
/**
 * Seq of the newest entry it contains.
 */
s: number, 
/**
 * Head hash, first 16 hex digits.
 */
h: string, 
/**
 * The game being played or sold; `None` when the programme is over.
 */
game: GameView | null, 
/**
 * What follows on the programme.
 */
next: Array<UpNext>, 
/**
 * Whether the night is closed.
 */
night_over: boolean, 
/**
 * Newest signed checkpoint (C2SP note), sent at locks, claims and closes.
 */
checkpoint: string | null, };

/**
 * The end of another ledger: what the first entry of a night ties itself to.
 */
export type Previous = { 
/**
 * `hallbox/<box>/<night>`.
 */
origin: Words, 
/**
 * Number of entries.
 */
size: number, 
/**
 * RFC 6962 root.
 */
root: Digest, };

/**
 * One prize of a night, unique within it.
 */
export type PrizeId = string;

/**
 * A prize.
 */
export type PrizeView = { 
/**
 * Its id.
 */
id: PrizeId, 
/**
 * Its name.
 */
name: Words, 
/**
 * Pieces left.
 */
stock: number, 
/**
 * Shares handed out.
 */
paid: number, };

/**
 * Answer of every refused HTTP request.
 */
export type Problem = { 
/**
 * Why.
 */
refused: Refusal, };

/**
 * What a device may be used for, whoever holds it.
 */
export type Profile = "any" | "sales_desk" | "caller_stand" | "prize_desk";

/**
 * A checkpoint the phone kept: the box checks its own signature on it and that its ledger
 * still continues it.
 */
export type Receipt = string;

/**
 * A state in which the act asked for is not possible. The serde tag is the wire code and the
 * key of its translation.
 */
export type Refusal = { "code": "not_allowed", right: Right, } | { "code": "busy", retry_after_ms: number, } | { "code": "no_night" } | { "code": "night_over" } | { "code": "game_still_running", game: string, } | { "code": "unknown", what: Thing, } | { "code": "already_exists", what: Thing, } | { "code": "invalid", field: string, problem: string, } | { "code": "already_active", serial: Serial, sold: Stamp, } | { "code": "not_active", serial: Serial, } | { "code": "card_void", serial: Serial, voided: Stamp, } | { "code": "card_has_win", serial: Serial, } | { "code": "another_game_runs", game: string, } | { "code": "not_locked" } | { "code": "already_locked" } | { "code": "no_cards" } | { "code": "entropy_fixed" } | { "code": "paused" } | { "code": "not_paused" } | { "code": "game_over" } | { "code": "not_running" } | { "code": "call_already_out", call: number, ball: Ball, } | { "code": "ball_already_called", ball: Ball, call: number, } | { "code": "ball_needed" } | { "code": "ball_not_wanted" } | { "code": "no_balls_left" } | { "code": "win_open", stage: number, serials: Array<Serial>, } | { "code": "not_the_last_call", call: number, } | { "code": "stage_closed", stage: number, } | { "code": "payout_depends", serial: Serial, } | { "code": "not_a_win", serial: Serial, missing: number, } | { "code": "already_claimed", claimed: Stamp, } | { "code": "not_claimed" } | { "code": "already_judged", judged: Stamp, } | { "code": "not_judged" } | { "code": "judged_not_a_win" } | { "code": "same_person" } | { "code": "needs_second_person" } | { "code": "tie_open", serials: Array<Serial>, } | { "code": "lost_the_tie" } | { "code": "already_paid", paid: Stamp, } | { "code": "out_of_stock" } | { "code": "reason_needed" } | { "code": "nothing_won" } | { "code": "not_this_stage", stage: number, } | { "code": "too_many_tries" } | { "code": "limit_reached", limit: string, };

/**
 * The answer to one request.
 */
export type Reply = { 
/**
 * Id of the request.
 */
id: CommandId, } & ({ "ok": { seq: number, entries: Array<Entry>, } } | { "refused": Refusal } | { "card": CardInfo });

/**
 * One thing a person may be allowed to do.
 */
export type Right = "sell" | "call" | "verify" | "pay" | "manage" | "people";

/**
 * What a person is on the team.
 */
export type Role = "owner" | "caller" | "seller" | "verifier" | "prize_desk";

/**
 * The rules a game is played under. Its canonical JSON is hashed into the game's lock.
 */
export type Rules = { 
/**
 * Slug of the profile these rules came from.
 */
profile: PatternSlug, 
/**
 * How squares are marked on phones.
 */
daub: Daub, 
/**
 * Who has to speak up for a win to be judged.
 */
claim: ClaimMode, 
/**
 * What happens when several cards complete on one ball.
 */
ties: TieRule, 
/**
 * Whether a second member of staff confirms every good verdict before the prize.
 */
second_person: boolean, };

/**
 * Secret from which a game's order of balls follows. Never printed before it is revealed.
 */
export type Seed = string;

/**
 * Number printed on a card. Fixes the card's face for ever.
 */
export type Serial = number;

/**
 * `POST /api/sign-in`.
 */
export type SignIn = { 
/**
 * Who.
 */
staff: StaffId, 
/**
 * PIN.
 */
pin: string, 
/**
 * The challenge signed by the device key: ECDSA P-256, SHA-256, r‖s, base64url.
 */
signature: string, 
/**
 * The challenge.
 */
challenge: string, };

/**
 * Where a client left off.
 */
export type Since = { 
/**
 * The night it was following.
 */
night: string, 
/**
 * Newest seq it has.
 */
s: number, 
/**
 * Head hash it had at `s` (first 16 hex digits).
 */
h: string, };

/**
 * Where the balls of a game come from.
 */
export type Source = "rng" | "cage";

/**
 * What staff can do. `card` is whatever was scanned or typed: the card's URL, its key, its typed
 * code, or `#` and its serial.
 */
export type StaffAct = { "do": "activate", card: string, } | { "do": "void", card: string, reason: Words, } | { "do": "add_prize", prize: PrizeId, name: Words, stock: number, } | { "do": "set_stock", prize: PrizeId, stock: number, } | { "do": "open_game", game: GameId, name: Words, source: Source, rules: Rules, stages: Array<StagePick>, } | { "do": "lock", game: GameId, } | { "do": "entropy", game: GameId, text: string, } | { "do": "draw", game: GameId, after: number, ball: Ball | null, } | { "do": "recall", game: GameId, call: number, reason: Words, } | { "do": "pause", game: GameId, reason: Words, } | { "do": "resume", game: GameId, } | { "do": "claim", game: GameId, stage: number, card: string, } | { "do": "judge", game: GameId, stage: number, serial: Serial, verdict: Verdict, reason: Words | null, } | { "do": "confirm", game: GameId, stage: number, serial: Serial, } | { "do": "pay", game: GameId, stage: number, serial: Serial, name: Words | null, } | { "do": "close_stage", game: GameId, stage: number, } | { "do": "close_game", game: GameId, reason: Words, } | { "do": "close_night" } | { "do": "open_night" };

/**
 * One member of staff. Their name lives in the vault, never in the ledger.
 */
export type StaffId = string;

/**
 * What a staff screen hears.
 */
export type StaffMessage = { "t": "snapshot" } & StaffSnapshot | { "t": "resumed", s: number, } | { "t": "ball" } & BallNews | { "t": "news" } & StaffNews | { "t": "beat", s: number, counts: Counts, } | { "t": "reply" } & Reply | { "t": "people", people: Array<PersonView>, devices: Array<DeviceView>, } | { "t": "bye", retry_after_ms: number, reason: string, };

/**
 * What changed. Parts that did not change are left out (`None`), except the feed, which grows.
 */
export type StaffNews = { 
/**
 * Seq of the newest entry it contains.
 */
s: number, 
/**
 * Head hash, first 16 hex digits.
 */
h: string, 
/**
 * New items, oldest first.
 */
feed: Array<FeedItem>, 
/**
 * The programme.
 */
games?: Array<GameSummary>, 
/**
 * The current game; `Some(None)` = none.
 */
game?: GameView | null, 
/**
 * Every win of the night, oldest first.
 */
wins?: Array<StaffWin>, 
/**
 * Prizes and stock.
 */
prizes?: Array<PrizeView>, 
/**
 * Next on the programme.
 */
next?: Array<UpNext>, 
/**
 * Heads and sales.
 */
counts: Counts, 
/**
 * Whether the night is closed.
 */
night_over: boolean, };

/**
 * What a staff screen sends.
 */
export type StaffRequest = { "t": "hello", v: number, since: Since | null, } | { "t": "act", id: CommandId, act: StaffAct, } | { "t": "look_up", id: CommandId, card: string, };

/**
 * Everything a staff screen shows.
 */
export type StaffSnapshot = { 
/**
 * Protocol version.
 */
v: number, 
/**
 * Name of the venue.
 */
venue: Words, 
/**
 * The night.
 */
night: NightId, 
/**
 * Box time, ms since 1970.
 */
now_ms: number, 
/**
 * Who is looking.
 */
staff: StaffId, 
/**
 * What they may do here.
 */
rights: Array<Right>, 
/**
 * The team.
 */
people: Array<PersonView>, 
/**
 * Enrolled devices.
 */
devices: Array<DeviceView>, 
/**
 * Patterns a game can be opened with.
 */
patterns: Array<PatternView>, 
/**
 * Rules profiles a game can be opened with.
 */
profiles: Array<Rules>, 
/**
 * Where guests go.
 */
join_url: string, 
/**
 * Wi-Fi network, if the box runs one.
 */
wifi: Words | null, 
/**
 * Number of cards in the box's sets.
 */
cards_issued: number, 
/**
 * Seq of the newest entry it contains.
 */
s: number, 
/**
 * Head hash, first 16 hex digits.
 */
h: string, 
/**
 * New items, oldest first.
 */
feed: Array<FeedItem>, 
/**
 * The programme.
 */
games?: Array<GameSummary>, 
/**
 * The current game; `Some(None)` = none.
 */
game?: GameView | null, 
/**
 * Every win of the night, oldest first.
 */
wins?: Array<StaffWin>, 
/**
 * Prizes and stock.
 */
prizes?: Array<PrizeView>, 
/**
 * Next on the programme.
 */
next?: Array<UpNext>, 
/**
 * Heads and sales.
 */
counts: Counts, 
/**
 * Whether the night is closed.
 */
night_over: boolean, };

/**
 * A name on the sign-in screen.
 */
export type StaffTile = { 
/**
 * Who.
 */
staff: StaffId, 
/**
 * Name.
 */
name: Words, 
/**
 * Role.
 */
role: Role, };

/**
 * A win anywhere in the night.
 */
export type StaffWin = { 
/**
 * The game.
 */
game: GameId, 
/**
 * Its name.
 */
game_name: Words, 
/**
 * The stage.
 */
stage: number, 
/**
 * Its pattern in words.
 */
stage_name: Words, 
/**
 * The prize.
 */
prize: PrizeId | null, 
/**
 * The prize in words.
 */
prize_name: Words | null, 
/**
 * Whether the stage is closed.
 */
closed: boolean, 
/**
 * The win.
 */
win: WinView, };

/**
 * One stage of a game to open.
 */
export type StagePick = { 
/**
 * Pattern of the catalogue.
 */
pattern: PatternSlug, 
/**
 * Prize of the stage.
 */
prize: PrizeId | null, };

/**
 * One stage of a game as it is played: the expanded pattern and its prize.
 */
export type StagePlan = { 
/**
 * Slug in the catalogue.
 */
pattern: PatternSlug, 
/**
 * Version of the pattern's data.
 */
version: number, 
/**
 * Name people read.
 */
name: Words, 
/**
 * Every square set that wins.
 */
masks: Array<Mask>, 
/**
 * Prize of the stage, if one is named.
 */
prize?: PrizeId | null, };

/**
 * One stage.
 */
export type StageView = { 
/**
 * Slug of the pattern.
 */
pattern: PatternSlug, 
/**
 * What people read.
 */
name: Words, 
/**
 * Every square set that wins; bit = row·5 + column.
 */
masks: Array<Mask>, 
/**
 * Name of the prize.
 */
prize: Words | null, 
/**
 * Its win.
 */
win: WinView | null, 
/**
 * Whether staff closed it.
 */
closed: boolean, };

/**
 * When and by whom an entry was written: kept in the state so that refusals can say so.
 */
export type Stamp = { 
/**
 * Position in the ledger.
 */
seq: number, 
/**
 * Box time, milliseconds since 1970.
 */
at_ms: number, 
/**
 * Who.
 */
by: By, };

/**
 * How far a game is.
 */
export type StatusView = "selling" | "locked" | "running" | "paused" | "checking" | "settled" | "over";

/**
 * Kinds of things a refusal may not find.
 */
export type Thing = "game" | "stage" | "prize" | "card" | "pattern" | "person" | "device";

/**
 * What happens when several cards complete on one ball.
 */
export type TieRule = "split" | "random" | "all_share" | "first_to_signal";

/**
 * A game to come.
 */
export type UpNext = { 
/**
 * Its name.
 */
name: Words, 
/**
 * Names of its patterns.
 */
stages: Array<Words>, };

/**
 * `GET /api/venue`: what anybody may know.
 */
export type Venue = { 
/**
 * Name of the venue.
 */
venue: Words, 
/**
 * Wi-Fi network, if the box runs one.
 */
wifi: Words | null, 
/**
 * Where guests go.
 */
join_url: string, 
/**
 * Version of the program.
 */
version: string, 
/**
 * Whether an owner still has to claim the box.
 */
unclaimed: boolean, 
/**
 * Verifier key of the box (C2SP), to check checkpoints with.
 */
box_key: string, };

/**
 * Staff's decision on a claim.
 */
export type Verdict = "good" | "not_a_win";

/**
 * How far the three acts of a winning card are.
 */
export type WinCardState = "detected" | "claimed" | "needs_second" | "good" | "not_a_win" | "lost_tie" | "paid" | "lapsed";

/**
 * One winning card.
 */
export type WinCardView = { 
/**
 * The card.
 */
serial: Serial, 
/**
 * How far its three acts are.
 */
state: WinCardState, 
/**
 * Why it is not a win, when staff said so.
 */
reason: Words | null, 
/**
 * Share of the prize it gets, once known: `share` of `of` equal parts.
 */
share: [number, number] | null, 
/**
 * The person who judged, paid or confirmed last (staff id).
 */
by: string | null, 
/**
 * Desk of that person.
 */
desk: Words | null, 
/**
 * When the state was reached, box time in ms.
 */
at_ms: number | null, };

/**
 * A win.
 */
export type WinView = { 
/**
 * The ball that completed the pattern.
 */
ball: Ball, 
/**
 * Its call number.
 */
call: number, 
/**
 * The winning cards.
 */
cards: Array<WinCardView>, };

/**
 * Text for people: trimmed, at most `MAX` bytes, no control characters.
 */
export type Words = string;
