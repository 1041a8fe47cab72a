//! Hands that complete a pattern with a ball.

use super::aim::{Aim, Way};
use super::cards::REMOVED;
use super::check::Check;
use super::hands::Hands;
use super::{Hand, Referee};
use crate::ball::Ball;

impl Referee {
    pub(super) fn cards_completed_by(&self, check: &Check, ball: Ball) -> Vec<Hand> {
        // Asked once for all cards, not once for each.
        let won = match check.table() {
            Some(table) => self.newly(ball, |marks| table.contains(marks)),
            None => self.newly(ball, |marks| check.contains(marks)),
        };
        won.into_iter().map(|card| vec![self.fixed.cards.serial(card)]).collect()
    }

    /// The cards in play, ascending, that are complete after this ball and were not before.
    fn newly(&self, ball: Ball, complete: impl Fn(u32) -> bool) -> Vec<usize> {
        let completes = |&(card, square): &(usize, u32)| {
            let before = self.marks[card];
            // Almost every card fails the first test, so the others cost nothing.
            complete(before | square) && !complete(before) && before & REMOVED == 0
        };
        self.fixed.cards.places_of(ball).filter(completes).map(|(card, _)| card).collect()
    }

    /// A ball that gives no card of a hand one of the patterns cannot make the hand win.
    pub(super) fn hands_completed_by(&self, aim: &Aim, hands: &Hands, ways: &[Way], ball: Ball) -> Vec<Hand> {
        let mut candidates = vec![];
        for &check in &aim.checks {
            let check = self.fixed.aims.check(check);
            let cards = self.newly(ball, |marks| check.contains(marks));
            candidates.extend(cards.into_iter().filter_map(|card| hands.of_card(card)));
        }
        candidates.sort_unstable();
        candidates.dedup();
        let before = |card: usize| self.marks[card];
        let after = |card: usize| self.marks[card] | self.fixed.cards.square_of(ball, card);
        candidates
            .into_iter()
            .filter(|&hand| self.won(ways, hands.cards(hand), after))
            .filter(|&hand| !self.won(ways, hands.cards(hand), before))
            .map(|hand| self.named(hands, hand))
            .collect()
    }

    /// Whether the hand of these cards, marked like this, has one of the ways.
    pub(super) fn won(&self, ways: &[Way], cards: &[u32], marks: impl Fn(usize) -> u32) -> bool {
        let shows = |check: usize, card: u32| {
            let marks = marks(card as usize);
            marks & REMOVED == 0 && self.fixed.aims.check(check).contains(marks)
        };
        ways.iter().any(|way| match way {
            Way::Boards(boards) => {
                boards.iter().all(|&(place, check)| cards.get(place).is_some_and(|&card| shows(check, card)))
            }
            Way::AnyCards { need, check } => {
                cards.iter().filter(|&&card| shows(*check, card)).count() >= *need
            }
        })
    }
}
