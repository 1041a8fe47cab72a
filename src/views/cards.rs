//! Cards sold tonight, as screens show them.

use std::collections::HashMap;

use domain::{Entry, Reason, Recorded, Serial, Settlement, Stamp};
use protocol::CardState;

/// What screens show of a sold card.
#[derive(Clone, Debug)]
pub struct CardShown {
    /// Who sold it, when, where.
    pub sold: Stamp,
    /// Set once the card is out of play.
    pub voided: Option<(Stamp, Reason)>,
    /// All cards of its pack; empty when it is alone.
    pub pack: Vec<Serial>,
    /// Set once a second card of this serial was reported; the inner value is the settlement.
    pub duplicate: Option<Option<Settlement>>,
}

impl CardShown {
    /// Whether the card plays tonight.
    #[must_use]
    pub fn state(&self) -> CardState {
        if self.voided.is_some() { CardState::Void } else { CardState::Active }
    }
}

/// Every card sold tonight.
#[derive(Default)]
pub(super) struct SoldCards(HashMap<Serial, CardShown>);

impl SoldCards {
    pub(super) fn get(&self, serial: Serial) -> Option<CardShown> {
        self.0.get(&serial).cloned()
    }

    /// Applies an entry; returns the cards it names, which phones have to be sent again.
    pub(super) fn apply(&mut self, recorded: &Recorded) -> Vec<Serial> {
        match &recorded.entry {
            Entry::CardActivated { serial, .. } => {
                let (sold, pack) = (recorded.stamp.clone(), vec![]);
                self.0.insert(*serial, CardShown { sold, voided: None, pack, duplicate: None });
                vec![*serial]
            }
            Entry::CardsPacked { serials } => {
                for serial in serials {
                    self.change(*serial, |card| card.pack.clone_from(serials));
                }
                serials.clone()
            }
            Entry::DuplicateReported { serial, .. } => {
                self.change(*serial, |card| card.duplicate = Some(None))
            }
            Entry::DuplicateSettled { serial, settlement } => {
                self.change(*serial, |card| card.duplicate = Some(Some(*settlement)))
            }
            Entry::CardVoided { serial, reason } => {
                self.change(*serial, |card| card.voided = Some((recorded.stamp.clone(), reason.clone())))
            }
            _ => vec![],
        }
    }

    fn change(&mut self, serial: Serial, change: impl FnOnce(&mut CardShown)) -> Vec<Serial> {
        if let Some(card) = self.0.get_mut(&serial) {
            change(card);
        }
        vec![serial]
    }
}
