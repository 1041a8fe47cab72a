//! Commands become entries, or are refused. Nothing is changed here.

mod claims;
mod draw;
mod money;
mod planning;
mod programme;
mod stages;
mod table;
#[cfg(test)]
mod tests;

pub use claims::FALSE_CLAIMS_MAX;
pub use planning::ITEMS_MAX;
pub use programme::{ENTROPY_BYTES_MAX, GAME_MASKS_MAX, GAMES_MAX, STAGE_MASKS_MAX, STAGES_MAX};

use programme::Opening;

use super::act::Act;
use super::command::{Command, Given};
use super::entry::{Entry, Outcome, Verdict};
use super::face::{Face, Serial};
use super::ids::{GameId, Label, PrizeId, Reason, Seed};
use super::refusal::{Refusal, Thing};
use super::rules::{Source, TieRule};
use super::state::{ActiveCard, Game, Night, Stage};

/// A sold-out arena; all of them may win on one ball.
pub const CARDS_MAX: usize = 12_000;
/// Serials in one `win_detected`: so many of ten digits fit the 64 KiB of a leaf. More cards stand in
/// further entries of the same stage, ball and call.
const WIN_SERIALS_MAX: usize = 5_000;
/// Serials in one `tie_resolved`, which may name each of them twice.
const TIE_SERIALS_MAX: usize = 2_500;
/// Serials a refusal names: nobody reads on, and it has to fit a leaf as well.
const REFUSAL_SERIALS_MAX: usize = 100;
/// Screens list the whole table at once; nobody reads further.
pub const PRIZES_MAX: usize = 200;
/// As many cards as one wallet holds.
pub const PACK_MAX: usize = 24;

type Decision = Result<Vec<Entry>, Refusal>;

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
            Act::AddPrize { prize, name, stock, value } => self.add_prize(prize, name, *stock, *value),
            Act::SetStock { prize, stock } => match self.prize(prize) {
                Some(_) => Ok(vec![Entry::StockSet { prize: prize.clone(), stock: *stock }]),
                None => Err(Refusal::Unknown { what: Thing::Prize }),
            },
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

    fn activate_card(&self, serial: Serial, face: Face) -> Decision {
        match self.cards.get(&serial) {
            Some(ActiveCard { voided: Some((voided, _)), .. }) => {
                Err(Refusal::CardVoid { serial, voided: voided.clone() })
            }
            Some(card) => Err(Refusal::AlreadyActive { serial, sold: card.sold.clone() }),
            None if self.cards.len() >= CARDS_MAX => Err(limit("cards")),
            None => Ok(vec![Entry::CardActivated { serial, face }]),
        }
    }

    fn decide_void(&self, serial: Serial, reason: &Reason) -> Decision {
        self.card_in_play(serial)?;
        if self.games.iter().any(|game| has_win(game, serial)) {
            return Err(Refusal::CardHasWin { serial });
        }
        Ok(vec![Entry::CardVoided { serial, reason: reason.clone() }])
    }

    /// A card is in one pack; a pack may be made longer, also in place of a card that is void.
    fn decide_pack(&self, serials: &[Serial]) -> Decision {
        if !(2..=PACK_MAX).contains(&serials.len()) {
            return Err(Refusal::invalid("cards", format!("a pack has 2 to {PACK_MAX} cards")));
        }
        let mut ascending = serials.to_vec();
        ascending.sort_unstable();
        if ascending.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Refusal::invalid("cards", "a card stands twice"));
        }
        for &serial in serials {
            self.card_in_play(serial)?;
            let pack = self.pack(serial).unwrap_or_default().iter().copied();
            let left: Vec<_> = pack.filter(|&serial| self.card_in_play(serial).is_ok()).collect();
            if !serials.starts_with(&left) {
                return Err(Refusal::InAnotherPack { serial });
            }
        }
        Ok(vec![Entry::CardsPacked { serials: serials.to_vec() }])
    }

    fn add_prize(&self, prize: &PrizeId, name: &Label, stock: u32, value: u32) -> Decision {
        if self.prize(prize).is_some() {
            return Err(Refusal::AlreadyExists { what: Thing::Prize });
        }
        if self.prizes.len() >= PRIZES_MAX {
            return Err(limit("prizes"));
        }
        Ok(vec![Entry::PrizeAdded { prize: prize.clone(), name: name.clone(), stock, value }])
    }

    /// The card, if it was sold and not taken out of play.
    fn card_in_play(&self, serial: Serial) -> Result<&ActiveCard, Refusal> {
        let card = self.cards.get(&serial).ok_or(Refusal::NotActive { serial })?;
        match &card.voided {
            Some((voided, _)) => Err(Refusal::CardVoid { serial, voided: voided.clone() }),
            None => Ok(card),
        }
    }

    fn known_game(&self, id: &GameId) -> Result<&Game, Refusal> {
        self.game(id).ok_or(Refusal::Unknown { what: Thing::Game })
    }

    /// The game, if its sales are closed and it is not over.
    fn game_in_play(&self, id: &GameId) -> Result<&Game, Refusal> {
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
    fn undisputed(&self, id: &GameId) -> Result<&Game, Refusal> {
        let game = self.game_in_play(id)?;
        match &game.dispute {
            Some((since, _)) => Err(Refusal::Disputed { since: since.clone() }),
            None => Ok(game),
        }
    }
}

/// Only what the box notices by itself may be noted; anything else is a bug of ours.
fn note(entry: &Entry) -> Decision {
    if entry.is_note() {
        Ok(vec![entry.clone()])
    } else {
        Err(Refusal::invalid("note", "not something the box notices by itself"))
    }
}

/// Whether the card has a win that stands or may still stand. A win nobody has claimed yet counts
/// until its stage is over: voiding a card must never decide who gets a prize.
fn has_win(game: &Game, serial: Serial) -> bool {
    if matches!(game.outcome, Some((Outcome::Voided, _))) {
        return false;
    }
    (0..=u8::MAX).zip(&game.stages).any(|(number, stage)| {
        let card = stage.winning_card(serial);
        card.is_some_and(|card| match card.verdict() {
            Some(verdict) => verdict == Verdict::Good,
            // One that slept may still wake, or be awake again after a recall.
            None => !game.is_stage_over(number),
        })
    })
}

fn check_dispute(game: &Game) -> Result<(), Refusal> {
    match &game.dispute {
        Some((since, _)) => Err(Refusal::Disputed { since: since.clone() }),
        None => Ok(()),
    }
}

fn stage_of(game: &Game, stage: u8) -> Result<&Stage, Refusal> {
    game.stages.get(usize::from(stage)).ok_or(Refusal::Unknown { what: Thing::Stage })
}

/// The first of these serials, for a refusal.
fn named(serials: impl IntoIterator<Item = Serial>) -> Vec<Serial> {
    serials.into_iter().take(REFUSAL_SERIALS_MAX).collect()
}

fn limit(what: &str) -> Refusal {
    Refusal::LimitReached { limit: what.to_owned() }
}

/// The seed the hall lent; see [`Night::needs_seed`].
fn lent_seed(given: &Given) -> Result<&Seed, Refusal> {
    given.seed.as_ref().ok_or_else(|| Refusal::invalid("seed", "the seed of the game is missing"))
}
