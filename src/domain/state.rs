//! What a night has come to: the fold of its entries. Only `apply` changes it.

use std::collections::BTreeMap;

use super::ball::Ball;
use super::entry::{Outcome, Stamp, Verdict};
use super::face::{Face, Serial};
use super::ids::{Digest, GameId, Label, NightId, PrizeId, Reason, Seed};
use super::rules::{Rules, Source, StagePlan, TieRule};

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
}

/// One stage of a game.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Pattern and prize.
    pub plan: StagePlan,
    /// The ball that completed it, and for whom.
    pub win: Option<Win>,
    /// Earlier wins of the stage, none of which stood; calling went on after them.
    pub past: Vec<Win>,
    /// Number of balls that were out when the stage opened.
    pub opened_after: u8,
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
    pub(super) referee: Option<super::referee::Referee>,
    /// Refused claims a card has on record: beyond a limit they are no longer written down.
    pub(super) false_claims: BTreeMap<Serial, u32>,
}

impl Night {
    /// The game by this id.
    #[must_use]
    pub fn game(&self, id: &GameId) -> Option<&Game> {
        self.games.iter().find(|game| game.id == *id)
    }

    /// The game being played: sales closed, not over. At most one at a time.
    #[must_use]
    pub fn running(&self) -> Option<&Game> {
        self.games.iter().find(|game| game.lock.is_some() && game.outcome.is_none())
    }

    /// The game being played; else the first one not over.
    #[must_use]
    pub fn current(&self) -> Option<&Game> {
        self.running().or_else(|| self.games.iter().find(|game| game.outcome.is_none()))
    }

    /// The prize by this id.
    #[must_use]
    pub fn prize(&self, id: &PrizeId) -> Option<&Prize> {
        self.prizes.iter().find(|prize| prize.id == *id)
    }

    /// Squares the card misses at best for the stage being played; `None` when it plays in no
    /// running game.
    #[must_use]
    pub fn missing(&self, serial: Serial) -> Option<u8> {
        self.referee.as_ref()?.missing(self.running()?.stage, serial)
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
        match self.standing_win() {
            Some(win) if win.is_settled() => Status::Settled,
            Some(_) => Status::Checking,
            None if self.paused.is_some() => Status::Paused,
            None if self.calls.is_empty() => Status::Locked,
            None => Status::Running,
        }
    }

    /// The win that holds calling: that of the stage being played, unless none of it stands.
    #[must_use]
    pub fn standing_win(&self) -> Option<&Win> {
        self.stages.get(self.stage)?.win.as_ref().filter(|win| win.stands())
    }

    /// Number of the stage being played, as entries name it.
    #[must_use]
    pub fn stage_number(&self) -> u8 {
        u8::try_from(self.stage).unwrap_or(u8::MAX)
    }

    /// Number of calls that stand = the number of the last call.
    #[must_use]
    pub fn call(&self) -> u8 {
        u8::try_from(self.calls.len()).unwrap_or(u8::MAX)
    }

    /// Whether the card is in the lock. (It may have been voided since: the night knows.)
    #[must_use]
    pub fn plays(&self, serial: Serial) -> bool {
        self.lock.as_ref().is_some_and(|lock| lock.serials.binary_search(&serial).is_ok())
    }

    /// Whether nothing can be claimed in the stage any more.
    #[must_use]
    pub fn is_stage_over(&self, stage: u8) -> bool {
        self.outcome.is_some() || self.stages.get(usize::from(stage)).is_some_and(|stage| stage.closed)
    }

    /// The cards that get the stage's prize or a share of it, ascending. `None` while that is not
    /// known: nothing was won, somebody must still claim or be judged, or a tie is not resolved.
    #[must_use]
    pub fn winners(&self, stage: u8) -> Option<Vec<Serial>> {
        let win = self.stages.get(usize::from(stage))?.win.as_ref()?;
        if let Some(winners) = &win.tie {
            return Some(winners.clone());
        }
        let good = win.good();
        let known = win.is_settled() || self.is_stage_over(stage);
        (known && good.len() <= 1).then_some(good)
    }

    /// The card's part of the stage's prize, as `(share, of)` equal parts; `None` when it gets
    /// nothing or the shares are not known yet.
    #[must_use]
    pub fn share(&self, stage: u8, serial: Serial) -> Option<(u32, u32)> {
        let winners = self.winners(stage)?;
        let of = if self.rules.ties == TieRule::Split { winners.len() } else { 1 };
        winners.contains(&serial).then(|| (1, u32::try_from(of).unwrap_or(u32::MAX)))
    }
}

impl Stage {
    /// The card in the stage's win, or in an earlier one that did not stand.
    #[must_use]
    pub fn winning_card(&self, serial: Serial) -> Option<&WinningCard> {
        self.win.iter().chain(self.past.iter().rev()).find_map(|win| win.card(serial))
    }
}

impl Win {
    /// The card, if it is one of the winning ones.
    #[must_use]
    pub fn card(&self, serial: Serial) -> Option<&WinningCard> {
        self.cards.iter().find(|card| card.serial == serial)
    }

    /// Every winning card was judged. One that nobody claimed yet counts as open.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.cards.iter().all(|card| card.judged.is_some())
    }

    /// Whether any card of it may still be, or is, a win. One that does not stand holds up nothing.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.cards.iter().any(|card| card.verdict() != Some(Verdict::NotAWin))
    }

    /// The cards judged good, ascending.
    #[must_use]
    pub fn good(&self) -> Vec<Serial> {
        self.cards
            .iter()
            .filter(|card| card.verdict() == Some(Verdict::Good))
            .map(|card| card.serial)
            .collect()
    }

    /// The cards that were claimed and wait for a verdict, ascending.
    #[must_use]
    pub fn waiting(&self) -> Vec<Serial> {
        self.cards
            .iter()
            .filter(|card| card.claimed.is_some() && card.judged.is_none())
            .map(|card| card.serial)
            .collect()
    }
}

impl WinningCard {
    /// Staff's decision, once there is one.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.judged.as_ref().map(|(_, verdict, _)| *verdict)
    }
}
