//! What a night has come to: the fold of its entries. Only `apply` changes it.

use std::collections::BTreeMap;

use super::ball::Ball;
use super::entry::{Outcome, Stamp, Verdict};
use super::face::{Face, Serial};
use super::ids::{Digest, GameId, Label, NightId, PrizeId, Reason, Seed};
use super::rules::{Rules, Source, StagePlan};

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
    /// Its stages in the order they are played.
    pub stages: Vec<Stage>,
    /// Index of the stage being played (the last one once the game is over).
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
    /// Set when over.
    pub outcome: Option<(Outcome, Option<Reason>)>,
    /// Set once revealed.
    pub seed: Option<Seed>,
}

/// What was fixed when sales closed.
#[derive(Clone, Debug)]
pub struct Lock {
    /// Hash of the rules.
    pub rules_hash: Digest,
    /// RFC 6962 root over the serials in play.
    pub card_root: Digest,
    /// Hash over both and the game's id.
    pub lock: Digest,
    /// The serials in play, ascending.
    pub serials: Vec<Serial>,
}

/// One stage of a game.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Pattern and prize.
    pub plan: StagePlan,
    /// The ball that completed it, and for whom.
    pub win: Option<Win>,
    /// Whether staff closed it.
    pub closed: bool,
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
}

/// One winning card and its three one-time acts.
#[derive(Clone, Debug)]
pub struct WinningCard {
    /// The card.
    pub serial: Serial,
    /// "Bingo!"
    pub claimed: Option<Stamp>,
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
    /// Win checks of the game being played; rebuilt by replay.
    pub(super) matcher: Option<super::matcher::Matcher>,
    /// Refused claims a card has on record: beyond a limit they are no longer written down.
    pub(super) false_claims: BTreeMap<Serial, u32>,
}

impl Night {
    /// The game by this id.
    #[must_use]
    pub fn game(&self, id: &GameId) -> Option<&Game> {
        self.games.iter().find(|game| game.id == *id)
    }

    /// The game whose balls are out (locked, not over); else the first one not over.
    #[must_use]
    pub fn current(&self) -> Option<&Game> {
        self.games
            .iter()
            .find(|game| game.lock.is_some() && game.outcome.is_none())
            .or_else(|| self.games.iter().find(|game| game.outcome.is_none()))
    }
}

impl Game {
    /// How far the game is.
    #[must_use]
    pub fn status(&self) -> Status {
        if self.outcome.is_some() {
            return Status::Over;
        }
        if self.lock.is_none() {
            return Status::Selling;
        }
        match self.stages[self.stage].win.as_ref() {
            Some(win) if win.is_settled() => return Status::Settled,
            Some(_) => return Status::Checking,
            None => {}
        }
        if self.paused.is_some() {
            Status::Paused
        } else if self.calls.is_empty() {
            Status::Locked
        } else {
            Status::Running
        }
    }
}

impl Win {
    /// Every winning card was judged.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.cards.iter().all(|card| card.judged.is_some())
    }
}
