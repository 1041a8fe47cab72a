//! Chance that anyone can recompute: the bytes of HMAC-SHA-512 in counter mode.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha512;

/// Block i is HMAC-SHA-512(key, message ‖ u32be(i)), i = 0, 1, …
pub(super) struct Stream {
    start: Hmac<Sha512>,
    next_block: u32,
    block: [u8; 64],
    used: usize,
}

impl Stream {
    /// The stream of this key for the message made of these parts, one after the other.
    pub(super) fn new(key: &[u8], message: &[&[u8]]) -> Self {
        let keyed = Hmac::<Sha512>::new_from_slice(key).expect("HMAC takes keys of any length");
        let start = message.iter().fold(keyed, Hmac::chain_update);
        Self { start, next_block: 0, block: [0; 64], used: 64 }
    }

    /// The next `N` bytes. `N` divides 64, so that no value straddles two blocks.
    pub(super) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        const { assert!(64 % N == 0) };
        if self.used + N > self.block.len() {
            let mac = self.start.clone().chain_update(self.next_block.to_be_bytes());
            self.block = mac.finalize().into_bytes().into();
            self.next_block += 1;
            self.used = 0;
        }
        let mut bytes = [0; N];
        bytes.copy_from_slice(&self.block[self.used..self.used + N]);
        self.used += N;
        bytes
    }

    /// A number below `bound` (1 to 255), every one equally likely: single bytes that would
    /// favour small numbers are passed over.
    pub(super) fn below(&mut self, bound: u8) -> u8 {
        let fair = 256 - 256 % u16::from(bound);
        loop {
            let [byte] = self.bytes();
            if u16::from(byte) < fair {
                return byte % bound;
            }
        }
    }

    /// The same from big-endian words of 32 bits, for bounds from 1 to 2³² − 1.
    pub(super) fn word_below(&mut self, bound: u32) -> u32 {
        let fair = (1 << 32) - (1 << 32) % u64::from(bound);
        loop {
            let word = u32::from_be_bytes(self.bytes());
            if u64::from(word) < fair {
                return word % bound;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_below_the_bound_is_equally_likely() {
        let mut stream = Stream::new(b"key", &[b"message"]);
        let mut bytes = [0_u32; 75];
        let mut words = [0_u32; 75];
        for _ in 0..75_000 {
            bytes[usize::from(stream.below(75))] += 1;
            words[stream.word_below(75) as usize] += 1;
        }
        // 1,000 each; seven standard deviations either way. Without the rejection the first 31
        // bytes would come 1,172 times each and the others 879 times.
        for count in bytes.into_iter().chain(words) {
            assert!((780..1_120).contains(&count), "{count}");
        }
    }

    #[test]
    fn words_that_would_favour_small_numbers_are_passed_over() {
        let mut stream = Stream::new(b"key", &[b"message"]);
        let words = (0..6_000).map(|_| stream.word_below(3 << 30));
        // A third, 2,000; seven standard deviations either way. Without the rejection, half.
        let low = words.filter(|word| *word < 1 << 30).count();
        assert!((1_740..2_260).contains(&low), "{low}");
    }

    #[test]
    fn parts_of_the_message_are_simply_joined() {
        let mut whole = Stream::new(b"key", &[b"ab"]);
        let mut parts = Stream::new(b"key", &[b"a", b"", b"b"]);
        let first: [u8; 64] = whole.bytes();
        assert_eq!(first, parts.bytes());
        assert_ne!(first, whole.bytes::<64>(), "the second block is another one");
    }
}
