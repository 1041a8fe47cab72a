//! Claim, verdict, payout: three separate one-time acts.

use super::checks::{Decision, check_dispute, named, stage_of};
use super::stages::tie;
use crate::actor::By;
use crate::command::Given;
use crate::entry::{Entry, Outcome, Settlement, Verdict};
use crate::face::Serial;
use crate::ids::{Digest, GameId, Reason};
use crate::refusal::Refusal;
use crate::rules::reaches;
use crate::state::{Game, Night, Stage, Win, WinningCard, Winnings};

/// Beyond this many false or late claims on record a card's next ones are no longer written down: a
/// phone must not be able to fill the ledger.
pub const FALSE_CLAIMS_MAX: u32 = 20;

impl Night {
    pub(super) fn claim(&self, id: &GameId, stage: u8, serial: Serial) -> Decision {
        let game = self.game_in_play(id)?;
        let current = stage_of(game, stage)?;
        if !game.is_open(stage) {
            return Err(Refusal::NotThisStage { stage: game.stage_number() });
        }
        let winning = current.winning_card(serial);
        // A hand won as a whole, also one of which a card had been taken out of play before.
        if winning.is_none_or(|card| card.hand.is_empty()) {
            self.card_in_play(serial)?;
        }
        if !game.plays(serial) {
            return Err(Refusal::NotActive { serial });
        }
        match winning {
            None => Err(self.false_claim(stage, serial)),
            Some(WinningCard { judged: Some((judged, ..)), .. }) => {
                Err(Refusal::AlreadyJudged { judged: judged.clone() })
            }
            Some(WinningCard { claimed: Some(claimed), .. }) => {
                Err(Refusal::AlreadyClaimed { claimed: claimed.clone() })
            }
            Some(card) => {
                let slept = current.slept(serial);
                // Shares that are known, and may have been handed out, do not change any more.
                if let Some(call) = slept.filter(|_| game.rules.last_number || current.is_won()) {
                    return Err(self.unless_too_many(serial, Refusal::Slept { serial, call }));
                }
                Ok(vec![Entry::ClaimMade { game: id.clone(), stage, serial: card.serial, slept }])
            }
        }
    }

    fn false_claim(&self, stage: u8, serial: Serial) -> Refusal {
        let missing = self.missing_in(stage.into(), serial).unwrap_or_default();
        self.unless_too_many(serial, Refusal::NotAWin { serial, missing })
    }

    fn unless_too_many(&self, serial: Serial, refusal: Refusal) -> Refusal {
        let many = self.false_claims.get(&serial).is_some_and(|&claims| claims > FALSE_CLAIMS_MAX);
        if many { Refusal::TooManyTries } else { refusal }
    }

    pub(super) fn judge_claim(
        &self,
        id: &GameId,
        stage: u8,
        serial: Serial,
        verdict: Verdict,
        reason: Option<&Reason>,
        given: &Given,
    ) -> Decision {
        let (game, plan, card) = self.claimed(id, stage, serial)?;
        check_dispute(game)?;
        let serial = card.serial;
        if let Some((judged, ..)) = &card.judged {
            return Err(Refusal::AlreadyJudged { judged: judged.clone() });
        }
        if verdict == Verdict::NotAWin && reason.is_none() {
            return Err(Refusal::ReasonNeeded);
        }
        let win = plan.win.as_ref().ok_or(Refusal::NotClaimed)?;
        if verdict == Verdict::Good {
            self.check_card(game, plan, win, card)?;
        }
        let judged = Entry::ClaimJudged { game: id.clone(), stage, serial, verdict, reason: reason.cloned() };
        let mut entries = vec![judged];
        if win.cards.iter().all(|card| card.serial == serial || card.judged.is_some()) {
            let good = |card: &&WinningCard| match card.verdict() {
                None => verdict == Verdict::Good,
                Some(verdict) => verdict == Verdict::Good,
            };
            let good: Vec<_> = win.cards.iter().filter(good).map(|card| card.serial).collect();
            entries.extend(tie(game, stage, win, &good, given)?);
        }
        Ok(entries)
    }

    /// What must have happened to a card before it can be judged a win.
    fn check_card(&self, game: &Game, stage: &Stage, win: &Win, card: &WinningCard) -> Result<(), Refusal> {
        self.check_duplicate(card)?;
        let value = self.winnings(stage, win.call).value;
        if card.shown.is_none() && reaches(value, game.rules.show_card_from) {
            return Err(Refusal::NotShown { serial: card.serial });
        }
        Ok(())
    }

    /// Two people hold the card, or one of its hand: nothing is decided before they agree.
    fn check_duplicate(&self, card: &WinningCard) -> Result<(), Refusal> {
        match card.serials().find(|&serial| self.duplicate(serial) == Some(None)) {
            Some(serial) => Err(Refusal::DuplicateOpen { serial }),
            None => Ok(()),
        }
    }

    pub(super) fn show_card(&self, id: &GameId, stage: u8, serial: Serial) -> Decision {
        let (_, _, card) = self.claimed(id, stage, serial)?;
        Ok(vec![Entry::CardShown { game: id.clone(), stage, serial: card.serial }])
    }

    pub(super) fn confirm_claim(&self, by: &By, id: &GameId, stage: u8, serial: Serial) -> Decision {
        let (game, plan, card) = self.claimed(id, stage, serial)?;
        check_dispute(game)?;
        let serial = card.serial;
        if !self.needs_second_person(game, plan) {
            return Err(Refusal::invalid("rules", "this win needs no second person"));
        }
        let judge = good_verdict(card)?;
        if let Some(confirmed) = &card.confirmed {
            return Err(Refusal::AlreadyJudged { judged: confirmed.clone() });
        }
        // Nobody in particular is no second person either.
        if by.staff.is_none() || by.staff == judge.staff {
            return Err(Refusal::SamePerson);
        }
        Ok(vec![Entry::ClaimConfirmed { game: id.clone(), stage, serial }])
    }

    pub(super) fn pay_prize(
        &self,
        id: &GameId,
        stage: u8,
        serial: Serial,
        name_hash: Option<Digest>,
    ) -> Decision {
        let (game, plan, card) = self.claimed(id, stage, serial)?;
        check_dispute(game)?;
        let serial = card.serial;
        if let Some((paid, ..)) = &card.paid {
            return Err(Refusal::AlreadyPaid { paid: paid.clone() });
        }
        if matches!(game.outcome, Some((Outcome::Voided, _))) {
            return Err(Refusal::GameOver);
        }
        good_verdict(card)?;
        self.check_duplicate(card)?;
        if game.winners(stage).is_none() {
            let cards = plan.win.iter().flat_map(|win| &win.cards);
            let open = cards.filter(|card| card.judged.is_none()).map(|card| card.serial);
            return Err(Refusal::TieOpen { serials: named(open) });
        }
        let (share, of) = game.share(stage, serial).ok_or(Refusal::LostTheTie)?;
        if card.confirmed.is_none() && self.needs_second_person(game, plan) {
            return Err(Refusal::NeedsSecondPerson);
        }
        let call = plan.win.as_ref().map_or(0, |win| win.call);
        let Winnings { prize, pot, .. } = self.winnings(plan, call);
        let stock = prize.as_ref().and_then(|prize| self.prize(prize)).map(|prize| prize.stock);
        if stock.is_some_and(|stock| stock < self.pieces_taken(id, stage)) {
            return Err(Refusal::OutOfStock);
        }
        let shared = card.serials().any(|serial| self.duplicate(serial) == Some(Some(Settlement::Share)));
        let holders = if shared { 2 } else { 1 };
        let game = id.clone();
        Ok(vec![Entry::PrizePaid { game, stage, serial, prize, pot, share, of, holders, name_hash }])
    }

    /// Whether a second member of staff confirms a good verdict before the prize.
    #[must_use]
    pub fn needs_second_person(&self, game: &Game, stage: &Stage) -> bool {
        let call = stage.win.as_ref().map_or(0, |win| win.call);
        reaches(self.winnings(stage, call).value, game.rules.second_person_from)
    }

    /// The winning card somebody spoke up for, in whatever stage, with its stage and game.
    fn claimed(
        &self,
        id: &GameId,
        stage: u8,
        serial: Serial,
    ) -> Result<(&Game, &Stage, &WinningCard), Refusal> {
        let game = self.known_game(id)?;
        let stage = stage_of(game, stage)?;
        let card = stage.winning_card(serial).filter(|card| card.claimed.is_some());
        Ok((game, stage, card.ok_or(Refusal::NotClaimed)?))
    }
}

/// Who judged the card good.
fn good_verdict(card: &WinningCard) -> Result<&By, Refusal> {
    match &card.judged {
        None => Err(Refusal::NotJudged),
        Some((_, Verdict::NotAWin, _)) => Err(Refusal::JudgedNotAWin),
        Some((stamp, Verdict::Good, _)) => Ok(&stamp.by),
    }
}
