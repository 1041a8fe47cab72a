//! Tables with one bit for each set of squares: whatever holds for a set is made to hold for every
//! larger one.

/// Bits of a word whose number lacks the square: 0 = lowest.
pub const LACKING: [u64; 6] = [
    0x5555_5555_5555_5555,
    0x3333_3333_3333_3333,
    0x0F0F_0F0F_0F0F_0F0F,
    0x00FF_00FF_00FF_00FF,
    0x0000_FFFF_0000_FFFF,
    0x0000_0000_FFFF_FFFF,
];

/// Words that stay in the first-level cache while all their squares are passed on (16 KiB).
const BLOCK_WORDS: usize = 1 << 11;

/// The table of these sets and of all that contain one of them: 64 sets a word in the order of their
/// numbers, for so many squares (at least 17, so that whole blocks fill it).
///
/// Every set is entered; then each square in turn passes what holds without it on to the same set
/// with it, 64 sets at a time.
#[must_use]
pub fn table(squares: usize, sets: impl IntoIterator<Item = u32>) -> Vec<u64> {
    let mut words = vec![0_u64; 1 << (squares - 6)];
    for set in sets {
        words[(set >> 6) as usize] |= 1 << (set & 63);
    }
    for block in words.chunks_exact_mut(BLOCK_WORDS) {
        for word in block.iter_mut() {
            *word = fill_word(*word);
        }
        fill(block, 1);
    }
    fill(&mut words, BLOCK_WORDS);
    words
}

fn fill_word(mut word: u64) -> u64 {
    for (square, lacking) in LACKING.iter().enumerate() {
        word |= (word & lacking) << (1 << square);
    }
    word
}

/// Passes words on through every square from the one whose step is `step` words.
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
