//! Repeatable chance for simulations: xoshiro256** by Blackman and Vigna, seeded by `SplitMix64`.
//!
//! Never for a real draw: who knows a few outputs knows them all. Real balls come from `domain::deck`.

/// A stream of random numbers, the same for the same seed and number on every machine.
#[derive(Clone, Debug)]
pub(super) struct Dice([u64; 4]);

impl Dice {
    /// Stream number `index` of a seed. Streams of one seed are unrelated to each other, so that games
    /// can be played in any order, by any number of threads, with the same result.
    pub(super) fn new(seed: u64, index: u64) -> Self {
        let mut state = seed ^ mix(index.wrapping_add(1).wrapping_mul(GOLDEN));
        Self(std::array::from_fn(|_| {
            state = state.wrapping_add(GOLDEN);
            mix(state)
        }))
    }

    /// 64 random bits.
    #[inline]
    pub(super) fn bits(&mut self) -> u64 {
        let state = &mut self.0;
        let bits = state[1].wrapping_mul(5).rotate_left(7).wrapping_mul(9);
        let shifted = state[1] << 17;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= shifted;
        state[3] = state[3].rotate_left(45);
        bits
    }

    /// Moves `K` of the first 15 items, drawn without replacement and in random order, to the front.
    ///
    /// One word of randomness is the digits of a number in the mixed base 15, 14, 13, …; the few words
    /// that would favour small digits are passed over (Lemire), so every draw is exactly as likely.
    #[inline]
    pub(super) fn pick<const K: usize>(&mut self, items: &mut [u8; 16]) {
        const { assert!(K <= 5, "15·14·…·11 outcomes leave a 64-bit word almost without rejections") };
        let mut steps = [0_usize; K];
        loop {
            let mut low = self.bits();
            for (step, choices) in steps.iter_mut().zip((0..=15_u64).rev()) {
                (*step, low) = split(u128::from(low) * u128::from(choices));
            }
            if low >= too_low::<K>() {
                break;
            }
        }
        for (at, step) in steps.into_iter().enumerate() {
            // At most 14; the mask shows the compiler that no check is needed.
            items.swap(at, (at + step) & 15);
        }
    }

    /// Puts the items in random order, each order as likely.
    pub(super) fn shuffle(&mut self, items: &mut [u8]) {
        for at in (1..items.len()).rev() {
            let other = self.below(at + 1);
            items.swap(at, other);
        }
    }

    /// A random number below `bound`, each as likely.
    fn below(&mut self, bound: usize) -> usize {
        let bound = bound as u64;
        loop {
            let (number, low) = split(u128::from(self.bits()) * u128::from(bound));
            if low >= bound.wrapping_neg() % bound {
                return number;
            }
        }
    }
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The finaliser of `SplitMix64`: every bit of the input changes half of the output.
fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

/// The high half, which is below the bound the product was made with, and the low half.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "the halves of a product are taken apart")]
fn split(product: u128) -> (usize, u64) {
    ((product >> 64) as usize, product as u64)
}

/// 2⁶⁴ modulo 15·14·… (K factors).
const fn too_low<const K: usize>() -> u64 {
    let mut product = 1_u64;
    let mut factor = 0;
    while factor < K {
        product *= 15 - factor as u64;
        factor += 1;
    }
    product.wrapping_neg() % product
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ() {
        let words = |seed, index| {
            let mut dice = Dice::new(seed, index);
            [dice.bits(), dice.bits(), dice.bits()]
        };
        assert_eq!(words(1, 2), words(1, 2));
        assert_ne!(words(1, 2), words(1, 3));
        assert_ne!(words(1, 2), words(2, 2));
    }

    #[test]
    fn every_item_comes_to_every_place_equally_often() {
        let mut dice = Dice::new(7, 0);
        let mut items = std::array::from_fn(|i| u8::try_from(i).unwrap());
        let mut seen = [[0_u32; 15]; 5];
        for _ in 0..15_000 {
            dice.pick::<5>(&mut items);
            for (place, &item) in items[..5].iter().enumerate() {
                seen[place][usize::from(item)] += 1;
            }
        }
        assert_eq!(items[15], 15, "only the first 15 are moved");
        // 1,000 each; seven standard deviations either way.
        assert!(seen.iter().flatten().all(|count| (780..1_220).contains(count)), "{seen:?}");
    }

    #[test]
    fn a_shuffle_puts_every_item_everywhere() {
        let mut dice = Dice::new(8, 0);
        let mut items: Vec<u8> = (0..75).collect();
        let mut first = [0_u32; 75];
        for _ in 0..30_000 {
            dice.shuffle(&mut items);
            first[usize::from(items[0])] += 1;
        }
        // 400 each; seven standard deviations either way.
        assert!(first.iter().all(|count| (260..540).contains(count)), "{first:?}");
    }
}
