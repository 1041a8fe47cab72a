//! Which cards win together.

use super::cards::Cards;
use crate::face::Serial;

/// Stands for no hand.
const NONE: u32 = u32::MAX;

/// The hands of one size.
#[derive(Debug)]
pub(super) struct Hands {
    size: usize,
    /// Cards, hand by hand; hands ascend by their first serial.
    cards: Vec<u32>,
    /// The hand of each card.
    of_card: Vec<u32>,
}

impl Hands {
    /// Hands of `size` cards: each card alone for 1, else cut from the packs.
    pub(super) fn new(all: &Cards, packs: &[Vec<Serial>], size: usize) -> Self {
        let cards = if size == 1 { (0_u32..).take(all.count()).collect() } else { cut(all, packs, size) };
        let mut of_card = vec![NONE; all.count()];
        for (hand, cards) in (0_u32..).zip(cards.chunks_exact(size)) {
            for &card in cards {
                of_card[card as usize] = hand;
            }
        }
        Self { size, cards, of_card }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn count(&self) -> usize {
        self.cards.len() / self.size
    }

    /// The cards of a hand, in the order they were sold.
    pub(super) fn cards(&self, hand: usize) -> &[u32] {
        &self.cards[hand * self.size..(hand + 1) * self.size]
    }

    /// The hand of a card that plays.
    pub(super) fn of_card(&self, card: usize) -> Option<usize> {
        let hand = self.of_card[card];
        (hand != NONE).then_some(hand as usize)
    }
}

fn cut(all: &Cards, packs: &[Vec<Serial>], size: usize) -> Vec<u32> {
    let mut hands: Vec<Vec<u32>> = vec![];
    for pack in packs {
        let known = pack.iter().filter_map(|&serial| all.index_of(serial));
        let known: Vec<u32> = known.filter_map(|card| u32::try_from(card).ok()).collect();
        hands.extend(known.chunks_exact(size).map(<[u32]>::to_vec));
    }
    // Cards are numbered in the order of their serials.
    hands.sort_unstable();
    hands.concat()
}
