// Generated from crates/protocol by `just types`. Do not edit.

export const PROTOCOL_VERSION = 1;

/**
 * What is asked. The aliases are the names that acts had on the wire before: one may still wait in the outbox of
 * a staff device.
 */
export type Act = { "do": "settle_duplicate", serial: Serial, settlement: Settlement, } | { "do": "add_prize", prize: PrizeId, name: Words, stock: number, value: Amount, } | { "do": "set_stock", prize: PrizeId, stock: number, } | { "do": "set_pot", pot: Pot, } | { "do": "set_programme", after: number | null, items: Array<Item>, } | { "do": "show_item", item: ItemId | null, } | { "do": "lock_game", game: GameId, } | { "do": "add_entropy", game: GameId, text: string, } | { "do": "draw_ball", game: GameId, after: number, ball: Ball | null, } | { "do": "recall_ball", game: GameId, call: number, reason: Words, } | { "do": "pause_game", game: GameId, reason: Words, } | { "do": "resume_game", game: GameId, } | { "do": "set_pace", game: GameId, every_s: number | null, } | { "do": "restate_ball", game: GameId, } | { "do": "restate_pattern", game: GameId, stage: number, reason: Words, } | { "do": "open_dispute", game: GameId, about: Words, } | { "do": "settle_dispute", game: GameId, decision: Words, } | { "do": "ask_claims", game: GameId, } | { "do": "judge_claim", game: GameId, stage: number, serial: Serial, verdict: Verdict, reason: Words | null, } | { "do": "show_card", game: GameId, stage: number, serial: Serial, } | { "do": "confirm_claim", game: GameId, stage: number, serial: Serial, } | { "do": "pay_extra", game: GameId, stage: number, extra: number, serial: Serial, } | { "do": "close_stage", game: GameId, stage: number, } | { "do": "close_game", game: GameId, reason: Words, } | { "do": "void_game", game: GameId, reason: Words, } | { "do": "dismiss_rollback", size: number, reason: Words, } | { "do": "close_night", night: NightId, };

/**
 * Somebody who guesses or takes more than their share: what they do, from where, and about whom.
 */
export type Alert = { 
/**
 * What they do.
 */
what: Misuse, 
/**
 * Where a guest's phone is in the network.
 */
address: Words | null, 
/**
 * The place of a staff device.
 */
desk: Words | null, 
/**
 * The person whose PIN is guessed, or who is signed in there.
 */
staff: StaffId | null, 
/**
 * When it began, box time in ms.
 */
at_ms: number, 
/**
 * Which alert it is, counted from the start of the box: a new number is news.
 */
number: number, };

/**
 * An amount in the smallest unit: cents, or yen. Holding one proves that every screen can count it exactly.
 */
export type Amount = number;

/**
 * Something every screen announces.
 */
export type Announced = { 
/**
 * Position in the ledger.
 */
seq: number, 
/**
 * Box time, milliseconds since 1970.
 */
at_ms: number, 
/**
 * What.
 */
what: Announcement, };

/**
 * What is announced besides balls and wins.
 */
export type Announcement = { "kind": "ball_restated", ball: Ball, } | { "kind": "ball_recalled", ball: Ball, reason: Words, } | { "kind": "pattern_restated", stage: number, reason: Words, } | { "kind": "claims_asked", times: number, } | { "kind": "claim_too_late", serial: Serial, call: number, } | { "kind": "dispute_opened", about: Words, } | { "kind": "dispute_settled", decision: Words, } | { "kind": "duplicate_reported", serial: Serial, } | { "kind": "duplicate_settled", serial: Serial, settlement: Settlement, } | { "kind": "game_voided", reason: Words, };

/**
 * Asks for a forecast.
 */
export type AskForecast = { 
/**
 * The game.
 */
planned: Planned, 
/**
 * Cards in play.
 */
cards: number, };

/**
 * What the owner asks for.
 */
export type AskUpdate = { "install": string } | "back" | "restart";

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
 * What one board of a hand must show.
 */
export type Board = { 
/**
 * Place in the hand, 0-based.
 */
place: number, 
/**
 * Any of these square sets.
 */
masks: Array<Mask>, };

/**
 * What a board sends.
 */
export type BoardHello = { "t": "hello", v: number, since: Since | null, };

/**
 * What a board hears.
 */
export type BoardMessage = { "t": "snapshot" } & BoardSnapshot | { "t": "resumed", s: number, } | { "t": "ball" } & BallNews | { "t": "game" } & GameNews | { "t": "beat", s: number, warning?: Warning, } | { "t": "bye", retry_after_ms: number, reason: string, };

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
 * How it writes amounts.
 */
currency?: Currency, 
/**
 * The night.
 */
night: NightId, 
/**
 * Box time, ms since 1970.
 */
now_ms: number, 
/**
 * Time zone of the venue, as a phone is told it.
 */
zone?: string, 
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
 * A break or message that is on the screens.
 */
shown: ShownView | null, 
/**
 * Whether this is a dry run.
 */
rehearsal: boolean, 
/**
 * Whether the night is closed.
 */
night_over: boolean, 
/**
 * Newest signed checkpoint (C2SP note), sent at locks, claims and closes.
 */
checkpoint: string | null, };

/**
 * `GET /api/box`: everything an owner may want to know of the box, on one page.
 */
export type BoxView = { 
/**
 * Box time, ms since 1970.
 */
now_ms: number, 
/**
 * What set the clock; `None` = nothing has since the power came.
 */
clock: ClockSource | null, 
/**
 * Whether anything has set it since the power came: what a person confirms before a phone sets it depends on that.
 */
clock_set: boolean, 
/**
 * The certificate the box shows to phones.
 */
certificate: CertificateView, 
/**
 * SHA-256 of the box's own authority, to compare with what a device shows that installs it.
 */
authority: string | null, 
/**
 * Where devices install it, in the clear: they do not trust the box yet.
 */
trust_url: string, 
/**
 * The guests' Wi-Fi.
 */
wifi: WifiView, 
/**
 * The disk the night is on.
 */
storage: StorageView, 
/**
 * Version of the program.
 */
version: string, 
/**
 * What became of the newest update of the whole appliance; `None` where none ever came.
 */
update: UpdateNews | null, 
/**
 * The bundle somebody took along last.
 */
bundle: BundleTaken | null, 
/**
 * When the box was on the internet last, box time in ms.
 */
link_ms: number | null, };

/**
 * A night somebody took along.
 */
export type BundleTaken = { 
/**
 * The night.
 */
night: NightId, 
/**
 * When, box time in ms.
 */
at_ms: number, };

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
plays: boolean, 
/**
 * All cards of its player; empty when it is alone.
 */
pack: Array<Serial>, 
/**
 * A second card of this serial was reported; how it was settled, if it was.
 */
duplicate: Settlement | null | null, };

/**
 * How cards lie on paper.
 */
export type CardLayout = "sheet" | "single";

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
sold_at: number | null, 
/**
 * All cards of its player, in the order they make pairs and sets; empty when it is alone.
 */
pack: Array<Serial>, };

/**
 * Everything that can be played here.
 */
export type CatalogueView = { 
/**
 * Patterns and games, in the order of the house.
 */
games: Array<PlayView>, 
/**
 * Variants that are chosen together, the usual one first.
 */
families: Array<FamilyView>, };

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
 * What sets the clock of the box, worst first.
 */
export type ClockSource = "staff" | "cloud" | "ntp" | "rtc";

/**
 * Why the clock of the box stays as it is, or what a person has to confirm before it is set.
 */
export type ClockStays = "kept" | "known_later" | "ten_years" | "sixty_days" | "date_needed" | "other_date" | "confirm_dates";

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
 * What staff screens are told of the box as it changes.
 */
export type Condition = { 
/**
 * What set the box's clock; `None` = nothing has since the power came.
 */
clock: ClockSource | null, 
/**
 * What somebody has to look after. Empty on most nights.
 */
notices: Array<Notice>, 
/**
 * What the whole room is told.
 */
warning?: Warning, };

/**
 * What is wrong with a file that should be a copy of a night.
 */
export type CopyFault = "not_whole" | "another_night" | "too_early" | "differs";

/**
 * Answer to `POST /api/nights/{night}/copy`: the file is a whole copy.
 */
export type CopyRead = { 
/**
 * Entries of the copy, and of the night.
 */
size: number, };

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
 * The venue's currency, as screens write amounts. Without one they have two decimals and no sign.
 */
export type Currency = { 
/**
 * Its three letters (ISO 4217), like `EUR`.
 */
code: string, 
/**
 * Figures behind the decimal sign: none, two or three.
 */
decimals: number, };

/**
 * How squares are marked on phones. The box plays every card whatever the phone shows.
 */
export type Daub = "auto" | "tap" | "catch_up";

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
 * How long a game takes in a room of about a hundred cards.
 */
export type Duration = "fast" | "average" | "slow";

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
export type Entry = { "type": "night_opened", "data": { night: NightId, venue: Words, previous: Previous | null, 
/**
 * A dry run: nothing of it reaches a real night.
 */
rehearsal?: boolean, 
/**
 * Pots carried over from the last real night.
 */
pots?: Array<Pot>, } } | { "type": "box_started", "data": { version: Words, replayed: number, } } | { "type": "storage_tested", "data": { fsync_p50_us: number, fsync_p99_us: number, fsync_max_us: number, verdict: Words, } } | { "type": "clock_set", "data": { from_ms: number, to_ms: number, source: ClockSource, } } | { "type": "clock_corrected", "data": { from_ms: number, to_ms: number, source: ClockSource, since: number, } } | { "type": "rollback_reported", "data": { size: number, root: Digest, } } | { "type": "rollback_suspected", "data": { size: number, root: Digest, } } | { "type": "rollback_dismissed", "data": { size: number, root: Digest, reason: Words, } } | { "type": "team_noted", "data": { people: Array<TeamMember>, devices: Array<TeamDevice>, } } | { "type": "staff_added", "data": { staff: StaffId, role: Role, } } | { "type": "staff_suspended", "data": { staff: StaffId, } } | { "type": "pin_reset", "data": { staff: StaffId, } } | { "type": "device_enrolled", "data": { device: DeviceId, profile?: Profile | null, } } | { "type": "device_suspended", "data": { device: DeviceId, } } | { "type": "staff_signed_in", "data": { staff: StaffId, } } | { "type": "guessing_noticed", "data": { what: Words, } } | { "type": "recording_resumed", "data": { since_ms: number, } } | { "type": "ledger_set_aside", "data": { night: NightId, seq: number, } } | { "type": "night_removed", "data": { night: NightId, size: number, root: Digest, } } | { "type": "names_forgotten", "data": { night: NightId, names: number, } } | { "type": "card_activated", "data": { serial: Serial, face: Face, } } | { "type": "card_voided", "data": { serial: Serial, reason: Words, } } | { "type": "cards_packed", "data": { serials: Array<Serial>, } } | { "type": "cards_reprinted", "data": { first: Serial, last: Serial, reason: Words, } } | { "type": "duplicate_reported", "data": { serial: Serial, reason: Words, } } | { "type": "duplicate_settled", "data": { serial: Serial, settlement: Settlement, } } | { "type": "prize_added", "data": { prize: PrizeId, name: Words, stock: number, value?: Amount, } } | { "type": "stock_set", "data": { prize: PrizeId, stock: number, } } | { "type": "pot_set", "data": Pot } | { "type": "pot_grew", "data": { game: GameId, stage: number, pot: PotId, value: Amount, within: number, } } | { "type": "pot_won", "data": { game: GameId, stage: number, pot: PotId, value: Amount, left: Amount, within: number, } } | { "type": "programme_set", "data": { items: Array<Item>, } } | { "type": "item_shown", "data": { item: ItemId | null, } } | { "type": "game_opened", "data": { game: GameId, name: Words, source: Source, rules: Rules, stages: Array<StageSpec>, 
/**
 * How its stages follow each other.
 */
run: Run, 
/**
 * How its draw begins.
 */
start: Start, 
/**
 * Plan of the catalogue, where it is one.
 */
plan: PatternSlug | null, 
/**
 * Its item on the programme.
 */
item: ItemId | null, } } | { "type": "game_committed", "data": { game: GameId, commitment: Digest, } } | { "type": "game_locked", "data": { game: GameId, rules_hash: Digest, card_root: Digest, lock: Digest, } } | { "type": "entropy_added", "data": { game: GameId, text: string, } } | { "type": "ball_called", "data": { game: GameId, ball: Ball, call: number, } } | { "type": "ball_recalled", "data": { game: GameId, ball: Ball, call: number, reason: Words, } } | { "type": "win_detected", "data": { game: GameId, stage: number, ball: Ball, call: number, serials: Array<Serial>, 
/**
 * Where cards win together: all cards of each hand, whose first one stands in `serials`.
 */
hands?: Array<Array<Serial>>, } } | { "type": "claims_asked", "data": { game: GameId, times: number, } } | { "type": "claim_made", "data": { game: GameId, stage: number, serial: Serial, 
/**
 * The call it completed on, when calling had gone on since.
 */
slept?: number | null, } } | { "type": "card_shown", "data": { game: GameId, stage: number, serial: Serial, } } | { "type": "claim_judged", "data": { game: GameId, stage: number, serial: Serial, verdict: Verdict, reason?: Words | null, } } | { "type": "claim_confirmed", "data": { game: GameId, stage: number, serial: Serial, } } | { "type": "tie_resolved", "data": { game: GameId, stage: number, rule: TieRule, serials: Array<Serial>, winners: Array<Serial>, } } | { "type": "prize_paid", "data": { game: GameId, stage: number, serial: Serial, prize?: PrizeId | null, 
/**
 * The pot that was paid, with what it held, in cents.
 */
pot?: [PotId, Amount] | null, share: number, of: number, 
/**
 * People who hold this card and share what it gets; 1 unless it was sold twice.
 */
holders?: number, 
/**
 * Salted hash of the winner's name when staff wrote one down; the name is in the vault.
 */
name_hash?: Digest | null, } } | { "type": "extra_paid", "data": { game: GameId, stage: number, extra: number, serial: Serial, prize: PrizeId, value?: Amount | null, } } | { "type": "stage_closed", "data": { game: GameId, stage: number, } } | { "type": "game_paused", "data": { game: GameId, reason: Words, } } | { "type": "game_resumed", "data": { game: GameId, } } | { "type": "pace_set", "data": { game: GameId, every_s: number | null, } } | { "type": "ball_restated", "data": { game: GameId, ball: Ball, call: number, } } | { "type": "pattern_restated", "data": { game: GameId, stage: number, reason: Words, } } | { "type": "dispute_opened", "data": { game: GameId, about: Words, } } | { "type": "dispute_settled", "data": { game: GameId, decision: Words, } } | { "type": "game_closed", "data": { game: GameId, outcome: Outcome, reason?: Words | null, } } | { "type": "seed_revealed", "data": { game: GameId, seed: Seed, } } | { "type": "refused", "data": { act: Words, refusal: Refusal, 
/**
 * Where one person on one device is refused on and on: so many refusals of this kind that have no entry of
 * their own, of which this was the last.
 */
repeats?: number, } } | { "type": "night_closed", "data": { night: NightId, } };

/**
 * A prize beside that of the stage.
 */
export type Extra = { "kind": "hot_ball", 
/**
 * The ball nominated before the game.
 */
ball: Ball, 
/**
 * What they get besides.
 */
prize: PrizeId, } | { "kind": "neighbours", 
/**
 * What each of them gets.
 */
prize: PrizeId, } | { "kind": "ball_value", 
/**
 * What it is called on the table.
 */
prize: PrizeId, 
/**
 * Cents for every point.
 */
cents: Amount, 
/**
 * Points are the ball's last digit instead of its number.
 */
last_digit: boolean, };

/**
 * A side prize.
 */
export type ExtraView = { 
/**
 * What it is.
 */
extra: Extra, 
/**
 * What people read.
 */
name: Words, 
/**
 * Who gets it, once that is known: card, value in cents, whether it was handed over.
 */
awards: Array<[Serial, Amount | null, boolean]>, };

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
 * Variants that are chosen together.
 */
export type FamilyView = { 
/**
 * Its slug.
 */
slug: PatternSlug, 
/**
 * Its name, in every language.
 */
names: Languages<Words>, 
/**
 * Patterns and games.
 */
variants: Array<PatternSlug>, };

/**
 * What is wrong with a field, so that every screen says it in its own language.
 */
export type Fault = { "kind": "empty" } | { "kind": "too_long", bytes_max: number, bytes: number, } | { "kind": "character", character: string, } | { "kind": "range", min: number, max: number, } | { "kind": "twice" } | { "kind": "wrong" } | { "kind": "missing" } | { "kind": "unknown" } | { "kind": "other" };

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
 * The forecast of a game with so many cards, for people who are about to open it.
 */
export type ForecastView = { 
/**
 * Cards (or hands) that play.
 */
hands: number, 
/**
 * Stages, in order.
 */
stages: Array<StageForecastView>, };

/**
 * How a game is played, besides its stages.
 */
export type Format = { 
/**
 * How its stages follow each other.
 */
run: Run, 
/**
 * How its draw begins.
 */
start: Start, 
/**
 * Plan of the catalogue, where it is one.
 */
plan: PatternSlug | null, 
/**
 * Its item on the programme.
 */
item: ItemId | null, };

/**
 * The programme of a former night.
 */
export type FormerProgramme = { 
/**
 * The night.
 */
night: NightId, 
/**
 * Its items.
 */
items: Array<Item>, };

/**
 * What the free square does in a game.
 */
export type FreeSquare = "counts" | "hardway";

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
 * A break or message that is on the screens.
 */
shown: ShownView | null, 
/**
 * Whether this is a dry run.
 */
rehearsal: boolean, 
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
 * How it ended, once it is over: one that was cancelled or voided may be played after all.
 */
outcome: Outcome | null, 
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
 * Stages that can be won now.
 */
open: Array<number>, 
/**
 * How it is played, besides its stages.
 */
format: Format, 
/**
 * Set while paused.
 */
paused: Paused | null, 
/**
 * Set while somebody objects.
 */
dispute: Paused | null, 
/**
 * The box calls by itself, a ball every so many seconds.
 */
pace_s: number | null, 
/**
 * What was announced last, besides balls and wins.
 */
announced: Announced | null, 
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
 * What wins a stage.
 *
 * A *hand* is what wins or loses together: one card, or the cards a player bought as a pair or a
 * set. Ordinary bingo has hands of one card and one way.
 */
export type Goal = { 
/**
 * Cards in a hand, 1 to 12.
 */
hand: number, 
/**
 * How the stage is decided.
 */
race: Race, 
/**
 * Any of these wins; empty only for [`Race::LastStanding`].
 */
ways: Array<Way>, };

/**
 * `POST /api/cards`: make a set.
 */
export type IssueCards = { 
/**
 * How many cards, 1 to 5,000.
 */
count: number, 
/**
 * No two share a column's numbers: fewer ties, at most 1,365 cards.
 */
low_tie: boolean, };

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
 * One item, in the order of the programme.
 */
export type Item = { 
/**
 * Its id; keeps its place in history when items are moved.
 */
id: ItemId, } & ({ "kind": "game" } & Planned | { "kind": "break", 
/**
 * How long, in minutes.
 */
minutes: number, 
/**
 * What the screens say.
 */
text: Words, } | { "kind": "message", 
/**
 * What they say.
 */
text: Words, });

/**
 * One item of a programme, unique within it.
 */
export type ItemId = string;

/**
 * A bigger prize for a win within so many calls.
 */
export type Jackpot = { 
/**
 * The last call that wins it. With a pot, the pot says: it may have grown.
 */
within: number, 
/**
 * What is won.
 */
prize: JackpotPrize, };

/**
 * What a jackpot pays.
 */
export type JackpotPrize = { "prize": PrizeId } | { "pot": PotId };

/**
 * A jackpot.
 */
export type JackpotView = { 
/**
 * The last call that wins it.
 */
within: number, 
/**
 * What people read.
 */
name: Words, 
/**
 * What it is worth, in cents; 0 = a token.
 */
value: Amount, 
/**
 * Whether it grows from night to night.
 */
grows: boolean, };

/**
 * A winner whose name is kept.
 */
export type KeptName = { 
/**
 * The game.
 */
game: GameId, 
/**
 * Its stage.
 */
stage: number, 
/**
 * The card.
 */
serial: Serial, 
/**
 * The name.
 */
name: Words, };

/**
 * What the box keeps of one night.
 */
export type KeptNight = { 
/**
 * The night.
 */
night: NightId, 
/**
 * Its record; `None` where only names are left.
 */
ledger: KeptRecord | null, 
/**
 * Winners whose names staff wrote down, in the order they were paid.
 */
names: Array<KeptName>, 
/**
 * The last day on which the names are kept, as `2026-12-13`; `None` without any.
 */
names_until: string | null, };

/**
 * `GET /api/nights`: every night of which the box keeps something.
 */
export type KeptNights = { 
/**
 * Newest first; those without a record last.
 */
nights: Array<KeptNight>, };

/**
 * What the disk keeps of the record of a night.
 */
export type KeptRecord = { 
/**
 * Room it takes, bytes.
 */
bytes: number, 
/**
 * Whether it is the night that is open.
 */
tonight: boolean, 
/**
 * Entries of a copy that was read back and is whole; `None` as long as none was.
 */
copy: number | null, 
/**
 * When it was removed, and how many entries it had; the signed end stays.
 */
removed: RemovedLedger | null, 
/**
 * Whether it could not be read and was set aside.
 */
set_aside: boolean, };

/**
 * What kind of actor wrote an entry.
 */
export type Kind = "system" | "staff" | "player";

/**
 * One text in every language of the house.
 */
export type Languages<T> = { 
/**
 * English.
 */
en: T, 
/**
 * Spanish.
 */
es: T, 
/**
 * French.
 */
fr: T, 
/**
 * German.
 */
de: T, };

/**
 * What happens to a card whose phone has lost the box.
 */
export type LostLink = "plays_on" | "freeze";

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
 * What somebody does.
 */
export type Misuse = "codes" | "claim_code" | "pins" | "sockets" | "flood";

/**
 * `POST /api/staff/{id}/pin`: another PIN for one of the team.
 */
export type NewPin = { 
/**
 * 6 to 12 digits.
 */
pin: string, };

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
 * Something to look after. Screens show it to those who can.
 */
export type Notice = { "kind": "certificate_ends", days_left: number, remind_days: number, } | { "kind": "certificate_missing" } | { "kind": "radio" } & RadioTrouble | { "kind": "seats_taken", taken: number, seats: number, } | { "kind": "storage_slow", refused: boolean, } | { "kind": "storage_full", free_bytes: number, } | { "kind": "misuse" } & Alert;

/**
 * How a game ended.
 */
export type Outcome = "played" | "ended" | "cancelled" | "voided";

/**
 * Paper.
 */
export type PaperSize = "a4" | "letter";

/**
 * A pattern of the catalogue.
 */
export type PatternSlug = string;

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
 * What a stage pays.
 */
export type Pays = { 
/**
 * Its prize; the consolation where there is a jackpot.
 */
prize: PrizeId | null, 
/**
 * What is won instead within so many calls.
 */
jackpot: Jackpot | null, 
/**
 * Side prizes.
 */
extras: Array<Extra>, };

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
export type PhoneMessage = { "t": "snapshot" } & PhoneSnapshot | { "t": "resumed", s: number, } | { "t": "ball" } & BallNews | { "t": "game" } & GameNews | { "t": "card", s: number, card: CardView, } | { "t": "beat", s: number, warning?: Warning, } | { "t": "reply" } & Reply | { "t": "bye", retry_after_ms: number, reason: string, } | { "t": "rollback", size: number, };

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
 * How it writes amounts.
 */
currency?: Currency, 
/**
 * The night.
 */
night: NightId, 
/**
 * Box time, ms since 1970.
 */
now_ms: number, 
/**
 * Time zone of the venue, `Europe/London`; absent where the box does not know its name.
 */
zone?: string, 
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
 * A break or message that is on the screens.
 */
shown: ShownView | null, 
/**
 * Whether this is a dry run.
 */
rehearsal: boolean, 
/**
 * Whether the night is closed.
 */
night_over: boolean, 
/**
 * Newest signed checkpoint (C2SP note), sent at locks, claims and closes.
 */
checkpoint: string | null, };

/**
 * A game as it is planned. What it expands to is fixed when it is opened.
 */
export type Planned = { 
/**
 * What people read.
 */
name: Words, 
/**
 * What is played.
 */
play: Play, 
/**
 * Where balls come from.
 */
source: Source, 
/**
 * House rules.
 */
rules: Rules, 
/**
 * How its draw begins.
 */
start: Start, 
/**
 * What each stage pays, in the order of the stages; stages beyond pay nothing.
 */
stages: Array<Pays>, 
/**
 * Price of a card for this game, in cents, where it is sold apart.
 */
price?: Amount | null, 
/**
 * The box calls by itself, a ball every so many seconds.
 */
pace_s?: number | null, 
/**
 * What the caller reads out before it, besides what the box suggests.
 */
read_out?: Words | null, };

/**
 * What is played, by slugs of the catalogue.
 */
export type Play = { "plan": PatternSlug } | { "patterns": Array<PatternSlug> };

/**
 * One stage of it.
 */
export type PlayStageView = { 
/**
 * Its name, in every language.
 */
names: Languages<Words>, 
/**
 * Cards that win together.
 */
hand: number, 
/**
 * A few masks to draw it with, board by board.
 */
previews: Array<Array<Mask>>, 
/**
 * Whether the last one standing wins.
 */
last_standing: boolean, };

/**
 * A pattern or game to choose.
 */
export type PlayView = { 
/**
 * Its slug.
 */
slug: PatternSlug, 
/**
 * Whether it is a game plan (several cards or stages) and not a pattern on one card.
 */
plan: boolean, 
/**
 * Its name, in every language.
 */
names: Languages<Words>, 
/**
 * One sentence to read out, in every language.
 */
rules: Languages<Words>, 
/**
 * How long it takes.
 */
duration: Duration, 
/**
 * How its stages follow each other.
 */
run: Run, 
/**
 * Its stages.
 */
stages: Array<PlayStageView>, 
/**
 * Number of masks with the free square.
 */
masks: number, 
/**
 * Whether it can be won where the free square is of no use.
 */
hardway: boolean, };

/**
 * A prize that grows, and gets easier to win, every time it is not won.
 */
export type Pot = { 
/**
 * Its id.
 */
pot: PotId, 
/**
 * What people read.
 */
name: Words, 
/**
 * What it holds now, in cents.
 */
value: Amount, 
/**
 * What it holds again after it was won, in cents.
 */
start_value: Amount, 
/**
 * What it grows by when it is not won, in cents.
 */
grow_value: Amount, 
/**
 * The last call that wins it now.
 */
within: number, 
/**
 * The last call that wins it again after it was won.
 */
start_within: number, 
/**
 * Calls more when it is not won.
 */
grow_within: number, };

/**
 * One pot that grows from night to night.
 */
export type PotId = string;

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
 * How cards come on paper: fields of `POST /api/cards/reprint`, and the query of `GET /api/cards/….pdf`.
 */
export type PrintFormat = { 
/**
 * The printer's paper.
 */
paper: PaperSize, 
/**
 * How they lie on it.
 */
layout: CardLayout, 
/**
 * With the numbers on the back, for double-sided printing over the long edge.
 */
back: boolean, };

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
 * What a piece is worth, in cents; 0 = a token.
 */
value: Amount, 
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
 * The programme of the night.
 */
export type Programme = { 
/**
 * Seq of its entry; goes with the next change. `None` = there is none yet.
 */
seq: number | null, 
/**
 * Its items.
 */
items: Array<Item>, 
/**
 * Items that were opened, and as which game.
 */
opened: Array<[ItemId, GameId]>, };

/**
 * How a stage is decided.
 */
export type Race = "complete" | "last_standing";

/**
 * How a radio that was in trouble stands.
 */
export type RadioNow = "silent" | "restarted" | "reloaded";

/**
 * What the radio's watcher saw and did.
 */
export type RadioTrouble = { 
/**
 * How it stands.
 */
now: RadioNow, 
/**
 * When it was started anew last, box time in ms.
 */
at_ms: number, 
/**
 * Which trouble it is, counted from the start of the machine: a new number is news.
 */
number: number, };

/**
 * The box's own radio.
 */
export type RadioView = { 
/**
 * Whether it is on the air.
 */
on_air: boolean, 
/**
 * The settings want it, and the machine has none.
 */
missing: boolean, 
/**
 * Its networks, guests first.
 */
networks: Array<SeatsView>, 
/**
 * Most seats are taken: this room needs an access point.
 */
crowded: boolean, 
/**
 * What went wrong lately.
 */
trouble: RadioTrouble | null, };

/**
 * A checkpoint the phone kept: the box checks its own signature on it and that its ledger
 * still continues it.
 */
export type Receipt = string;

/**
 * A state in which the act asked for is not possible. The serde tag is the wire code and the
 * key of its translation.
 */
export type Refusal = { "code": "not_allowed", right: Right, } | { "code": "busy", retry_after_ms: number, } | { "code": "no_night" } | { "code": "night_over" } | { "code": "game_still_running", game: string, } | { "code": "unknown", what: Thing, } | { "code": "already_exists", what: Thing, } | { "code": "invalid", field: string, fault: Fault, problem: string, } | { "code": "unprintable", field: string, letter: string, } | { "code": "already_active", serial: Serial, sold: Stamp, } | { "code": "not_active", serial: Serial, } | { "code": "card_void", serial: Serial, voided: Stamp, } | { "code": "card_has_win", serial: Serial, } | { "code": "another_game_runs", game: string, } | { "code": "not_locked" } | { "code": "already_locked" } | { "code": "no_cards" } | { "code": "entropy_fixed" } | { "code": "paused" } | { "code": "not_paused" } | { "code": "game_over" } | { "code": "not_running" } | { "code": "call_already_out", call: number, ball: Ball, } | { "code": "ball_already_called", ball: Ball, call: number, } | { "code": "ball_needed" } | { "code": "ball_not_wanted" } | { "code": "no_balls_left" } | { "code": "ask_first", asked: number, } | { "code": "disputed", since: Stamp, } | { "code": "not_disputed" } | { "code": "undo_not_allowed" } | { "code": "claim_depends", serial: Serial, } | { "code": "slept", serial: Serial, call: number, } | { "code": "not_shown", serial: Serial, } | { "code": "duplicate_open", serial: Serial, } | { "code": "no_duplicate", serial: Serial, } | { "code": "in_another_pack", serial: Serial, } | { "code": "no_extra" } | { "code": "pot_in_play" } | { "code": "programme_changed", seq: number, } | { "code": "win_open", stage: number, serials: Array<Serial>, } | { "code": "not_the_last_call", call: number, } | { "code": "stage_closed", stage: number, } | { "code": "payout_depends", serial: Serial, } | { "code": "not_a_win", serial: Serial, missing: number, } | { "code": "already_claimed", claimed: Stamp, } | { "code": "not_claimed" } | { "code": "already_judged", judged: Stamp, } | { "code": "not_judged" } | { "code": "judged_not_a_win" } | { "code": "same_person" } | { "code": "needs_second_person" } | { "code": "tie_open", serials: Array<Serial>, } | { "code": "lost_the_tie" } | { "code": "already_paid", paid: Stamp, } | { "code": "out_of_stock" } | { "code": "reason_needed" } | { "code": "nothing_won" } | { "code": "not_this_stage", stage: number, } | { "code": "too_many_tries" } | { "code": "limit_reached", limit: string, } | { "code": "storage_full" } | { "code": "ledger_damaged", seq: number, } | { "code": "no_rollback" } | { "code": "night_is_sound" } | { "code": "night_is_tonight" } | { "code": "copy_needed" } | { "code": "not_a_copy", fault: CopyFault, } | { "code": "clock_stays", why: ClockStays, };

/**
 * A record that was removed from the box.
 */
export type RemovedLedger = { 
/**
 * When, box time in ms.
 */
at_ms: number, 
/**
 * Entries it had.
 */
size: number, };

/**
 * The answer to one request.
 */
export type Reply = { 
/**
 * Id of the request.
 */
id: CommandId, } & ({ "ok": { seq: number, entries: Array<Entry>, } } | { "refused": Refusal } | { "card": CardInfo });

/**
 * Cards to print again.
 */
export type ReprintCards = { 
/**
 * Which, at most 50 ranges.
 */
cards: Array<SerialRange>, 
/**
 * Why: the old ones stay good until they are voided.
 */
reason: Words, 
/**
 * How.
 */
print: PrintFormat, };

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
 * How long a win waits for its claim.
 */
window: Window, 
/**
 * Whether the last ball called must be on the winning card: a win that slept is lost.
 */
last_number: boolean, 
/**
 * What happens when several cards complete on one ball.
 */
ties: TieRule, 
/**
 * What happens to a card whose phone has lost the box.
 */
lost_link: LostLink, 
/**
 * Whether the free square may be used.
 */
free: FreeSquare, 
/**
 * Until when the last call can be taken back.
 */
undo: Undo, 
/**
 * Prizes of this value or more, in cents, are paid only after the winning card was shown to the
 * room; `None` = never, 0 = always.
 */
show_card_from: Amount | null, 
/**
 * Prizes of this value or more, in cents, need a second member of staff to confirm the verdict;
 * `None` = never, 0 = always.
 */
second_person_from: Amount | null, };

/**
 * How the stages of a game follow each other. All are played in one draw and keep their marks.
 */
export type Run = "into" | "on_the_way" | "first_ends";

/**
 * Seats of one network.
 */
export type SeatsView = { 
/**
 * What phones list.
 */
name: string, 
/**
 * Whether it is the staff's own.
 */
staff: boolean, 
/**
 * Phones on it.
 */
taken: number, 
/**
 * Phones it has room for.
 */
seats: number, };

/**
 * Secret from which a game's order of balls follows. Never printed before it is revealed.
 */
export type Seed = string;

/**
 * Number printed on a card. Fixes the card's face for ever.
 */
export type Serial = number;

/**
 * Cards that follow each other.
 */
export type SerialRange = { 
/**
 * First serial.
 */
first: Serial, 
/**
 * Last serial.
 */
last: Serial, };

/**
 * `POST /api/clock`.
 */
export type SetClock = { 
/**
 * How late it is on the phone, ms since 1970.
 */
now_ms: number, 
/**
 * The box time that was shown beside it when the person confirmed both, ms since 1970.
 */
seen_ms: number | null, 
/**
 * Today's date as the person typed it, `2026-11-20`.
 */
date: string | null, };

/**
 * How the holders of two cards of one serial settled it.
 */
export type Settlement = "share" | "play_off";

/**
 * A break or message.
 */
export type ShownView = { 
/**
 * In words.
 */
text: Words, 
/**
 * End of the break, box time in ms since 1970; `None` = a message.
 */
until_ms: number | null, };

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
 * One act of staff, told apart by `do`.
 */
export type StaffAct = Act | UnresolvedAct;

/**
 * One member of staff. Their name lives in the vault, never in the ledger.
 */
export type StaffId = string;

/**
 * What a staff screen hears.
 */
export type StaffMessage = { "t": "snapshot" } & StaffSnapshot | { "t": "resumed", s: number, } | { "t": "ball" } & BallNews | { "t": "news" } & StaffNews | { "t": "beat", s: number, counts: Counts, } | { "t": "reply" } & Reply | { "t": "people", people: Array<PersonView>, devices: Array<DeviceView>, } | { "t": "condition", now_ms: number, condition: Condition, } | { "t": "bye", retry_after_ms: number, reason: string, };

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
 * Pots that grow from night to night.
 */
pots?: Array<Pot>, 
/**
 * The programme.
 */
programme?: Programme, 
/**
 * Next on the programme.
 */
next?: Array<UpNext>, 
/**
 * Heads and sales.
 */
counts: Counts, 
/**
 * A break or message that is on the screens.
 */
shown: ShownView | null, 
/**
 * Whether this is a dry run.
 */
rehearsal: boolean, 
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
 * How it writes amounts.
 */
currency?: Currency, 
/**
 * The night.
 */
night: NightId, 
/**
 * Box time, ms since 1970.
 */
now_ms: number, 
/**
 * Time zone of the venue, `Europe/London`; absent where the box does not know its name.
 */
zone?: string, 
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
 * How the box itself is.
 */
condition: Condition, 
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
 * Pots that grow from night to night.
 */
pots?: Array<Pot>, 
/**
 * The programme.
 */
programme?: Programme, 
/**
 * Next on the programme.
 */
next?: Array<UpNext>, 
/**
 * Heads and sales.
 */
counts: Counts, 
/**
 * A break or message that is on the screens.
 */
shown: ShownView | null, 
/**
 * Whether this is a dry run.
 */
rehearsal: boolean, 
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
 * Side prizes.
 */
extras: Array<ExtraView>, 
/**
 * Whether a second member of staff must confirm it.
 */
needs_second: boolean, 
/**
 * Whether the winning card must be shown to the room.
 */
needs_showing: boolean, 
/**
 * What each winner gets is worth so much, in cents.
 */
value: Amount, 
/**
 * The win.
 */
win: WinView, };

/**
 * The forecast of one stage.
 */
export type StageForecastView = { 
/**
 * Mean number of calls until it is won.
 */
mean_calls: number, 
/**
 * 1 in 10 games are over by this call.
 */
p10: number, 
/**
 * Half of them.
 */
median: number, 
/**
 * 9 in 10.
 */
p90: number, 
/**
 * Chance of more than one winner.
 */
tie_probability: number, 
/**
 * Winners on average.
 */
expected_winners: number, 
/**
 * Chance of a win by the call of its jackpot.
 */
jackpot_probability: number | null, 
/**
 * Whether it was counted exactly; else it was simulated.
 */
exact: boolean, };

/**
 * One stage of a game as it is played: the expanded pattern and its prize.
 */
export type StageSpec = { 
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
 * Every square set that wins on one card. Empty when `goal` says what wins.
 */
masks: Array<Mask>, 
/**
 * What wins, where that is more than a pattern on one card.
 */
goal?: Goal | null, 
/**
 * Prize of the stage, if one is named; the consolation where there is a jackpot.
 */
prize?: PrizeId | null, 
/**
 * What is won instead within so many calls.
 */
jackpot?: Jackpot | null, 
/**
 * Side prizes.
 */
extras?: Array<Extra>, };

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
 * Every square set that wins on one card; bit = row·5 + column. Empty where `goal` says what wins.
 */
masks: Array<Mask>, 
/**
 * What wins, where that is more than a pattern on one card.
 */
goal: Goal | null, 
/**
 * Hands that still stand, where the last one standing wins; `None` before the lock and after the end.
 */
standing: number | null, 
/**
 * Name of the prize; the consolation where there is a jackpot.
 */
prize: Words | null, 
/**
 * What is won instead within so many calls.
 */
jackpot: JackpotView | null, 
/**
 * Side prizes.
 */
extras: Array<ExtraView>, 
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
 * How the draw of a game begins.
 */
export type Start = "first_ball" | { "pre_drawn": number } | "wild";

/**
 * How far a game is.
 */
export type StatusView = "selling" | "locked" | "running" | "paused" | "checking" | "settled" | "disputed" | "over";

/**
 * What a disk is good for.
 */
export type StorageSpeed = "good" | "slow" | "refused";

/**
 * The disk the night is on, from its own commits: nothing is written to measure it.
 */
export type StorageView = { 
/**
 * What it is good for; `None` while too little was saved to tell.
 */
speed: StorageSpeed | null, 
/**
 * Commits that were measured.
 */
saves: number, 
/**
 * When the oldest of them was, box time in ms.
 */
since_ms: number | null, 
/**
 * Half of them took no longer, µs.
 */
p50_us: number, 
/**
 * 99 of 100 took no longer, µs.
 */
p99_us: number, 
/**
 * The longest, µs.
 */
max_us: number, 
/**
 * Room left, bytes; `None` when the system does not tell.
 */
free_bytes: number | null, 
/**
 * Whether that is little.
 */
low: boolean, };

/**
 * One device of the team.
 */
export type TeamDevice = { 
/**
 * Which.
 */
device: DeviceId, 
/**
 * What it may be used for.
 */
profile: Profile, 
/**
 * Whether it may no longer connect.
 */
suspended: boolean, };

/**
 * One person of the team, without the name.
 */
export type TeamMember = { 
/**
 * Who.
 */
staff: StaffId, 
/**
 * What they are on the team.
 */
role: Role, 
/**
 * Whether they may no longer sign in.
 */
suspended: boolean, };

/**
 * Kinds of things a refusal may not find.
 */
export type Thing = "game" | "stage" | "prize" | "card" | "pattern" | "pot" | "item" | "person" | "device" | "update" | "night";

/**
 * What happens when several cards complete on one ball.
 */
export type TieRule = "split" | "split_players" | "random" | "all_share" | "first_to_signal";

/**
 * Until when the last call can be taken back.
 */
export type Undo = "never" | "before_claim" | "before_payout";

/**
 * Acts whose card, pattern or person has to be looked up. `card` is whatever was scanned or typed: the card's URL,
 * its key, its typed code, or `#` and its serial.
 */
export type UnresolvedAct = { "do": "activate_card", card: string, } | { "do": "void_card", card: string, reason: Words, } | { "do": "pack_cards", cards: Array<string>, } | { "do": "report_duplicate", card: string, reason: Words, } | { "do": "open_game", game: GameId, item: ItemId | null, planned: Planned, } | { "do": "claim", game: GameId, stage: number, card: string, } | { "do": "pay_prize", game: GameId, stage: number, serial: Serial, name: Words | null, } | { "do": "open_night", rehearsal: boolean, } | { "do": "set_aside_night", night: NightId, };

/**
 * A game to come.
 */
export type UpNext = { 
/**
 * Its id.
 */
game: GameId, 
/**
 * Its commitment: phones keep it from now on, before its cards are locked.
 */
commitment: Digest | null, 
/**
 * Its name.
 */
name: Words, 
/**
 * Names of its patterns.
 */
stages: Array<Words>, };

/**
 * The newest thing to tell about an update.
 */
export type UpdateNews = { 
/**
 * What became of it.
 */
step: UpdateStep, 
/**
 * The update's version, or the file when it has none that can be believed.
 */
version: string, 
/**
 * The reason, in words for the owner.
 */
reason: string | null, 
/**
 * Milliseconds since 1970 by the system's clock, which may be wrong.
 */
at_ms: number, };

/**
 * What became of an update.
 */
export type UpdateStep = "found" | "refused" | "installing" | "installed" | "trial" | "good" | "failed";

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
 * Why nothing goes on. Everybody is told, guests too.
 */
export type Warning = { "kind": "storage_full" } | { "kind": "ledger_damaged", seq: number, } | { "kind": "rollback_suspected", size: number, };

/**
 * One way to win.
 */
export type Way = { "boards": Array<Board> } | { "any_cards": { 
/**
 * k.
 */
need: number, 
/**
 * The masks, the same for every card.
 */
masks: Array<Mask>, } };

/**
 * Who makes the guests' Wi-Fi.
 */
export type WifiFrom = "radio" | "access_point" | "elsewhere";

/**
 * The guests' Wi-Fi.
 */
export type WifiView = { 
/**
 * Who makes it.
 */
from: WifiFrom, 
/**
 * What phones list, if the box knows.
 */
name: Words | null, 
/**
 * How the box's own radio is; `None` without one, or while nobody looks after it.
 */
radio: RadioView | null, };

/**
 * How far the three acts of a winning card are.
 */
export type WinCardState = "detected" | "claimed" | "needs_second" | "good" | "not_a_win" | "lost_tie" | "paid" | "lapsed";

/**
 * One winning card.
 */
export type WinCardView = { 
/**
 * The card; the first one of a hand.
 */
serial: Serial, 
/**
 * All cards of the hand, where several win together; else empty.
 */
hand: Array<Serial>, 
/**
 * Its numbers, once it was shown to the room.
 */
shown: Array<Face> | null, 
/**
 * The call it completed on, when it was claimed later.
 */
slept: number | null, 
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
cards: Array<WinCardView>, 
/**
 * Whether they get the jackpot.
 */
jackpot: boolean, 
/**
 * Times the caller asked the room for claims.
 */
asked: number, };

/**
 * How long a win that nobody has claimed holds up calling.
 */
export type Window = "hold" | "next_ball" | "three_asks";

/**
 * Text for people: trimmed, at most `MAX` bytes, no control characters.
 */
export type Words = string;
