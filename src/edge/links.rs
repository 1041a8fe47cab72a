//! Which cards have a phone that follows, and which had one until its link was lost.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::App;
use domain::{Act, By, ClaimMode, Command, CommandId, GameId, LostLink, Rights, Serial};
use protocol::{GameView, WinCardState, WinCardView};

/// Phones by card. Shared by all sockets.
#[derive(Clone, Debug, Default)]
pub struct Links(Arc<Mutex<HashMap<Serial, u32>>>);

/// A phone that holds these cards, until it is dropped.
#[derive(Debug, Default)]
pub struct Held {
    links: Links,
    serials: Vec<Serial>,
}

impl Held {
    /// The cards, in the order of their keys.
    #[must_use]
    pub fn serials(&self) -> &[Serial] {
        &self.serials
    }
}

impl Links {
    /// A phone shows these cards now.
    #[must_use]
    pub fn hold(&self, serials: Vec<Serial>) -> Held {
        let mut phones = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for &serial in &serials {
            *phones.entry(serial).or_default() += 1;
        }
        drop(phones);
        Held { links: self.clone(), serials }
    }

    /// Whether some phone showed the card and none does now.
    #[must_use]
    pub fn is_lost(&self, serial: Serial) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&serial) == Some(&0)
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut phones = self.links.0.lock().unwrap_or_else(PoisonError::into_inner);
        for serial in &self.serials {
            if let Some(count) = phones.get_mut(serial) {
                *count = count.saturating_sub(1);
            }
        }
    }
}

/// A win that was not claimed at the last look.
pub type Waiting = HashSet<(GameId, u8, Serial)>;

/// Claims for cards that win while their phone cannot be reached, where the house rules say that they
/// play on: one look gives the phone time to come back, the next claims. Returns what waits now.
pub async fn claim_for_the_lost(app: &App, before: &Waiting) -> Waiting {
    let now = app.views.now();
    let game = now.game.as_ref().filter(|game| plays_on(game));
    let mut waiting = Waiting::new();
    for (stage, card) in game.iter().flat_map(|game| detected(game)) {
        let serials = std::iter::once(card.serial).chain(card.hand.iter().copied());
        let Some(game) = game.filter(|_| serials.clone().any(|serial| app.links.is_lost(serial))) else {
            continue;
        };
        let win = (game.id.clone(), stage, card.serial);
        if before.contains(&win) {
            let act = Act::Claim { game: game.id.clone(), stage, serial: card.serial };
            let id = Some(CommandId(uuid::Uuid::now_v7()));
            let command = Command { id, by: By::system(), rights: Rights::NONE, act };
            // Too busy or just claimed: the next look will see.
            let _ = app.hall.ask(command).await;
        }
        waiting.insert(win);
    }
    waiting
}

fn plays_on(game: &GameView) -> bool {
    game.rules.lost_link == LostLink::PlaysOn && game.rules.claim == ClaimMode::Press
}

/// Cards that have won and were not claimed, with their stages.
fn detected(game: &GameView) -> impl Iterator<Item = (u8, &WinCardView)> {
    let open = game.open.iter().filter_map(|&stage| Some((stage, game.stages.get(usize::from(stage))?)));
    let cards = open.flat_map(|(stage, view)| {
        view.win.iter().flat_map(move |win| win.cards.iter().map(move |card| (stage, card)))
    });
    cards.filter(|(_, card)| card.state == WinCardState::Detected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_lost_when_its_last_phone_has_gone_and_not_before() {
        let links = Links::default();
        let card = Serial(7);
        assert!(!links.is_lost(card), "nobody ever held it on a phone");
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
