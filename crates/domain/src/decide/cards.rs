//! Cards of the night: sold, taken out of play, packed.

use super::checks::{Decision, limit};
use crate::entry::{Entry, Outcome, Verdict};
use crate::face::{Face, Serial};
use crate::ids::Reason;
use crate::refusal::Refusal;
use crate::state::{ActiveCard, Game, Night};

/// A sold-out arena; all of them may win on one ball.
pub const CARDS_MAX: usize = 12_000;
/// As many cards as one wallet holds.
pub const PACK_MAX: usize = 24;

impl Night {
    pub(super) fn activate_card(&self, serial: Serial, face: Face) -> Decision {
        match self.cards.get(&serial) {
            Some(ActiveCard { voided: Some((voided, _)), .. }) => {
                Err(Refusal::CardVoid { serial, voided: voided.clone() })
            }
            Some(card) => Err(Refusal::AlreadyActive { serial, sold: card.sold.clone() }),
            None if self.cards.len() >= CARDS_MAX => Err(limit("cards")),
            None => Ok(vec![Entry::CardActivated { serial, face }]),
        }
    }

    pub(super) fn decide_void(&self, serial: Serial, reason: &Reason) -> Decision {
        self.card_in_play(serial)?;
        if self.games.iter().any(|game| has_win(game, serial)) {
            return Err(Refusal::CardHasWin { serial });
        }
        Ok(vec![Entry::CardVoided { serial, reason: reason.clone() }])
    }

    /// A card is in one pack; a pack may be made longer, also in place of a card that is void.
    pub(super) fn decide_pack(&self, serials: &[Serial]) -> Decision {
        if !(2..=PACK_MAX).contains(&serials.len()) {
            return Err(Refusal::out_of_range("cards", (2, PACK_MAX), "cards of a pack"));
        }
        let mut ascending = serials.to_vec();
        ascending.sort_unstable();
        if ascending.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(Refusal::twice("cards", "a card stands twice"));
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
