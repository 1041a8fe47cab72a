//! What the rules look up before they decide: the card, the game, the stage, or the refusal that there is none.

use crate::command::Given;
use crate::entry::Entry;
use crate::face::Serial;
use crate::ids::{GameId, Seed};
use crate::refusal::{Refusal, Thing};
use crate::state::{ActiveCard, Game, Night, Stage};

/// What the rules answer to an act.
pub(super) type Decision = Result<Vec<Entry>, Refusal>;

/// Serials a refusal names: nobody reads on, and the refusal has to fit a leaf as well.
const REFUSAL_SERIALS_MAX: usize = 100;

impl Night {
    /// The card, if it was sold and not taken out of play.
    pub(super) fn card_in_play(&self, serial: Serial) -> Result<&ActiveCard, Refusal> {
        let card = self.cards.get(&serial).ok_or(Refusal::NotActive { serial })?;
        match &card.voided {
            Some((voided, _)) => Err(Refusal::CardVoid { serial, voided: voided.clone() }),
            None => Ok(card),
        }
    }

    pub(super) fn known_game(&self, id: &GameId) -> Result<&Game, Refusal> {
        self.game(id).ok_or(Refusal::Unknown { what: Thing::Game })
    }

    /// The game, if its sales are closed and it is not over.
    pub(super) fn game_in_play(&self, id: &GameId) -> Result<&Game, Refusal> {
        let game = self.known_game(id)?;
        if game.outcome.is_some() {
            return Err(Refusal::GameOver);
        }
        if game.lock.is_none() {
            return Err(Refusal::NotLocked);
        }
        Ok(game)
    }

    /// The game in play, if nobody objects.
    pub(super) fn undisputed(&self, id: &GameId) -> Result<&Game, Refusal> {
        let game = self.game_in_play(id)?;
        check_dispute(game)?;
        Ok(game)
    }
}

pub(super) fn check_dispute(game: &Game) -> Result<(), Refusal> {
    match &game.dispute {
        Some((since, _)) => Err(Refusal::Disputed { since: since.clone() }),
        None => Ok(()),
    }
}

pub(super) fn stage_of(game: &Game, stage: u8) -> Result<&Stage, Refusal> {
    game.stages.get(usize::from(stage)).ok_or(Refusal::Unknown { what: Thing::Stage })
}

/// The first of these serials, for a refusal.
pub(super) fn named(serials: impl IntoIterator<Item = Serial>) -> Vec<Serial> {
    serials.into_iter().take(REFUSAL_SERIALS_MAX).collect()
}

pub(super) fn limit(what: &str) -> Refusal {
    Refusal::LimitReached { limit: what.to_owned() }
}

/// The seed the hall lends: see [`Night::needs_seed`].
pub(super) fn lent_seed(given: &Given) -> Result<&Seed, Refusal> {
    given.seed.as_ref().ok_or_else(|| Refusal::invalid("seed", "the seed of the game is missing"))
}
