//! How many squares a hand still lacks.

use super::Referee;
use super::aim::{Way, Wins};
use super::cards::REMOVED;
use crate::face::Serial;

impl Referee {
    /// How many squares the card's hand still lacks for its nearest way to win the stage (0-based),
    /// counted card by card; 0 when it has it, 255 for more than that. `None` when the card does not
    /// play, when its hand cannot win any more for lack of cards, and for the last one standing.
    #[must_use]
    pub fn missing(&self, stage: usize, serial: Serial) -> Option<u8> {
        let entrant = self.entrant(stage, serial)?;
        let squares = match &entrant.aim.wins {
            Wins::LastStanding => None,
            Wins::Single(check) => self.lacking(*check, entrant.card),
            Wins::Ways(ways) => {
                let cards = entrant.hands.cards(entrant.hand);
                ways.iter().filter_map(|way| self.lacking_for(way, cards)).min()
            }
        }?;
        Some(u8::try_from(squares).unwrap_or(u8::MAX))
    }

    /// Squares the hand of these cards lacks for this way; `None` when it has too few cards in play.
    fn lacking_for(&self, way: &Way, cards: &[u32]) -> Option<u32> {
        match way {
            Way::Boards(boards) => {
                let lacking =
                    |&(place, check): &(usize, usize)| self.lacking(check, *cards.get(place)? as usize);
                boards.iter().map(lacking).sum()
            }
            Way::AnyCards { need, check } => {
                let lacking = |&card: &u32| self.lacking(*check, card as usize);
                let mut all: Vec<u32> = cards.iter().filter_map(lacking).collect();
                all.sort_unstable();
                all.get(..*need).map(|nearest| nearest.iter().sum())
            }
        }
    }

    /// Squares the card lacks for its nearest mask; `None` when it is out of play or there is no mask.
    fn lacking(&self, check: usize, card: usize) -> Option<u32> {
        let marks = self.marks[card];
        if marks & REMOVED == 0 { self.fixed.aims.check(check).lacking(marks) } else { None }
    }
}
