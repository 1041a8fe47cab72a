//! One bit for every set of marks: does it contain a mask?

use crate::face::{CENTRE, Mask};
use crate::supersets;

/// Which squares of a card have a bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Squares {
    /// Every card has a free centre, which is always marked: 24 bits tell two cards apart.
    WithoutCentre,
    /// Some card has a number in its centre.
    All,
}

impl Squares {
    /// Number of bits.
    fn count(self) -> usize {
        match self {
            Self::WithoutCentre => 24,
            Self::All => 25,
        }
    }

    /// The bit a square has, given its place on the card. Not for a centre that has none.
    pub(super) fn place(self, square: u8) -> u8 {
        match self {
            Self::WithoutCentre if usize::from(square) > CENTRE => square - 1,
            _ => square,
        }
    }

    /// The bits of a set of squares, given as the bits of a [`Mask`].
    pub(super) fn bits(self, mask: u32) -> u32 {
        let below_centre = Mask::CENTRE.bits() - 1;
        match self {
            Self::WithoutCentre => (mask & below_centre) | ((mask >> 1) & !below_centre),
            Self::All => mask,
        }
    }
}

/// One bit for each of the 2²⁴ (2 MiB) or 2²⁵ (4 MiB) sets of marks.
#[derive(Debug)]
pub(super) struct Table {
    words: Vec<u64>,
}

impl Table {
    /// The table of these masks, given as bits.
    pub(super) fn new(squares: Squares, masks: &[u32]) -> Self {
        Self { words: supersets::table(squares.count(), masks.iter().copied()) }
    }

    /// Whether the marks, given as bits, contain a mask. Bits above the squares do not count.
    pub(super) fn contains(&self, marks: u32) -> bool {
        // The length is a power of two: the mask drops other bits and makes the index safe.
        let word = self.words[(marks >> 6) as usize & (self.words.len() - 1)];
        (word >> (marks & 63)) & 1 == 1
    }

    /// The bits, 64 sets a word, in the order of their numbers.
    #[cfg(test)]
    pub(super) fn words(&self) -> &[u64] {
        &self.words
    }
}
