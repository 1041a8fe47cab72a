//! Which cards a phone follows, and which had a phone until its link was lost.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::Serial;

/// Open phones by card. A card that had a phone stays, with 0.
#[derive(Clone, Debug, Default)]
pub(super) struct Links(Arc<Mutex<HashMap<Serial, u32>>>);

/// The cards one phone shows, until it is dropped.
#[derive(Debug, Default)]
pub(super) struct HeldCards {
    links: Links,
    serials: Vec<Serial>,
}

impl HeldCards {
    /// The cards, in the order of their keys.
    pub(super) fn serials(&self) -> &[Serial] {
        &self.serials
    }
}

impl Links {
    /// A phone shows these cards from now on.
    pub(super) fn hold(&self, serials: Vec<Serial>) -> HeldCards {
        let mut phones = self.lock();
        for &serial in &serials {
            *phones.entry(serial).or_default() += 1;
        }
        drop(phones);
        HeldCards { links: self.clone(), serials }
    }

    /// Whether a phone showed the card and none does now.
    pub(super) fn is_lost(&self, serial: Serial) -> bool {
        self.lock().get(&serial) == Some(&0)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Serial, u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for HeldCards {
    fn drop(&mut self) {
        let mut phones = self.links.lock();
        for serial in &self.serials {
            if let Some(count) = phones.get_mut(serial) {
                *count = count.saturating_sub(1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_lost_when_its_last_phone_has_gone_and_not_before() {
        let links = Links::default();
        let card = Serial(7);
        assert!(!links.is_lost(card), "it was on no phone yet");
        let one = links.hold(vec![card, Serial(8)]);
        let other = links.hold(vec![card]);
        drop(one);
        assert!(!links.is_lost(card) && links.is_lost(Serial(8)));
        drop(other);
        assert!(links.is_lost(card));
        let _back = links.hold(vec![card]);
        assert!(!links.is_lost(card));
    }
}
