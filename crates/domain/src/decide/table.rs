//! What goes wrong at the table, and how it is put right: each has its act and its announcement.

use super::checks::{Decision, stage_of};
use super::planning::check_pace;
use crate::entry::{Entry, Settlement};
use crate::face::Serial;
use crate::ids::{GameId, Reason};
use crate::refusal::Refusal;
use crate::rules::{Source, Window};
use crate::state::Night;

impl Night {
    pub(super) fn set_pace(&self, id: &GameId, every_s: Option<u8>) -> Decision {
        let game = self.game_in_play(id)?;
        check_pace(every_s)?;
        if game.source == Source::Cage && every_s.is_some() {
            return Err(Refusal::BallNeeded);
        }
        Ok(vec![Entry::PaceSet { game: id.clone(), every_s }])
    }

    /// The last call was misheard: it is said again and stays what it is.
    pub(super) fn restate_ball(&self, id: &GameId) -> Decision {
        let game = self.game_in_play(id)?;
        let &ball = game.calls.last().ok_or(Refusal::NotRunning)?;
        Ok(vec![Entry::BallRestated { game: id.clone(), ball, call: game.call() }])
    }

    /// The wrong pattern was announced. Claims were always judged by the one that was opened, and
    /// still are: only what people heard is put right.
    pub(super) fn restate_pattern(&self, id: &GameId, stage: u8, reason: &Reason) -> Decision {
        let game = self.game_in_play(id)?;
        stage_of(game, stage)?;
        if !game.is_open(stage) {
            return Err(Refusal::NotThisStage { stage: game.stage_number() });
        }
        Ok(vec![Entry::PatternRestated { game: id.clone(), stage, reason: reason.clone() }])
    }

    pub(super) fn open_dispute(&self, id: &GameId, about: &Reason) -> Decision {
        self.undisputed(id)?;
        Ok(vec![Entry::DisputeOpened { game: id.clone(), about: about.clone() }])
    }

    pub(super) fn settle_dispute(&self, id: &GameId, decision: &Reason) -> Decision {
        match self.game_in_play(id)?.dispute {
            Some(_) => Ok(vec![Entry::DisputeSettled { game: id.clone(), decision: decision.clone() }]),
            None => Err(Refusal::NotDisputed),
        }
    }

    /// "Has anybody won?" Asked as often as the house rules want, the next ball may be called.
    pub(super) fn ask_claims(&self, id: &GameId) -> Decision {
        let game = self.undisputed(id)?;
        if game.rules.window != Window::ThreeAsks {
            return Err(Refusal::invalid("rules", "this game does not count how often the caller asks"));
        }
        let asked = game.standing_wins().map(|(_, win)| win.asked).min().ok_or(Refusal::NothingWon)?;
        Ok(vec![Entry::ClaimsAsked { game: id.clone(), times: asked.saturating_add(1) }])
    }

    /// Whoever has the box's key can sign a checkpoint of entries that never were.
    pub(super) fn dismiss_rollback(&self, size: u64, reason: &Reason) -> Decision {
        match self.rollback {
            Some((suspected, root)) if suspected == size => {
                Ok(vec![Entry::RollbackDismissed { size, root, reason: reason.clone() }])
            }
            _ => Err(Refusal::NoRollback),
        }
    }

    pub(super) fn report_duplicate(&self, serial: Serial, reason: &Reason) -> Decision {
        self.card_in_play(serial)?;
        if self.duplicate(serial) == Some(None) {
            return Err(Refusal::DuplicateOpen { serial });
        }
        Ok(vec![Entry::DuplicateReported { serial, reason: reason.clone() }])
    }

    pub(super) fn settle_duplicate(&self, serial: Serial, settlement: Settlement) -> Decision {
        match self.duplicate(serial) {
            Some(None) => Ok(vec![Entry::DuplicateSettled { serial, settlement }]),
            _ => Err(Refusal::NoDuplicate { serial }),
        }
    }
}
