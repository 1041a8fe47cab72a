//! The last one standing.

use super::cards::REMOVED;
use super::hands::Hands;
use super::{Hand, Referee};
use crate::ball::Ball;

impl Referee {
    /// Who wins with this ball as the next call: the one hand that stands after it; if none does,
    /// all that stood before it.
    pub(super) fn last_standing(&self, hands: &Hands, ball: Ball) -> Vec<Hand> {
        let after = self.after(ball);
        // Two are enough to know that nothing is decided.
        let mut winners: Vec<usize> = after.standing(hands).take(2).collect();
        if winners.len() > 1 {
            return vec![];
        }
        if winners.is_empty() && after.called.len() == self.fixed.opens {
            // Balls drawn before play are one moment: before it nothing was called.
            winners = (0..hands.count()).filter(|&hand| self.is_in_play(hands, hand)).collect();
        } else if winners.is_empty() {
            winners = self.standing(hands).collect();
        }
        self.all_named(hands, &winners)
    }

    /// Who has won by now: the one hand that stands; if none does, those that fell last.
    pub(super) fn standing_now(&self, hands: &Hands) -> Vec<Hand> {
        let mut winners: Vec<usize> = self.standing(hands).take(2).collect();
        if winners.len() > 1 {
            return vec![];
        }
        if winners.is_empty() {
            winners = self.fell_last(hands);
        }
        self.all_named(hands, &winners)
    }

    /// Whether some card of the hand is in play and has no called number.
    pub(super) fn is_standing(&self, hands: &Hands, hand: usize) -> bool {
        hands
            .cards(hand)
            .iter()
            .any(|&card| self.marks[card as usize] == self.fixed.cards.blank()[card as usize])
    }

    pub(super) fn standing(&self, hands: &Hands) -> impl Iterator<Item = usize> {
        (0..hands.count()).filter(|&hand| self.is_standing(hands, hand))
    }

    fn is_in_play(&self, hands: &Hands, hand: usize) -> bool {
        hands.cards(hand).iter().any(|&card| self.marks[card as usize] & REMOVED == 0)
    }

    /// The hands whose last card in play was turned over latest, given that none stands.
    fn fell_last(&self, hands: &Hands) -> Vec<usize> {
        let turned = self.turned_over();
        let fell: Vec<usize> = (0..hands.count())
            .map(|hand| hands.cards(hand).iter().map(|&card| turned[card as usize]).max().unwrap_or(0))
            .collect();
        let last = fell.iter().copied().max().unwrap_or(0);
        (0..hands.count()).filter(|&hand| last > 0 && fell[hand] == last).collect()
    }

    /// The call that brought each card its first number; 0 for one that has none or is out of play.
    fn turned_over(&self) -> Vec<usize> {
        let mut turned = vec![0; self.marks.len()];
        // Backwards, so that the first call stays.
        for (before, &ball) in self.called.iter().enumerate().rev() {
            for ball in self.marked_by(before, ball).iter() {
                for (card, _) in self.fixed.cards.places_of(ball) {
                    turned[card] = (before + 1).max(self.fixed.opens);
                }
            }
        }
        for (turned, marks) in turned.iter_mut().zip(&self.marks) {
            if marks & REMOVED != 0 {
                *turned = 0;
            }
        }
        turned
    }

    fn all_named(&self, hands: &Hands, winners: &[usize]) -> Vec<Hand> {
        winners.iter().map(|&hand| self.named(hands, hand)).collect()
    }
}
