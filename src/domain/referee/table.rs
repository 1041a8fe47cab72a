//! One bit for every set of marks: does it contain a mask?

use crate::domain::face::{CENTRE, Mask};

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

/// Bits of a word whose number lacks the dimension: 0 = lowest.
const LACKING: [u64; 6] = [
    0x5555_5555_5555_5555,
    0x3333_3333_3333_3333,
    0x0F0F_0F0F_0F0F_0F0F,
    0x00FF_00FF_00FF_00FF,
    0x0000_FFFF_0000_FFFF,
    0x0000_0000_FFFF_FFFF,
];

/// Words that stay in the first-level cache while all their dimensions are filled (16 KiB).
const BLOCK_WORDS: usize = 1 << 11;

impl Table {
    /// The table of these masks, given as bits.
    ///
    /// Every mask is entered as one set; then each square in turn passes what holds without it on
    /// to the same set with it, 64 sets at a time.
    pub(super) fn new(squares: Squares, masks: &[u32]) -> Self {
        let mut words = vec![0_u64; 1 << (squares.count() - 6)];
        for mask in masks {
            words[(mask >> 6) as usize] |= 1 << (mask & 63);
        }
        for block in words.chunks_exact_mut(BLOCK_WORDS) {
            for word in block.iter_mut() {
                *word = fill_word(*word);
            }
            fill(block, 1);
        }
        fill(&mut words, BLOCK_WORDS);
        Self { words }
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

fn fill_word(mut word: u64) -> u64 {
    for (dimension, lacking) in LACKING.iter().enumerate() {
        word |= (word & lacking) << (1 << dimension);
    }
    word
}

/// Passes words on through every dimension from the one whose step is `step` words.
fn fill(words: &mut [u64], mut step: usize) {
    while step < words.len() {
        for pair in words.chunks_exact_mut(2 * step) {
            let (without, with) = pair.split_at_mut(step);
            for (with, without) in with.iter_mut().zip(without) {
                *with |= *without;
            }
        }
        step *= 2;
    }
}
