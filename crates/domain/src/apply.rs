//! Entries change the state. Nothing is decided here.
//!
//! An entry that names an unknown card, prize or game changes nothing. The box never writes one; a bundle from
//! elsewhere may hold one, and the audit that reports it must get that far.

mod balls;
mod claims;
mod games;

use super::actor::Stamp;
use super::amount::Amount;
use super::entry::{Entry, Recorded};
use super::face::Serial;
use super::ids::{GameId, PotId, PrizeId, Reason};
use super::programme::Shown;
use super::refusal::Refusal;
use super::rules::TieRule;
use super::state::{ActiveCard, Announced, Announcement, Game, Night, Prize, Stage, WinningCard};

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
            | Entry::RollbackSuspected { .. }
            | Entry::RollbackDismissed { .. }
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
            | Entry::StageClosed { .. } => self.apply_to_balls(stamp, entry),
            Entry::ClaimMade { .. }
            | Entry::ClaimJudged { .. }
            | Entry::CardShown { .. }
            | Entry::ClaimConfirmed { .. }
            | Entry::TieResolved { .. }
            | Entry::PrizePaid { .. }
            | Entry::ExtraPaid { .. } => self.apply_to_claims(stamp, entry),
            Entry::ClockSet { from_ms, to_ms, .. } | Entry::ClockCorrected { from_ms, to_ms, .. } => {
                self.apply_to_durations(to_ms.saturating_sub(*from_ms));
            }
            Entry::StorageTested { .. }
            | Entry::CardsReprinted { .. }
            | Entry::RollbackReported { .. }
            | Entry::TeamNoted { .. }
            | Entry::StaffAdded { .. }
            | Entry::PinReset { .. }
            | Entry::StaffSuspended { .. }
            | Entry::DeviceEnrolled { .. }
            | Entry::DeviceSuspended { .. }
            | Entry::StaffSignedIn { .. }
            | Entry::GuessingNoticed { .. }
            | Entry::RecordingResumed { .. }
            | Entry::LedgerSetAside { .. }
            | Entry::NightRemoved { .. }
            | Entry::NamesForgotten { .. } => {}
        }
    }

    /// What lasts is shown by the clock, so it moves with it: a break of fifteen minutes ends after fifteen minutes.
    fn apply_to_durations(&mut self, step_ms: i64) {
        let stamps = self.games.iter_mut().flat_map(|game| {
            let (paused, dispute) = (game.paused.as_mut(), game.dispute.as_mut());
            let stamps = paused.into_iter().chain(dispute).map(|(stamp, _)| &mut stamp.at_ms);
            stamps.chain(game.announced.as_mut().map(|announced| &mut announced.at_ms))
        });
        for at_ms in stamps.chain(self.shown.as_mut().map(|shown| &mut shown.since.at_ms)) {
            *at_ms = at_ms.saturating_add(step_ms);
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
            Entry::RollbackSuspected { size, root } => self.rollback = Some((*size, *root)),
            Entry::RollbackDismissed { size, root, .. } => {
                self.rollback = None;
                self.rollbacks_dismissed.push((*size, *root));
            }
            // Nobody may find the box calling by itself after a power cut.
            Entry::BoxStarted { .. } => self.games.iter_mut().for_each(|game| game.pace_s = None),
            Entry::ProgrammeSet { items } => self.programme = Some((stamp.seq, items.clone())),
            Entry::ItemShown { item } => {
                self.shown = item.clone().map(|item| Shown { item, since: stamp.clone() });
            }
            Entry::Refused { act, refusal: Refusal::NotAWin { serial, .. }, .. }
                if act.as_str() == "claim" =>
            {
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

    fn in_pot(&mut self, id: &PotId, value: Amount, within: u8) {
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
