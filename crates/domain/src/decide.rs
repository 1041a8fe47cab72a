//! Commands become entries, or are refused. `decide` changes nothing: it only reads the night.

mod cards;
mod checks;
mod claims;
mod draw;
mod money;
mod planning;
mod programme;
mod stages;
mod table;
#[cfg(test)]
mod tests;

pub use cards::{CARDS_MAX, PACK_MAX};
pub use claims::FALSE_CLAIMS_MAX;
pub use money::PRIZES_MAX;
pub use planning::ITEMS_MAX;
pub use programme::{ENTROPY_BYTES_MAX, GAME_MASKS_MAX, GAMES_MAX, STAGE_MASKS_MAX, STAGES_MAX};

use checks::Decision;
use programme::Opening;

use super::act::Act;
use super::command::{Command, Given};
use super::entry::Entry;
use super::refusal::Refusal;
use super::rules::{Source, TieRule};
use super::state::Night;

impl Night {
    /// What would happen if this command were carried out now.
    ///
    /// # Errors
    /// The [`Refusal`] to show to the sender.
    pub fn decide(&self, command: &Command, given: &Given) -> Decision {
        if let Some(right) = command.act.right()
            && !command.rights.allow(right)
        {
            return Err(Refusal::NotAllowed { right });
        }
        self.check_night(&command.act)?;
        self.carry_out(command, given)
    }

    /// Whether the hall must lend the seed of the game the act names.
    #[must_use]
    pub fn needs_seed(&self, act: &Act) -> bool {
        match act {
            Act::OpenGame { .. } => true,
            Act::DrawBall { game, .. } => self.game(game).is_some_and(|game| game.source == Source::Rng),
            Act::JudgeClaim { game, .. } => {
                self.game(game).is_some_and(|game| game.rules.ties == TieRule::Random)
            }
            // The end of a game reveals its seed.
            Act::CloseStage { game, .. } | Act::CloseGame { game, .. } | Act::VoidGame { game, .. } => {
                self.game(game).is_some()
            }
            _ => false,
        }
    }

    fn carry_out(&self, command: &Command, given: &Given) -> Decision {
        match &command.act {
            Act::OpenNight { night, venue, previous, rehearsal, pots } => {
                let (night, venue, previous) = (night.clone(), venue.clone(), previous.clone());
                let (rehearsal, pots) = (*rehearsal, pots.clone());
                Ok(vec![Entry::NightOpened { night, venue, previous, rehearsal, pots }])
            }
            Act::Note(entry) => note(entry),
            Act::ActivateCard { serial, face } => self.activate_card(*serial, *face),
            Act::VoidCard { serial, reason } => self.decide_void(*serial, reason),
            Act::PackCards { serials } => self.decide_pack(serials),
            Act::ReportDuplicate { serial, reason } => self.report_duplicate(*serial, reason),
            Act::SettleDuplicate { serial, settlement } => self.settle_duplicate(*serial, *settlement),
            Act::DismissRollback { size, reason } => self.dismiss_rollback(*size, reason),
            Act::AddPrize { prize, name, stock, value } => self.add_prize(prize, name, *stock, *value),
            Act::SetStock { prize, stock } => self.set_stock(prize, *stock),
            Act::SetPot { pot } => self.set_pot(pot),
            Act::SetProgramme { after, items } => self.set_programme(*after, items),
            Act::ShowItem { item } => self.show_item(item.as_ref()),
            Act::OpenGame { game, name, source, rules, stages, format } => {
                let opening = Opening { name, source: *source, rules, stages, format };
                self.open_game(game, &opening, given)
            }
            Act::LockGame { game } => self.lock_game(game),
            Act::AddEntropy { game, text } => self.add_entropy(game, text),
            Act::DrawBall { game, after, ball } => self.draw_ball(game, *after, *ball, given),
            Act::RecallBall { game, call, reason } => self.recall_ball(game, *call, reason),
            Act::PauseGame { game, reason } => self.pause_game(game, reason),
            Act::ResumeGame { game } => self.resume_game(game),
            Act::SetPace { game, every_s } => self.set_pace(game, *every_s),
            Act::RestateBall { game } => self.restate_ball(game),
            Act::RestatePattern { game, stage, reason } => self.restate_pattern(game, *stage, reason),
            Act::OpenDispute { game, about } => self.open_dispute(game, about),
            Act::SettleDispute { game, decision } => self.settle_dispute(game, decision),
            Act::AskClaims { game } => self.ask_claims(game),
            Act::Claim { game, stage, serial } => self.claim(game, *stage, *serial),
            Act::JudgeClaim { game, stage, serial, verdict, reason } => {
                self.judge_claim(game, *stage, *serial, *verdict, reason.as_ref(), given)
            }
            Act::ShowCard { game, stage, serial } => self.show_card(game, *stage, *serial),
            Act::ConfirmClaim { game, stage, serial } => {
                self.confirm_claim(&command.by, game, *stage, *serial)
            }
            Act::PayPrize { game, stage, serial, name_hash } => {
                self.pay_prize(game, *stage, *serial, *name_hash)
            }
            Act::PayExtra { game, stage, extra, serial } => self.pay_extra(game, *stage, *extra, *serial),
            Act::CloseStage { game, stage } => self.close_stage(game, *stage, given),
            Act::CloseGame { game, reason } => self.close_game(game, reason, given),
            Act::VoidGame { game, reason } => self.void_game(game, reason, given),
            Act::CloseNight { night } => self.close_night(night),
        }
    }

    /// A ledger begins with its night and says nothing after its end.
    fn check_night(&self, act: &Act) -> Result<(), Refusal> {
        match (act, self.closed) {
            (_, true) => Err(Refusal::NightOver),
            (Act::OpenNight { .. }, false) if self.size == 0 => Ok(()),
            (Act::OpenNight { .. }, false) => Err(Refusal::invalid("night", "a night is open")),
            _ if self.id.is_none() => Err(Refusal::NoNight),
            _ => Ok(()),
        }
    }
}

/// Only entries that the box writes by itself can be noted; any other is a bug of the caller.
fn note(entry: &Entry) -> Decision {
    if entry.is_note() {
        Ok(vec![entry.clone()])
    } else {
        Err(Refusal::invalid("note", "not something the box notices by itself"))
    }
}
