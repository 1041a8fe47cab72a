//! Entries change the state. Nothing is decided here.
//!
//! An entry that names nothing known changes nothing. The hall never writes one; in a bundle from
//! elsewhere it is for the audit to say so, and folding must get it there.

use super::actor::Stamp;
use super::ball::Ball;
use super::entry::{Entry, Outcome, Recorded};
use super::face::Serial;
use super::goal::Goal;
use super::ids::{GameId, PotId, PrizeId, Reason};
use super::programme::Shown;
use super::referee::Referee;
use super::refusal::Refusal;
use super::rules::{JackpotPrize, Pot, StageSpec, TieRule};
use super::state::{ActiveCard, Announced, Announcement, Game, Lock, Night, Prize, Stage, Win, WinningCard};

impl Night {
    /// Folds one entry into the state. It has already happened, so this cannot fail.
    pub fn apply(&mut self, recorded: &Recorded) {
        let Recorded { stamp, entry } = recorded;
        self.size = stamp.seq.saturating_add(1);
        match entry {
            Entry::NightOpened { .. }
            | Entry::NightClosed { .. }
            | Entry::BoxStarted { .. }
            | Entry::ProgrammeSet { .. }
            | Entry::ItemShown { .. }
            | Entry::Refused { .. } => self.apply_to_night(stamp, entry),
            Entry::CardActivated { .. }
            | Entry::CardVoided { .. }
            | Entry::CardsPacked { .. }
            | Entry::DuplicateReported { .. }
            | Entry::DuplicateSettled { .. } => self.apply_to_cards(stamp, entry),
            Entry::PrizeAdded { .. }
            | Entry::StockSet { .. }
            | Entry::PotSet(_)
            | Entry::PotGrew { .. }
            | Entry::PotWon { .. } => self.apply_to_prizes(entry),
            Entry::GameOpened { .. }
            | Entry::GameCommitted { .. }
            | Entry::GameLocked { .. }
            | Entry::EntropyAdded { .. }
            | Entry::GamePaused { .. }
            | Entry::GameResumed { .. }
            | Entry::PaceSet { .. }
            | Entry::GameClosed { .. }
            | Entry::SeedRevealed { .. } => self.apply_to_game(stamp, entry),
            Entry::BallRestated { .. }
            | Entry::PatternRestated { .. }
            | Entry::DisputeOpened { .. }
            | Entry::DisputeSettled { .. }
            | Entry::ClaimsAsked { .. } => self.apply_to_table(stamp, entry),
            Entry::BallCalled { .. }
            | Entry::BallRecalled { .. }
            | Entry::WinDetected { .. }
            | Entry::ClaimMade { .. }
            | Entry::ClaimJudged { .. }
            | Entry::CardShown { .. }
            | Entry::ClaimConfirmed { .. }
            | Entry::TieResolved { .. }
            | Entry::PrizePaid { .. }
            | Entry::ExtraPaid { .. }
            | Entry::StageClosed { .. } => self.apply_to_play(stamp, entry),
            Entry::StorageTested { .. }
            | Entry::CardsReprinted { .. }
            | Entry::RollbackReported { .. }
            | Entry::ClockSet { .. }
            | Entry::TeamNoted { .. }
            | Entry::StaffAdded { .. }
            | Entry::PinReset { .. }
            | Entry::StaffSuspended { .. }
            | Entry::DeviceEnrolled { .. }
            | Entry::DeviceSuspended { .. }
            | Entry::StaffSignedIn { .. }
            | Entry::GuessingNoticed { .. } => {}
        }
    }

    /// The night as a whole.
    fn apply_to_night(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::NightOpened { night, venue, rehearsal, pots, .. } => {
                self.id = Some(night.clone());
                self.venue = Some(venue.clone());
                self.rehearsal = *rehearsal;
                self.pots.clone_from(pots);
                self.pots_before.clone_from(pots);
            }
            Entry::NightClosed { .. } => self.closed = true,
            // Nobody may find the box calling by itself after a power cut.
            Entry::BoxStarted { .. } => self.games.iter_mut().for_each(|game| game.pace_s = None),
            Entry::ProgrammeSet { items } => self.programme = Some((stamp.seq, items.clone())),
            Entry::ItemShown { item } => {
                self.shown = item.clone().map(|item| Shown { item, since: stamp.clone() });
            }
            Entry::Refused { act, refusal: Refusal::NotAWin { serial, .. } } if act.as_str() == "claim" => {
                *self.false_claims.entry(*serial).or_default() += 1;
            }
            Entry::Refused { refusal: Refusal::Slept { serial, call }, .. } => {
                let (serial, call) = (*serial, *call);
                *self.false_claims.entry(serial).or_default() += 1;
                self.announce(stamp, None, Announcement::ClaimTooLate { serial, call });
            }
            _ => {}
        }
    }

    /// Cards and who holds them.
    fn apply_to_cards(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::CardActivated { serial, face } => {
                self.cards.insert(*serial, ActiveCard { face: *face, sold: stamp.clone(), voided: None });
            }
            Entry::CardVoided { serial, reason } => self.void_card(stamp, *serial, reason),
            Entry::CardsPacked { serials } => self.pack_cards(serials),
            Entry::DuplicateReported { serial, .. } => {
                self.duplicates.insert(*serial, None);
                self.announce(stamp, None, Announcement::DuplicateReported { serial: *serial });
            }
            Entry::DuplicateSettled { serial, settlement } => {
                self.duplicates.insert(*serial, Some(*settlement));
                let (serial, settlement) = (*serial, *settlement);
                self.announce(stamp, None, Announcement::DuplicateSettled { serial, settlement });
            }
            _ => {}
        }
    }

    /// What there is to win.
    fn apply_to_prizes(&mut self, entry: &Entry) {
        match entry {
            Entry::PrizeAdded { prize, name, stock, value } => {
                let (id, name) = (prize.clone(), name.clone());
                self.prizes.push(Prize { id, name, stock: *stock, paid: 0, value: *value });
            }
            Entry::StockSet { prize, stock } => self.in_prize(prize, |prize| prize.stock = *stock),
            Entry::PotSet(pot) => match self.pots.iter_mut().find(|known| known.pot == pot.pot) {
                Some(known) => known.clone_from(pot),
                None => self.pots.push(pot.clone()),
            },
            Entry::PotGrew { pot, value, within, .. } => self.in_pot(pot, *value, *within),
            Entry::PotWon { pot, left, within, .. } => self.in_pot(pot, *left, *within),
            _ => {}
        }
    }

    /// What goes wrong at the table, and how it is put right.
    fn apply_to_table(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::BallRestated { game, ball, .. } => {
                self.announce(stamp, Some(game), Announcement::BallRestated { ball: *ball });
            }
            Entry::PatternRestated { game, stage, reason } => {
                let what = Announcement::PatternRestated { stage: *stage, reason: reason.clone() };
                self.announce(stamp, Some(game), what);
            }
            Entry::DisputeOpened { game, about } => {
                self.in_game(game, |game| game.dispute = Some((stamp.clone(), about.clone())));
                let what = Announcement::DisputeOpened { about: about.clone() };
                self.announce(stamp, Some(game), what);
            }
            Entry::DisputeSettled { game, decision } => {
                self.in_game(game, |game| game.dispute = None);
                let what = Announcement::DisputeSettled { decision: decision.clone() };
                self.announce(stamp, Some(game), what);
            }
            Entry::ClaimsAsked { game, times } => {
                self.in_game(game, |game| {
                    let asked = game.stages.iter_mut().filter_map(|stage| stage.win.as_mut());
                    asked.for_each(|win| win.asked = *times);
                });
                self.announce(stamp, Some(game), Announcement::ClaimsAsked { times: *times });
            }
            _ => {}
        }
    }

    /// From the programme to the reveal: everything but the balls and what comes of them.
    fn apply_to_game(&mut self, stamp: &Stamp, entry: &Entry) {
        match entry {
            Entry::GameOpened { game, name, source, rules, stages, format } => self.games.push(Game {
                id: game.clone(),
                name: name.clone(),
                source: *source,
                rules: rules.clone(),
                format: format.clone(),
                stages: stages.iter().map(opened).collect(),
                stage: 0,
                commitment: None,
                lock: None,
                entropy: None,
                calls: vec![],
                paused: None,
                dispute: None,
                pace_s: None,
                announced: None,
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
                let (pots, packs) = (self.pots.clone(), self.packs.clone());
                self.shown = None;
                self.in_game(game, |game| {
                    game.stages.iter_mut().for_each(|stage| stage.pot = pot_of(&stage.plan, &pots));
                    game.lock = Some(Lock { seq: stamp.seq, rules_hash, card_root, lock, serials, packs });
                });
            }
            Entry::EntropyAdded { game, text } => {
                self.in_game(game, |game| game.entropy = Some(text.clone()));
            }
            Entry::GamePaused { game, reason } => {
                self.in_game(game, |game| game.paused = Some((stamp.clone(), reason.clone())));
            }
            Entry::GameResumed { game } => self.in_game(game, |game| game.paused = None),
            Entry::PaceSet { game, every_s } => self.in_game(game, |game| game.pace_s = *every_s),
            Entry::GameClosed { game, outcome, reason } => {
                // A game taken off the programme must not stop the one that is being played.
                if self.game(game).is_some_and(|game| game.lock.is_some()) {
                    self.referee = None;
                }
                self.in_game(game, |game| {
                    game.paused = None;
                    game.dispute = None;
                    game.pace_s = None;
                    game.outcome = Some((*outcome, reason.clone()));
                });
                if let (Outcome::Voided, Some(reason)) = (outcome, reason) {
                    let what = Announcement::GameVoided { reason: reason.clone() };
                    self.announce(stamp, Some(game), what);
                }
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
            Entry::BallRecalled { game, ball, reason, .. } => {
                if let Some(referee) = &mut self.referee {
                    referee.recall(*ball);
                }
                self.in_game(game, recall);
                let what = Announcement::BallRecalled { ball: *ball, reason: reason.clone() };
                self.announce(stamp, Some(game), what);
            }
            Entry::WinDetected { game, stage, ball, call, serials, hands } => {
                let cards = detected(serials, hands);
                self.in_stage(game, *stage, |stage| match &mut stage.win {
                    // More cards than one entry holds.
                    Some(win) if (win.ball, win.call) == (*ball, *call) => win.cards.extend(cards),
                    win => *win = Some(Win { ball: *ball, call: *call, cards, tie: None, asked: 0 }),
                });
            }
            Entry::ClaimMade { game, stage, serial, slept: Some(_) } => {
                self.wake(game, *stage, *serial, stamp);
            }
            Entry::ClaimMade { game, stage, serial, slept: None } => {
                self.in_win(game, *stage, *serial, |card| card.claimed = Some(stamp.clone()));
            }
            Entry::CardShown { game, stage, serial } => {
                self.in_win(game, *stage, *serial, |card| card.shown = Some(stamp.clone()));
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
                    win.tie.get_or_insert_default().extend(winners);
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
            Entry::ExtraPaid { game, stage, extra, serial, prize, .. } => {
                self.in_prize(prize, |prize| {
                    prize.stock = prize.stock.saturating_sub(1);
                    prize.paid = prize.paid.saturating_add(1);
                });
                let place = (*extra, *serial);
                self.in_stage(game, *stage, |stage| {
                    stage.extras_paid.insert(place, stamp.clone());
                });
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
        let referee = self.game(game).map(|game| {
            let goals: Vec<Goal> = game.stages.iter().map(|stage| stage.plan.goal()).collect();
            Referee::new(&cards, &self.packs, &goals, game.format.start)
        });
        self.referee = referee;
    }

    fn pack_cards(&mut self, serials: &[Serial]) {
        let known = serials.iter().find_map(|serial| self.pack_of.get(serial).copied());
        let place = known.unwrap_or(self.packs.len());
        match self.packs.get_mut(place) {
            Some(pack) => {
                let before = std::mem::replace(pack, serials.to_vec());
                self.pack_of.retain(|serial, _| !before.contains(serial));
            }
            None => self.packs.push(serials.to_vec()),
        }
        self.pack_of.extend(serials.iter().map(|serial| (*serial, place)));
    }

    /// Of the game named, else of the one being played.
    fn announce(&mut self, stamp: &Stamp, game: Option<&GameId>, what: Announcement) {
        let Some(id) = game.cloned().or_else(|| self.running().map(|game| game.id.clone())) else { return };
        let announced = Announced { seq: stamp.seq, at_ms: stamp.at_ms, what };
        self.in_game(&id, |game| game.announced = Some(announced));
    }

    /// A card that slept is claimed: it joins the win of the call that is out now.
    fn wake(&mut self, id: &GameId, number: u8, serial: Serial, stamp: &Stamp) {
        self.in_game(id, |game| {
            let (call, ball) = (game.call(), game.calls.last().copied());
            let stage = game.stages.get_mut(usize::from(number));
            let (Some(stage), Some(ball)) = (stage, ball) else { return };
            let Some((mut card, slept)) = asleep(stage, serial) else { return };
            card.claimed = Some(stamp.clone());
            card.slept = Some(slept);
            let win = stage.win.get_or_insert_with(|| Win { ball, call, cards: vec![], tie: None, asked: 0 });
            let place = win.cards.partition_point(|other| other.serial < card.serial);
            win.cards.insert(place, card);
        });
    }

    fn close_stage_of(&mut self, id: &GameId, stage: u8) {
        self.in_game(id, |game| {
            let out = game.call();
            if let Some(stage) = game.stages.get_mut(usize::from(stage)) {
                stage.closed = Some(out);
            }
            // Where several are open it is the first of them; the last one stays when all are closed.
            let next = game.stages.iter().position(|stage| stage.closed.is_none());
            game.stage = next.unwrap_or(game.stage);
        });
    }

    fn in_pot(&mut self, id: &PotId, value: u32, within: u8) {
        if let Some(pot) = self.pots.iter_mut().find(|pot| pot.pot == *id) {
            pot.value = value;
            pot.within = within;
        }
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
            let Some(win) = &mut stage.win else { return };
            if let Some(place) = win.place(serial) {
                change(&mut win.cards[place]);
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

fn opened(plan: &StageSpec) -> Stage {
    let extras_paid = std::collections::BTreeMap::new();
    Stage { plan: plan.clone(), win: None, past: vec![], closed: None, pot: None, extras_paid }
}

fn pot_of(plan: &StageSpec, pots: &[Pot]) -> Option<(PotId, u32, u8)> {
    let JackpotPrize::Pot(id) = &plan.jackpot.as_ref()?.prize else { return None };
    let pot = pots.iter().find(|pot| pot.pot == *id)?;
    Some((id.clone(), pot.value, pot.within))
}

fn detected(serials: &[Serial], hands: &[Vec<Serial>]) -> Vec<WinningCard> {
    let cards = serials.iter().enumerate().map(|(place, &serial)| WinningCard {
        serial,
        hand: hands.get(place).cloned().unwrap_or_default(),
        slept: None,
        claimed: None,
        shown: None,
        judged: None,
        confirmed: None,
        paid: None,
    });
    cards.collect()
}

/// The card in an earlier win that nobody has claimed, with that win's call.
fn asleep(stage: &Stage, serial: Serial) -> Option<(WinningCard, u8)> {
    let wins = stage.past.iter().rev();
    wins.filter_map(|win| Some((win.card(serial)?.clone(), win.call)))
        .find(|(card, _)| card.claimed.is_none())
}

fn call(game: &mut Game, ball: Ball) {
    for stage in game.open_stages() {
        let stage = &mut game.stages[stage];
        // Calling goes on only when nothing of the win stood, or nobody spoke up for it in time.
        stage.past.extend(stage.win.take());
    }
    game.calls.push(ball);
}

/// The exact opposite of [`call`], and of the wins on that call.
fn recall(game: &mut Game) {
    game.calls.pop();
    let out = game.call();
    for stage in game.open_stages() {
        let stage = &mut game.stages[stage];
        stage.win = stage.past.pop_if(|win| win.call == out);
    }
}
