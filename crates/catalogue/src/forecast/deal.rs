//! Cards as a simulation needs them: on each square not a number but the call it comes with.

use super::dice::Dice;
use domain::{CENTRE, FreeSquare};

/// Cards looked at together, so that the processor can compare many at once.
pub(super) const LANES: usize = 64;

/// Something for each square of [`LANES`] cards.
pub(super) type Block = [[u8; LANES]; 25];

/// A thing no ball has: the free centre.
const FREE: u8 = 75;

/// Which call brings each ball, ball by ball; index 75 stands for the free centre, marked before the
/// first call.
pub(super) type CallOf = [u8; 76];

/// Deals random cards, in blocks.
///
/// The order of the draw is random, so the calls a column's 15 balls come with stand in for the balls: a
/// card's column is five of them in random order. Drawing on from however the last card left them is as
/// random as drawing from a fresh pack.
pub(super) struct Deal {
    columns: [[u8; 16]; 5],
    centre: FreeSquare,
    free: u8,
}

impl Deal {
    /// Cards that carry the call of each ball.
    pub(super) fn new(calls: &CallOf, centre: FreeSquare) -> Self {
        let mut columns = [[0; 16]; 5];
        for (column, balls) in columns.iter_mut().zip(calls.chunks_exact(15)) {
            column[..15].copy_from_slice(balls);
        }
        Self { columns, centre, free: calls[usize::from(FREE)] }
    }

    /// Fills the first `cards` places of a block; the other places keep what they have.
    pub(super) fn fill(&mut self, block: &mut Block, cards: usize, dice: &mut Dice) {
        block[CENTRE] = [self.free; LANES];
        #[expect(clippy::needless_range_loop, reason = "one card crosses all 25 rows of the block")]
        for lane in 0..cards.min(LANES) {
            for (place, column) in self.columns.iter_mut().enumerate() {
                if place == 2 && self.centre.is_centre() {
                    dice.pick::<4>(column);
                    for (row, item) in [0, 1, 3, 4].into_iter().zip(column) {
                        block[row * 5 + place][lane] = *item;
                    }
                } else {
                    dice.pick::<5>(column);
                    for (row, item) in (0..5).zip(column) {
                        block[row * 5 + place][lane] = *item;
                    }
                }
            }
        }
    }
}

/// Cards that stay the same for every game.
pub(super) struct FixedSet(Vec<Block>);

impl FixedSet {
    /// So many random cards.
    pub(super) fn new(cards: usize, centre: FreeSquare, dice: &mut Dice) -> Self {
        let balls = std::array::from_fn(|ball| u8::try_from(ball).unwrap_or(FREE));
        let mut deal = Deal::new(&balls, centre);
        let blocks = (0..cards.div_ceil(LANES)).map(|_| {
            let mut block = [[FREE; LANES]; 25];
            deal.fill(&mut block, LANES, dice);
            block
        });
        Self(blocks.collect())
    }

    /// The set with other balls in the place of its own.
    #[cfg(test)]
    pub(super) fn renamed(&self, names: &[u8; 76]) -> Self {
        let name = |block: &Block| block.map(|lanes| lanes.map(|ball| names[usize::from(ball)]));
        Self(self.0.iter().map(name).collect())
    }

    /// A block with the call of each ball instead of the ball.
    pub(super) fn fill(&self, number: usize, block: &mut Block, calls: &CallOf) {
        for (square, balls) in block.iter_mut().zip(&self.0[number]) {
            square.iter_mut().zip(balls).for_each(|(call, ball)| *call = calls[usize::from(*ball)]);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn balls() -> CallOf {
        std::array::from_fn(|ball| u8::try_from(ball).unwrap())
    }

    #[test]
    fn every_card_has_numbers_of_its_columns_once_each() {
        for (centre, numbers) in [(FreeSquare::Counts, 24), (FreeSquare::None, 25)] {
            let mut block = [[0; LANES]; 25];
            Deal::new(&balls(), centre).fill(&mut block, LANES, &mut Dice::new(1, 1));
            for lane in 0..LANES {
                let squares = block.iter().enumerate().map(|(square, lanes)| (square, lanes[lane]));
                let numbered: BTreeSet<u8> = squares
                    .filter(|(_, ball)| *ball != FREE)
                    .inspect(|(square, ball)| assert_eq!(usize::from(ball / 15), square % 5))
                    .map(|(_, ball)| ball)
                    .collect();
                assert_eq!(numbered.len(), numbers);
                assert_eq!(block[CENTRE][lane] == FREE, centre.is_centre());
            }
        }
    }

    #[test]
    fn a_fixed_set_keeps_its_numbers() {
        let set = FixedSet::new(65, FreeSquare::Counts, &mut Dice::new(1, 1));
        let mut calls = balls();
        let (mut one, mut other) = ([[0; LANES]; 25], [[0; LANES]; 25]);
        set.fill(1, &mut one, &calls);
        calls.reverse();
        set.fill(1, &mut other, &calls);
        assert_eq!(one.map(|lanes| lanes.map(|call| 75 - call)), other);
    }
}
