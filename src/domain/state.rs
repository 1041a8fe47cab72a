//! What a night has come to: the fold of its entries. Only `apply` changes it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ball::Ball;
use super::entry::{Format, Outcome, Settlement, Stamp, Verdict};
use super::face::{Face, Serial};
use super::goal::{Race, Run};
use super::ids::{Digest, GameId, ItemId, Label, NightId, PotId, PrizeId, Reason, Seed};
use super::programme::{Item, Shown};
use super::referee::Referee;
use super::rules::{JackpotPrize, Pot, Rules, Source, StagePlan, TieRule};

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
    pub value: u32,
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
    pub plan: StagePlan,
    /// The ball that completed it, and for whom.
    pub win: Option<Win>,
    /// Earlier wins of the stage that did not stand or slept; calling went on after them.
    pub past: Vec<Win>,
    /// Set when staff closed it: the number of balls that were out.
    pub closed: Option<u8>,
    /// What its pot held, in cents, and the last call that wins it, when sales closed.
    pub pot: Option<(PotId, u32, u8)>,
    /// Side prizes handed out, by place of the side prize and card.
    pub extras_paid: BTreeMap<(u8, Serial), Stamp>,
}

/// What a winner of a stage gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Winnings {
    /// A prize on the table.
    pub prize: Option<PrizeId>,
    /// A pot, with what it holds in cents.
    pub pot: Option<(PotId, u32)>,
    /// What it is worth in all, in cents.
    pub value: u32,
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

    /// The pot by this id.
    #[must_use]
    pub fn pot(&self, id: &PotId) -> Option<&Pot> {
        self.pots.iter().find(|pot| pot.pot == *id)
    }

    /// The pots the next night begins with: nothing of a dry run.
    #[must_use]
    pub fn pots_to_carry(&self) -> &[Pot] {
        if self.rehearsal { &self.pots_before } else { &self.pots }
    }

    /// The item of the programme by this id.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.programme.iter().flat_map(|(_, items)| items).find(|item| item.id == *id)
    }

    /// The cards of the player who holds this one, in the order they make pairs and sets; `None`
    /// when nothing is known of other cards.
    #[must_use]
    pub fn pack(&self, serial: Serial) -> Option<&[Serial]> {
        self.pack_of.get(&serial).and_then(|&pack| self.packs.get(pack)).map(Vec::as_slice)
    }

    /// Packs of two and more cards in play.
    pub fn packs_in_play(&self) -> impl Iterator<Item = Vec<Serial>> {
        let plays = |serial: &&Serial| self.cards.get(serial).is_some_and(|card| card.voided.is_none());
        let packs = self.packs.iter().map(move |pack| pack.iter().filter(plays).copied().collect::<Vec<_>>());
        packs.filter(|pack| pack.len() > 1)
    }

    /// How a second card of this serial was settled; the outer `None` when there is none.
    #[must_use]
    pub fn duplicate(&self, serial: Serial) -> Option<Option<Settlement>> {
        self.duplicates.get(&serial).copied()
    }

    /// Numbers the card, or the hand it plays in, misses at best for a stage that is open; `None`
    /// when it plays in none, or where no pattern is to be completed.
    #[must_use]
    pub fn missing(&self, serial: Serial) -> Option<u8> {
        let referee = self.referee.as_ref()?;
        let open = self.running()?.open_stages();
        open.into_iter().filter_map(|stage| referee.missing(stage, serial)).min()
    }

    /// The same for one stage, whether it is open or not.
    #[must_use]
    pub fn missing_in(&self, stage: usize, serial: Serial) -> Option<u8> {
        self.referee.as_ref()?.missing(stage, serial)
    }

    /// The hand a card plays in for a stage of the game being played.
    #[must_use]
    pub fn hand(&self, stage: usize, serial: Serial) -> Option<Vec<Serial>> {
        self.referee.as_ref()?.hand_of(stage, serial)
    }

    /// Hands that still stand in a stage of the game being played that the last one standing wins.
    #[must_use]
    pub fn standing(&self, game: &Game, stage: usize) -> Option<usize> {
        let running = self.running().is_some_and(|running| running.id == game.id);
        self.referee.as_ref().filter(|_| running)?.standing_count(stage)
    }

    /// What a winner of the stage gets, with a win on this call.
    #[must_use]
    pub fn winnings(&self, stage: &Stage, call: u8) -> Winnings {
        let on_table = |id: &PrizeId| Winnings {
            prize: Some(id.clone()),
            pot: None,
            value: self.prize(id).map_or(0, |prize| prize.value),
        };
        match stage.plan.jackpot.as_ref().filter(|_| stage.is_jackpot(call)).map(|jackpot| &jackpot.prize) {
            Some(JackpotPrize::Prize(id)) => on_table(id),
            Some(JackpotPrize::Pot(id)) => {
                let value = stage.pot.as_ref().map_or(0, |(_, value, _)| *value);
                Winnings { prize: None, pot: Some((id.clone(), value)), value }
            }
            None => stage.plan.prize.as_ref().map(on_table).unwrap_or_default(),
        }
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
        let mut standing = self.standing_wins().peekable();
        let won = standing.peek().is_some();
        match () {
            () if self.dispute.is_some() => Status::Disputed,
            () if won && standing.all(|(_, win)| win.is_settled()) => Status::Settled,
            () if won => Status::Checking,
            () if self.paused.is_some() => Status::Paused,
            () if self.calls.is_empty() => Status::Locked,
            () => Status::Running,
        }
    }

    /// Indices of the stages that can be won now, ascending.
    #[must_use]
    pub fn open_stages(&self) -> Vec<usize> {
        if self.outcome.is_some() {
            return vec![];
        }
        let open = |stage: &usize| self.stages.get(*stage).is_some_and(|stage| stage.closed.is_none());
        let first = if self.format.run.parallel() { 0 } else { self.stage };
        let last = if self.format.run.parallel() { self.stages.len() } else { self.stage + 1 };
        (first..last).filter(open).collect()
    }

    /// Whether the stage can be won now.
    #[must_use]
    pub fn is_open(&self, stage: u8) -> bool {
        self.open_stages().contains(&usize::from(stage))
    }

    /// Whether one of the stages of which the first ends the game is closed: what is still open was
    /// won with the same ball and is settled, but no ball is called any more.
    #[must_use]
    pub fn has_first_end(&self) -> bool {
        self.format.run == Run::FirstEnds && self.stages.iter().any(|stage| stage.closed.is_some())
    }

    /// The wins that hold calling, with their stages: those of open stages that stand.
    pub fn standing_wins(&self) -> impl Iterator<Item = (u8, &Win)> {
        let open = self.open_stages().into_iter();
        open.filter_map(|stage| {
            let win = self.stages[stage].win.as_ref().filter(|win| win.stands())?;
            Some((u8::try_from(stage).ok()?, win))
        })
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
        self.outcome.is_some()
            || self.stages.get(usize::from(stage)).is_some_and(|stage| stage.closed.is_some())
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
        self.share_among(&self.winners(stage)?, serial)
    }

    /// The same, when [`Self::winners`] is at hand already.
    #[must_use]
    pub fn share_among(&self, winners: &[Serial], serial: Serial) -> Option<(u32, u32)> {
        let split = matches!(self.rules.ties, TieRule::Split | TieRule::SplitPlayers);
        let of = if split { winners.len() } else { 1 };
        winners.binary_search(&serial).is_ok().then(|| (1, u32::try_from(of).unwrap_or(u32::MAX)))
    }
}

impl Stage {
    /// Whether a win on this call gets the jackpot instead of the prize.
    #[must_use]
    pub fn is_jackpot(&self, call: u8) -> bool {
        let within = self.pot.as_ref().map(|(_, _, within)| *within);
        let within = within.or(self.plan.jackpot.as_ref().map(|jackpot| jackpot.within));
        within.is_some_and(|within| call <= within)
    }

    /// A card to which its prize or a side prize was handed over.
    #[must_use]
    pub fn paid(&self) -> Option<Serial> {
        let cards = self.win.iter().flat_map(|win| &win.cards);
        let card = cards.filter(|card| card.paid.is_some()).map(|card| card.serial).next();
        card.or_else(|| self.extras_paid.keys().map(|(_, serial)| *serial).next())
    }

    /// Whether its win is settled and somebody gets something.
    #[must_use]
    pub fn is_won(&self) -> bool {
        self.win.as_ref().is_some_and(|win| win.is_settled() && !win.good().is_empty())
    }

    /// Whether nothing further can win it although it is open: somebody was the last one standing.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        let last_standing = self.plan.goal.as_ref().is_some_and(|goal| goal.race == Race::LastStanding);
        last_standing && (self.win.is_some() || !self.past.is_empty())
    }

    /// The call the card completed on, when calling has gone on since and nobody has spoken up.
    #[must_use]
    pub fn slept(&self, serial: Serial) -> Option<u8> {
        if self.win.as_ref().is_some_and(|win| win.card(serial).is_some()) {
            return None;
        }
        let newest = self.past.iter().rev().find_map(|win| Some((win.call, win.card(serial)?)));
        newest.filter(|(_, card)| card.claimed.is_none()).map(|(call, _)| call)
    }

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
        self.cards.get(self.place(serial)?)
    }

    /// Place of the card, or of the hand it is in.
    pub(super) fn place(&self, serial: Serial) -> Option<usize> {
        let first = self.cards.binary_search_by_key(&serial, |card| card.serial).ok();
        first.or_else(|| self.cards.iter().position(|card| card.hand.contains(&serial)))
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
    /// Its cards: one, or those of the hand.
    pub fn serials(&self) -> impl Iterator<Item = Serial> {
        let others = self.hand.iter().copied().filter(|&serial| serial != self.serial);
        std::iter::once(self.serial).chain(others)
    }

    /// Whether it is this card, or this card is in the hand.
    #[must_use]
    pub fn is(&self, serial: Serial) -> bool {
        self.serial == serial || self.hand.contains(&serial)
    }

    /// Staff's decision, once there is one.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.judged.as_ref().map(|(_, verdict, _)| *verdict)
    }
}
