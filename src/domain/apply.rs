//! Entries change the state. Nothing is decided here.
//!
//! An entry that names nothing known changes nothing. The hall never writes one; in a bundle from
//! elsewhere it is for the audit to say so, and folding must get it there.

use super::ball::Ball;
use super::entry::{Entry, Recorded, Stamp};
use super::face::Serial;
use super::goal::{Goal, Start};
use super::ids::{GameId, PrizeId, Reason};
use super::referee::Referee;
use super::refusal::Refusal;
use super::rules::{StagePlan, TieRule};
use super::state::{ActiveCard, Game, Lock, Night, Prize, Stage, Win, WinningCard};

impl Night {
    /// Folds one entry into the state. It has already happened, so this cannot fail.
    pub fn apply(&mut self, recorded: &Recorded) {
        let Recorded { stamp, entry } = recorded;
        self.size = stamp.seq.saturating_add(1);
        match entry {
            Entry::NightOpened { night, venue, .. } => {
                self.id = Some(night.clone());
                self.venue = Some(venue.clone());
            }
            Entry::NightClosed { .. } => self.closed = true,
            Entry::CardActivated { serial, face } => {
                self.cards.insert(*serial, ActiveCard { face: *face, sold: stamp.clone(), voided: None });
            }
            Entry::CardVoided { serial, reason } => self.void_card(stamp, *serial, reason),
            Entry::PrizeAdded { prize, name, stock } => {
                let (id, name) = (prize.clone(), name.clone());
                self.prizes.push(Prize { id, name, stock: *stock, paid: 0 });
            }
            Entry::StockSet { prize, stock } => self.in_prize(prize, |prize| prize.stock = *stock),
            Entry::Refused { act, refusal: Refusal::NotAWin { serial, .. } } if act.as_str() == "claim" => {
                *self.false_claims.entry(*serial).or_default() += 1;
            }
            Entry::GameOpened { .. }
            | Entry::GameCommitted { .. }
            | Entry::GameLocked { .. }
            | Entry::EntropyAdded { .. }
            | Entry::GamePaused { .. }
            | Entry::GameResumed { .. }
            | Entry::GameClosed { .. }
            | Entry::SeedRevealed { .. } => self.apply_to_game(stamp, entry),
            Entry::BallCalled { .. }
            | Entry::BallRecalled { .. }
            | Entry::WinDetected { .. }
            | Entry::ClaimMade { .. }
            | Entry::ClaimJudged { .. }
            | Entry::ClaimConfirmed { .. }
            | Entry::TieResolved { .. }
            | Entry::PrizePaid { .. }
            | Entry::StageClosed { .. } => self.apply_to_play(stamp, entry),
            Entry::BoxStarted { .. }
            | Entry::StorageTested { .. }
            | Entry::RollbackReported { .. }
            | Entry::StaffAdded { .. }
            | Entry::StaffSuspended { .. }
            | Entry::DeviceEnrolled { .. }
            | Entry::DeviceSuspended { .. }
            | Entry::StaffSignedIn { .. }
            | Entry::GuessingNoticed { .. }
            | Entry::Refused { .. } => {}
        }
    }

    /// From the programme to the reveal: everything but the balls and what comes of them.
    fn apply_to_game(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::GameOpened { game, name, source, rules, stages } => self.games.push(Game {
                id: game.clone(),
                name: name.clone(),
                source: *source,
                rules: rules.clone(),
                stages: stages.iter().map(opened).collect(),
                stage: 0,
                commitment: None,
                lock: None,
                entropy: None,
                calls: vec![],
                paused: None,
                outcome: None,
                seed: None,
            }),
            Entry::GameCommitted { game, commitment } => {
                self.in_game(game, |game| game.commitment = Some(*commitment));
            }
            Entry::GameLocked { game, rules_hash, card_root, lock } => {
                let serials = self.serials_in_play();
                let (rules_hash, card_root, lock) = (*rules_hash, *card_root, *lock);
                self.start_referee(game, &serials);
                self.in_game(game, |game| {
                    game.lock = Some(Lock { seq: stamp.seq, rules_hash, card_root, lock, serials });
                });
            }
            Entry::EntropyAdded { game, text } => {
                self.in_game(game, |game| game.entropy = Some(text.clone()));
            }
            Entry::GamePaused { game, reason } => {
                self.in_game(game, |game| game.paused = Some((stamp.clone(), reason.clone())));
            }
            Entry::GameResumed { game } => self.in_game(game, |game| game.paused = None),
            Entry::GameClosed { game, outcome, reason } => {
                // A game taken off the programme must not stop the one that is being played.
                if self.game(game).is_some_and(|game| game.lock.is_some()) {
                    self.referee = None;
                }
                self.in_game(game, |game| {
                    game.paused = None;
                    game.outcome = Some((*outcome, reason.clone()));
                });
            }
            Entry::SeedRevealed { game, seed } => self.in_game(game, |game| game.seed = Some(*seed)),
            _ => {}
        }
    }

    /// Balls, and the wins that come of them.
    fn apply_to_play(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::BallCalled { game, ball, .. } => {
                if let Some(referee) = &mut self.referee {
                    referee.call(*ball);
                }
                self.in_game(game, |game| call(game, *ball));
            }
            Entry::BallRecalled { game, ball, .. } => {
                if let Some(referee) = &mut self.referee {
                    referee.recall(*ball);
                }
                self.in_game(game, recall);
            }
            Entry::WinDetected { game, stage, ball, call, serials } => {
                let win = Win { ball: *ball, call: *call, cards: detected(serials), tie: None };
                self.in_stage(game, *stage, |stage| stage.win = Some(win));
            }
            Entry::ClaimMade { game, stage, serial } => {
                self.in_win(game, *stage, *serial, |card| card.claimed = Some(stamp.clone()));
            }
            Entry::ClaimJudged { game, stage, serial, verdict, reason } => {
                let judged = (stamp.clone(), *verdict, reason.clone());
                self.in_win(game, *stage, *serial, |card| card.judged = Some(judged));
            }
            Entry::ClaimConfirmed { game, stage, serial } => {
                self.in_win(game, *stage, *serial, |card| card.confirmed = Some(stamp.clone()));
            }
            Entry::TieResolved { game, stage, winners, .. } => self.in_stage(game, *stage, |stage| {
                if let Some(win) = &mut stage.win {
                    win.tie = Some(winners.clone());
                }
            }),
            Entry::PrizePaid { game, stage, serial, prize, share, of, .. } => {
                if let Some(prize) = prize {
                    let pieces = self.pieces_taken(game, *stage);
                    self.in_prize(prize, |prize| {
                        prize.stock = prize.stock.saturating_sub(pieces);
                        prize.paid = prize.paid.saturating_add(1);
                    });
                }
                self.in_win(game, *stage, *serial, |card| card.paid = Some((stamp.clone(), *share, *of)));
            }
            Entry::StageClosed { game, stage } => self.close_stage_of(game, *stage),
            _ => {}
        }
    }

    fn void_card(&mut self, stamp: &Stamp, serial: Serial, reason: &Reason) {
        if let Some(card) = self.cards.get_mut(&serial) {
            card.voided = Some((stamp.clone(), reason.clone()));
        }
        if self.running().is_some_and(|game| game.plays(serial))
            && let Some(referee) = &mut self.referee
        {
            referee.remove(serial);
        }
    }

    fn start_referee(&mut self, game: &GameId, serials: &[Serial]) {
        let cards: Vec<_> = serials
            .iter()
            .filter_map(|serial| self.cards.get(serial).map(|card| (*serial, card.face)))
            .collect();
        let stages = self.game(game).map(|game| &game.stages[..]).unwrap_or_default();
        let goals: Vec<_> = stages.iter().map(|stage| Goal::single(stage.plan.masks.clone())).collect();
        self.referee = Some(Referee::new(&cards, &[], &goals, Start::FirstBall));
    }

    fn close_stage_of(&mut self, id: &GameId, stage: u8) {
        self.in_stage(id, stage, |stage| stage.closed = true);
        let next = usize::from(stage) + 1;
        self.in_game(id, |game| {
            let out = game.call();
            if let Some(stage) = game.stages.get_mut(next) {
                stage.opened_after = out;
                game.stage = next;
            }
        });
    }

    fn in_prize(&mut self, id: &PrizeId, change: impl FnOnce(&mut Prize)) {
        if let Some(prize) = self.prizes.iter_mut().find(|prize| prize.id == *id) {
            change(prize);
        }
    }

    fn in_game(&mut self, id: &GameId, change: impl FnOnce(&mut Game)) {
        if let Some(game) = self.games.iter_mut().find(|game| game.id == *id) {
            change(game);
        }
    }

    fn in_stage(&mut self, id: &GameId, stage: u8, change: impl FnOnce(&mut Stage)) {
        self.in_game(id, |game| {
            if let Some(stage) = game.stages.get_mut(usize::from(stage)) {
                change(stage);
            }
        });
    }

    fn in_win(&mut self, id: &GameId, stage: u8, serial: Serial, change: impl FnOnce(&mut WinningCard)) {
        self.in_stage(id, stage, |stage| {
            let card = stage.win.iter_mut().flat_map(|win| &mut win.cards).find(|card| card.serial == serial);
            if let Some(card) = card {
                change(card);
            }
        });
    }
}

impl Night {
    /// The cards that would be locked now, ascending.
    pub(super) fn serials_in_play(&self) -> Vec<Serial> {
        self.cards.iter().filter(|(_, card)| card.voided.is_none()).map(|(serial, _)| *serial).collect()
    }

    /// Pieces of the prize that the next payout of the stage's win takes from the table. The
    /// shares of a split prize are one piece together; where all share, each takes a piece.
    pub(super) fn pieces_taken(&self, game: &GameId, stage: u8) -> u32 {
        let Some(game) = self.game(game) else { return 0 };
        let win = game.stages.get(usize::from(stage)).and_then(|stage| stage.win.as_ref());
        let begun = win.is_some_and(|win| win.cards.iter().any(|card| card.paid.is_some()));
        u32::from(!begun || game.rules.ties == TieRule::AllShare)
    }
}

fn opened(plan: &StagePlan) -> Stage {
    Stage { plan: plan.clone(), win: None, past: vec![], opened_after: 0, closed: false }
}

fn detected(serials: &[Serial]) -> Vec<WinningCard> {
    let card = |&serial| WinningCard { serial, claimed: None, judged: None, confirmed: None, paid: None };
    serials.iter().map(card).collect()
}

fn call(game: &mut Game, ball: Ball) {
    if let Some(stage) = game.stages.get_mut(game.stage) {
        // Calling goes on only when nothing of the win stood.
        stage.past.extend(stage.win.take());
    }
    game.calls.push(ball);
}

/// The exact opposite of [`call`], and of the win on that call.
fn recall(game: &mut Game) {
    game.calls.pop();
    let out = game.call();
    if let Some(stage) = game.stages.get_mut(game.stage) {
        stage.win = stage.past.pop_if(|win| win.call == out);
    }
}
