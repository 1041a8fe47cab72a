//! Claim, verdict, payout: three separate one-time acts.

use super::stages::tie;
use super::{Decision, Night, named};
use crate::domain::command::Chance;
use crate::domain::entry::{By, Entry, Verdict};
use crate::domain::face::Serial;
use crate::domain::ids::{Digest, GameId, Reason};
use crate::domain::refusal::{Refusal, Thing};
use crate::domain::state::{Game, Stage, WinningCard};

/// Beyond this many false claims on record a card's next ones are no longer written down: a phone
/// must not be able to fill the ledger.
pub const FALSE_CLAIMS_MAX: u32 = 20;

impl Night {
    pub(super) fn claim(&self, id: &GameId, stage: u8, serial: Serial) -> Decision {
        let game = self.game_in_play(id)?;
        let current = stage_of(game, stage)?;
        if stage != game.stage_number() {
            return Err(Refusal::NotThisStage { stage: game.stage_number() });
        }
        self.card_in_play(serial)?;
        if !game.plays(serial) {
            return Err(Refusal::NotActive { serial });
        }
        match current.winning_card(serial) {
            None => Err(self.false_claim(serial)),
            Some(WinningCard { judged: Some((judged, ..)), .. }) => {
                Err(Refusal::AlreadyJudged { judged: judged.clone() })
            }
            Some(WinningCard { claimed: Some(claimed), .. }) => {
                Err(Refusal::AlreadyClaimed { claimed: claimed.clone() })
            }
            Some(_) => Ok(vec![Entry::ClaimMade { game: id.clone(), stage, serial }]),
        }
    }

    fn false_claim(&self, serial: Serial) -> Refusal {
        if self.false_claims.get(&serial).is_some_and(|&claims| claims > FALSE_CLAIMS_MAX) {
            return Refusal::TooManyTries;
        }
        Refusal::NotAWin { serial, missing: self.missing(serial).unwrap_or_default() }
    }

    pub(super) fn judge_claim(
        &self,
        id: &GameId,
        stage: u8,
        serial: Serial,
        verdict: Verdict,
        reason: Option<&Reason>,
        chance: &Chance,
    ) -> Decision {
        let (game, plan, card) = self.claimed(id, stage, serial)?;
        if let Some((judged, ..)) = &card.judged {
            return Err(Refusal::AlreadyJudged { judged: judged.clone() });
        }
        if verdict == Verdict::NotAWin && reason.is_none() {
            return Err(Refusal::ReasonNeeded);
        }
        let win = plan.win.as_ref().ok_or(Refusal::NotClaimed)?;
        let judged = Entry::ClaimJudged { game: id.clone(), stage, serial, verdict, reason: reason.cloned() };
        let mut entries = vec![judged];
        if win.cards.iter().all(|card| card.serial == serial || card.judged.is_some()) {
            let good = |card: &&WinningCard| match card.verdict() {
                None => verdict == Verdict::Good,
                Some(verdict) => verdict == Verdict::Good,
            };
            let good: Vec<_> = win.cards.iter().filter(good).map(|card| card.serial).collect();
            entries.extend(tie(game, stage, win, &good, chance)?);
        }
        Ok(entries)
    }

    pub(super) fn confirm_claim(&self, by: &By, id: &GameId, stage: u8, serial: Serial) -> Decision {
        let (game, _, card) = self.claimed(id, stage, serial)?;
        if !game.rules.second_person {
            return Err(Refusal::invalid("rules", "this game needs no second person"));
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
        if let Some((paid, ..)) = &card.paid {
            return Err(Refusal::AlreadyPaid { paid: paid.clone() });
        }
        good_verdict(card)?;
        if game.winners(stage).is_none() {
            let cards = plan.win.iter().flat_map(|win| &win.cards);
            let open = cards.filter(|card| card.judged.is_none()).map(|card| card.serial);
            return Err(Refusal::TieOpen { serials: named(open) });
        }
        let (share, of) = game.share(stage, serial).ok_or(Refusal::LostTheTie)?;
        if game.rules.second_person && card.confirmed.is_none() {
            return Err(Refusal::NeedsSecondPerson);
        }
        let prize = plan.plan.prize.clone();
        let stock = prize.as_ref().and_then(|prize| self.prize(prize)).map(|prize| prize.stock);
        if stock.is_some_and(|stock| stock < self.pieces_taken(id, stage)) {
            return Err(Refusal::OutOfStock);
        }
        Ok(vec![Entry::PrizePaid { game: id.clone(), stage, serial, prize, share, of, name_hash }])
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

fn stage_of(game: &Game, stage: u8) -> Result<&Stage, Refusal> {
    game.stages.get(usize::from(stage)).ok_or(Refusal::Unknown { what: Thing::Stage })
}

/// Who judged the card good.
fn good_verdict(card: &WinningCard) -> Result<&By, Refusal> {
    match &card.judged {
        None => Err(Refusal::NotJudged),
        Some((_, Verdict::NotAWin, _)) => Err(Refusal::JudgedNotAWin),
        Some((stamp, Verdict::Good, _)) => Ok(&stamp.by),
    }
}
