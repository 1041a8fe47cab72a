//! How a game looks from outside, the same for phones, boards and staff.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use domain::{
    Amount, Announced, Ball, Digest, Extra, Face, Format, GameId, Goal, Label, Mask, Outcome, PatternSlug,
    Reason, Rules, Seed, Serial, Source,
};

/// A ball was called and nothing else changed: the one message that goes to everybody, ≤ 64 bytes.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BallNews {
    /// Seq of the entry.
    pub s: u64,
    /// The ball.
    pub b: Ball,
    /// Call number, 1-based.
    pub n: u8,
    /// First 16 hex digits of the head hash.
    pub h: String,
}

/// The whole state of one game. Sent whenever anything but a plain ball changes it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct GameView {
    /// Its id.
    pub id: GameId,
    /// What people read.
    pub name: Label,
    /// Place on tonight's programme, 1-based.
    pub number: u16,
    /// Games on the programme.
    pub of: u16,
    /// Where balls come from.
    pub source: Source,
    /// How far it is.
    pub status: StatusView,
    /// Index of the stage being played.
    pub stage: u8,
    /// All stages.
    pub stages: Vec<StageView>,
    /// Balls that stand, in the order called.
    pub calls: Vec<Ball>,
    /// Stages that can be won now.
    pub open: Vec<u8>,
    /// How it is played, besides its stages.
    pub format: Format,
    /// Set while paused.
    pub paused: Option<Paused>,
    /// Set while somebody objects.
    pub dispute: Option<Paused>,
    /// The box calls by itself, a ball every so many seconds.
    pub pace_s: Option<u8>,
    /// What was announced last, besides balls and wins.
    pub announced: Option<Announced>,
    /// Frozen house rules.
    pub rules: Rules,
    /// What the fairness check needs.
    pub fairness: Fairness,
    /// Seq at which sales closed: cards sold before it play.
    pub locked_at: Option<u64>,
    /// Number of cards in play: sold so far, or locked.
    pub cards: u32,
    /// How it ended.
    pub outcome: Option<Outcome>,
}

/// How far a game is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatusView {
    /// Cards can still be sold into it.
    Selling,
    /// Sales are closed, no ball is out.
    Locked,
    /// Balls are being called.
    Running,
    /// Calling has stopped for a reason.
    Paused,
    /// A win waits for staff.
    Checking,
    /// The win is settled; the caller may go on.
    Settled,
    /// Somebody objects; nothing goes on.
    Disputed,
    /// Over.
    Over,
}

/// Why calling stopped.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct Paused {
    /// In words.
    pub reason: Reason,
    /// Since when, box time in ms since 1970.
    pub at_ms: i64,
}

/// One stage.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct StageView {
    /// Slug of the pattern.
    pub pattern: PatternSlug,
    /// What people read.
    pub name: Label,
    /// Every square set that wins on one card; bit = row·5 + column. Empty where `goal` says what wins.
    pub masks: Vec<Mask>,
    /// What wins, where that is more than a pattern on one card.
    pub goal: Option<Goal>,
    /// Hands that still stand, where the last one standing wins; `None` before the lock and after the end.
    pub standing: Option<u32>,
    /// Name of the prize; the consolation where there is a jackpot.
    pub prize: Option<Label>,
    /// What is won instead within so many calls.
    pub jackpot: Option<JackpotView>,
    /// Side prizes.
    pub extras: Vec<ExtraView>,
    /// Its win.
    pub win: Option<WinView>,
    /// Whether staff closed it.
    pub closed: bool,
}

/// A win.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WinView {
    /// The ball that completed the pattern.
    pub ball: Ball,
    /// Its call number.
    pub call: u8,
    /// The winning cards.
    pub cards: Vec<WinCardView>,
    /// Whether they get the jackpot.
    pub jackpot: bool,
    /// Times the caller asked the room for claims.
    pub asked: u8,
}

/// A jackpot.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct JackpotView {
    /// The last call that wins it.
    pub within: u8,
    /// What people read.
    pub name: Label,
    /// What it is worth, in cents; 0 = a token.
    pub value: Amount,
    /// Whether it grows from night to night.
    pub grows: bool,
}

/// A side prize.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ExtraView {
    /// What it is.
    pub extra: Extra,
    /// What people read.
    pub name: Label,
    /// Who gets it, once that is known: card, value in cents, whether it was handed over.
    pub awards: Vec<(Serial, Option<Amount>, bool)>,
}

/// One winning card.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WinCardView {
    /// The card; the first one of a hand.
    pub serial: Serial,
    /// All cards of the hand, where several win together; else empty.
    pub hand: Vec<Serial>,
    /// Its numbers, once it was shown to the room.
    pub shown: Option<Vec<Face>>,
    /// The call it completed on, when it was claimed later.
    pub slept: Option<u8>,
    /// How far its three acts are.
    pub state: WinCardState,
    /// Why it is not a win, when staff said so.
    pub reason: Option<Reason>,
    /// Share of the prize it gets, once known: `share` of `of` equal parts.
    pub share: Option<(u32, u32)>,
    /// The person who judged, paid or confirmed last (staff id).
    pub by: Option<String>,
    /// Desk of that person.
    pub desk: Option<Label>,
    /// When the state was reached, box time in ms.
    pub at_ms: Option<i64>,
}

/// How far the three acts of a winning card are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WinCardState {
    /// The box saw the win; nobody claimed yet.
    Detected,
    /// Claimed, waits for staff.
    Claimed,
    /// Judged good, a second person must confirm.
    NeedsSecond,
    /// Good: the prize can be handed over.
    Good,
    /// Staff said no.
    NotAWin,
    /// Good, but the tie rule gave the prize to another card.
    LostTie,
    /// The prize was handed over.
    Paid,
    /// The stage was closed before anybody claimed.
    Lapsed,
}

/// Everything a phone needs to recompute the order of balls.
#[derive(Clone, Debug, Default, Serialize, Deserialize, TS)]
pub struct Fairness {
    /// SHA-256 over the seed, published before sales.
    pub commitment: Option<Digest>,
    /// Hash of the rules.
    pub rules_hash: Option<Digest>,
    /// Root over the serials in play.
    pub card_root: Option<Digest>,
    /// Fixed when sales closed.
    pub lock: Option<Digest>,
    /// What the room threw in.
    pub entropy: Option<String>,
    /// Revealed at the end.
    pub seed: Option<Seed>,
}
