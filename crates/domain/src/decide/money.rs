//! The prize table, pots that grow, and side prizes.

use super::checks::{Decision, check_dispute, limit, stage_of};
use crate::amount::Amount;
use crate::entry::{Entry, Outcome};
use crate::extra::Extra;
use crate::face::Serial;
use crate::ids::{GameId, Label, PrizeId};
use crate::refusal::{Refusal, Thing};
use crate::stage_spec::{JackpotPrize, Pot, StageSpec};
use crate::state::{Game, Night, Stage};

/// Screens list the whole table at once; nobody reads further.
pub const PRIZES_MAX: usize = 200;

/// More pots than any house runs beside each other.
const POTS_MAX: usize = 20;

/// The last call a jackpot can ask for: the game must have a ball beyond it.
const WITHIN_MAX: u8 = 74;

/// Side prizes of one stage; nobody reads out more.
const EXTRAS_MAX: usize = 6;

impl Night {
    pub(super) fn add_prize(&self, prize: &PrizeId, name: &Label, stock: u32, value: Amount) -> Decision {
        if self.prize(prize).is_some() {
            return Err(Refusal::AlreadyExists { what: Thing::Prize });
        }
        if self.prizes.len() >= PRIZES_MAX {
            return Err(limit("prizes"));
        }
        Ok(vec![Entry::PrizeAdded { prize: prize.clone(), name: name.clone(), stock, value }])
    }

    pub(super) fn set_stock(&self, prize: &PrizeId, stock: u32) -> Decision {
        match self.prize(prize) {
            Some(_) => Ok(vec![Entry::StockSet { prize: prize.clone(), stock }]),
            None => Err(Refusal::Unknown { what: Thing::Prize }),
        }
    }

    pub(super) fn set_pot(&self, pot: &Pot) -> Decision {
        let within = 1..=WITHIN_MAX;
        if !within.contains(&pot.within) || !within.contains(&pot.start_within) {
            return Err(Refusal::out_of_range("within", (1, WITHIN_MAX.into()), "calls"));
        }
        match self.pot(&pot.pot) {
            None if self.pots.len() >= POTS_MAX => return Err(limit("pots")),
            Some(_) if self.running().is_some_and(|game| uses(game, pot)) => return Err(Refusal::PotInPlay),
            _ => {}
        }
        Ok(vec![Entry::PotSet(pot.clone())])
    }

    /// What becomes of the stage's pot now that the stage ends.
    pub(super) fn pot_after(&self, game: &Game, number: u8, stage: &Stage) -> Option<Entry> {
        let (id, value, within) = stage.pot.clone()?;
        let pot = self.pot(&id)?;
        let game = game.id.clone();
        let won = stage.win.as_ref().is_some_and(|win| win.call <= within && !win.good().is_empty());
        Some(if won {
            let (left, within) = (pot.start_value, pot.start_within);
            Entry::PotWon { game, stage: number, pot: id, value, left, within }
        } else {
            let value = value.plus(pot.grow_value);
            let within = within.saturating_add(pot.grow_within).min(WITHIN_MAX);
            Entry::PotGrew { game, stage: number, pot: id, value, within }
        })
    }

    pub(super) fn pay_extra(&self, id: &GameId, number: u8, extra: u8, serial: Serial) -> Decision {
        let game = self.known_game(id)?;
        let stage = stage_of(game, number)?;
        check_dispute(game)?;
        if matches!(game.outcome, Some((Outcome::Voided, _))) {
            return Err(Refusal::GameOver);
        }
        if self.duplicate(serial) == Some(None) {
            return Err(Refusal::DuplicateOpen { serial });
        }
        if let Some(paid) = stage.extras_paid.get(&(extra, serial)) {
            return Err(Refusal::AlreadyPaid { paid: paid.clone() });
        }
        let rule = stage.plan.extras.get(usize::from(extra)).ok_or(Refusal::NoExtra)?;
        let awards = self.awards(game, number, rule).ok_or(Refusal::TieOpen { serials: vec![] })?;
        let award = awards.into_iter().find(|award| award.serial == serial).ok_or(Refusal::NoExtra)?;
        let prize = rule.prize().clone();
        if self.prize(&prize).ok_or(Refusal::Unknown { what: Thing::Prize })?.stock == 0 {
            return Err(Refusal::OutOfStock);
        }
        let (game, value) = (id.clone(), award.value);
        Ok(vec![Entry::ExtraPaid { game, stage: number, extra, serial, prize, value }])
    }
}

/// Whether all that a stage pays is on the table, and its jackpot can be won and missed.
pub(super) fn check_pays(night: &Night, stage: &StageSpec) -> Result<(), Refusal> {
    let on_table = |id| night.prize(id).is_some();
    let extras = stage.extras.iter().map(Extra::prize);
    let jackpot = stage.jackpot.as_ref();
    let from_table = jackpot.and_then(|jackpot| match &jackpot.prize {
        JackpotPrize::Prize(id) => Some(id),
        JackpotPrize::Pot(_) => None,
    });
    if !stage.prize.iter().chain(extras).chain(from_table).all(on_table) {
        return Err(Refusal::Unknown { what: Thing::Prize });
    }
    if stage.extras.len() > EXTRAS_MAX {
        return Err(limit("side prizes"));
    }
    let Some(jackpot) = jackpot else { return Ok(()) };
    if !(1..=WITHIN_MAX).contains(&jackpot.within) {
        return Err(Refusal::out_of_range(
            "within",
            (1, WITHIN_MAX.into()),
            "calls, fewer than there are balls",
        ));
    }
    match &jackpot.prize {
        JackpotPrize::Pot(id) if night.pot(id).is_none() => Err(Refusal::Unknown { what: Thing::Pot }),
        _ => Ok(()),
    }
}

/// Whether every pot stands in one stage only: it is paid once.
pub(super) fn check_pots(stages: &[StageSpec]) -> Result<(), Refusal> {
    let pots = stages.iter().filter_map(|stage| match &stage.jackpot.as_ref()?.prize {
        JackpotPrize::Pot(id) => Some(id),
        JackpotPrize::Prize(_) => None,
    });
    let mut seen = std::collections::BTreeSet::new();
    if pots.into_iter().all(|id| seen.insert(id)) {
        Ok(())
    } else {
        Err(Refusal::twice("jackpot", "a pot stands in one stage of a game"))
    }
}

fn uses(game: &Game, pot: &Pot) -> bool {
    game.stages.iter().any(|stage| stage.pot.as_ref().is_some_and(|(id, ..)| *id == pot.pot))
}
