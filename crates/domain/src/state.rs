//! What a night has come to: the fold of its entries. Only `apply` changes it.

mod game;
mod night;
mod win;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::actor::Stamp;
use super::amount::Amount;
use super::ball::Ball;
use super::entry::{Format, Outcome, Settlement, Verdict};
use super::face::{Face, Serial};
use super::ids::{Digest, GameId, Label, NightId, PotId, PrizeId, Reason, Seed};
use super::programme::{Item, Shown};
use super::referee::Referee;
use super::rules::{Rules, Source};
use super::stage_spec::{Pot, StageSpec};

/// A card sold tonight.
#[derive(Clone, Debug)]
pub struct ActiveCard {
    /// Its numbers.
    pub face: Face,
    /// Who sold it, when, where.
    pub sold: Stamp,
    /// Set once it was taken out of play.
    pub voided: Option<(Stamp, Reason)>,
}

/// A prize and what is left of it.
#[derive(Clone, Debug)]
pub struct Prize {
    /// Its id.
    pub id: PrizeId,
    /// What people read.
    pub name: Label,
    /// Pieces left. A split prize takes one piece for all its shares.
    pub stock: u32,
    /// Shares handed out so far.
    pub paid: u32,
    /// What a piece is worth, in cents; 0 = a token.
    pub value: Amount,
}

/// One game and how far it is.
#[derive(Clone, Debug)]
pub struct Game {
    /// Its id.
    pub id: GameId,
    /// What people read.
    pub name: Label,
    /// Where balls come from.
    pub source: Source,
    /// Frozen house rules.
    pub rules: Rules,
    /// How it is played, besides its stages.
    pub format: Format,
    /// Its stages in the order they are played.
    pub stages: Vec<Stage>,
    /// Index of the stage being played, the first of them where several are open (the last one once
    /// the game is over).
    pub stage: usize,
    /// Hash of the seed.
    pub commitment: Option<Digest>,
    /// Set when sales close.
    pub lock: Option<Lock>,
    /// Set after the lock, before the first ball.
    pub entropy: Option<String>,
    /// Balls that stand, in the order called.
    pub calls: Vec<Ball>,
    /// Set while paused.
    pub paused: Option<(Stamp, Reason)>,
    /// Set while somebody objects.
    pub dispute: Option<(Stamp, Reason)>,
    /// The box calls by itself, a ball every so many seconds.
    pub pace_s: Option<u8>,
    /// What was announced last, besides balls.
    pub announced: Option<Announced>,
    /// Set when over.
    pub outcome: Option<(Outcome, Option<Reason>)>,
    /// Set once revealed.
    pub seed: Option<Seed>,
}

/// What was fixed when sales closed.
#[derive(Clone, Debug)]
pub struct Lock {
    /// Seq of the entry: cards sold before it play.
    pub seq: u64,
    /// Hash of the rules.
    pub rules_hash: Digest,
    /// RFC 6962 root over the serials in play.
    pub card_root: Digest,
    /// Hash over both and the game's id.
    pub lock: Digest,
    /// The serials in play, ascending.
    pub serials: Vec<Serial>,
    /// Cards of one player, as they were known: pairs and sets of this game are made of them.
    pub packs: Vec<Vec<Serial>>,
}

/// Something every screen announces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Announced {
    /// Position in the ledger.
    pub seq: u64,
    /// Box time, milliseconds since 1970.
    pub at_ms: i64,
    /// What.
    pub what: Announcement,
}

/// What is announced besides balls and wins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[allow(missing_docs)] // named like their entries
pub enum Announcement {
    BallRestated { ball: Ball },
    BallRecalled { ball: Ball, reason: Reason },
    PatternRestated { stage: u8, reason: Reason },
    ClaimsAsked { times: u8 },
    ClaimTooLate { serial: Serial, call: u8 },
    DisputeOpened { about: Reason },
    DisputeSettled { decision: Reason },
    DuplicateReported { serial: Serial },
    DuplicateSettled { serial: Serial, settlement: Settlement },
    GameVoided { reason: Reason },
}

/// One stage of a game.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Pattern and prize.
    pub plan: StageSpec,
    /// The ball that completed it, and for whom.
    pub win: Option<Win>,
    /// Earlier wins of the stage that did not stand or slept; calling went on after them.
    pub past: Vec<Win>,
    /// Set when staff closed it: the number of balls that were out.
    pub closed: Option<u8>,
    /// What its pot held, in cents, and the last call that wins it, when sales closed.
    pub pot: Option<(PotId, Amount, u8)>,
    /// Side prizes handed out, by place of the side prize and card.
    pub extras_paid: BTreeMap<(u8, Serial), Stamp>,
}

/// What a winner of a stage gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Winnings {
    /// A prize on the table.
    pub prize: Option<PrizeId>,
    /// A pot, with what it holds in cents.
    pub pot: Option<(PotId, Amount)>,
    /// What it is worth in all, in cents.
    pub value: Amount,
}

/// A win: one ball, one or more cards.
#[derive(Clone, Debug)]
pub struct Win {
    /// The ball that completed the pattern.
    pub ball: Ball,
    /// Its call number, 1-based.
    pub call: u8,
    /// The winning cards, ascending by serial.
    pub cards: Vec<WinningCard>,
    /// Set when a tie was resolved: the serials that get something.
    pub tie: Option<Vec<Serial>>,
    /// Times the caller asked the room for claims.
    pub asked: u8,
}

/// One winning card, or hand of cards, and its three one-time acts.
#[derive(Clone, Debug)]
pub struct WinningCard {
    /// The card; the first one of a hand.
    pub serial: Serial,
    /// All cards of the hand, where several win together; else empty.
    pub hand: Vec<Serial>,
    /// The call it completed on, when it was claimed later.
    pub slept: Option<u8>,
    /// "Bingo!"
    pub claimed: Option<Stamp>,
    /// Shown to the room.
    pub shown: Option<Stamp>,
    /// Staff's decision.
    pub judged: Option<(Stamp, Verdict, Option<Reason>)>,
    /// The second person.
    pub confirmed: Option<Stamp>,
    /// The prize handed over: share of so many parts.
    pub paid: Option<(Stamp, u32, u32)>,
}

/// How far a game is, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
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
    /// The win is settled; the caller may close the stage.
    Settled,
    /// Somebody objects; nothing goes on.
    Disputed,
    /// Over.
    Over,
}

/// The night. Everything in it follows from its entries.
#[derive(Clone, Debug, Default)]
pub struct Night {
    /// Entries applied so far = the next entry's seq.
    pub size: u64,
    /// Set by the first entry.
    pub id: Option<NightId>,
    /// Name of the venue.
    pub venue: Option<Label>,
    /// Set by the last entry.
    pub closed: bool,
    /// Cards sold tonight.
    pub cards: BTreeMap<Serial, ActiveCard>,
    /// Prizes in the order added.
    pub prizes: Vec<Prize>,
    /// Games in the order opened.
    pub games: Vec<Game>,
    /// Whether it is a dry run.
    pub rehearsal: bool,
    /// Pots that grow from night to night.
    pub pots: Vec<Pot>,
    /// The pots as they were carried over: what a dry run hands on.
    pub pots_before: Vec<Pot>,
    /// The programme, with the seq of its entry.
    pub programme: Option<(u64, Vec<Item>)>,
    /// The break or message on the screens.
    pub shown: Option<Shown>,
    /// Size and root of a checkpoint that speaks against this ledger, until staff decide about it.
    pub rollback: Option<(u64, Digest)>,
    /// Those that staff found to be forged.
    pub rollbacks_dismissed: Vec<(u64, Digest)>,
    /// Cards of one player.
    pub(super) packs: Vec<Vec<Serial>>,
    /// Place in `packs`.
    pub(super) pack_of: BTreeMap<Serial, usize>,
    /// Serials of which two cards are in the room, and how that was settled.
    pub(super) duplicates: BTreeMap<Serial, Option<Settlement>>,
    /// Win checks of the game being played; rebuilt by replay.
    pub(super) referee: Option<Referee>,
    /// Refused claims a card has on record: beyond a limit they are no longer written down.
    pub(super) false_claims: BTreeMap<Serial, u32>,
}
