//! The source of random bytes: an argument, so that tests can repeat themselves.

/// A source of secret bytes.
pub trait Entropy: Send + Sync {
    /// Fills the whole slice with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's generator.
#[derive(Clone, Copy, Debug, Default)]
pub struct Os;

impl Entropy for Os {
    fn fill(&self, bytes: &mut [u8]) {
        // Only a kernel without getrandom(2) fails here, and such a box must not run at all.
        getrandom::fill(bytes).expect("the kernel provides randomness");
    }
}

/// `N` random bytes.
pub(super) fn fresh<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes);
    bytes
}
