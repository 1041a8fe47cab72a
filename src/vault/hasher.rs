//! Hashes of PINs (argon2id).

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};

use super::entropy::{Entropy, fresh};
use super::error::VaultError;
use super::pin::Pin;

/// argon2id memory in KiB (OWASP's 19 MiB / 2 / 1: 150–300 ms on a Raspberry Pi 4).
const MEMORY_KIB: u32 = 19 * 1024;
/// argon2id passes.
const PASSES: u32 = 2;
/// Hashes computed at once: more would take the memory and the cores of the night.
const AT_ONCE_MAX: usize = 2;

/// A hash, with its own parameters: it can be checked after the constants above have changed.
#[derive(Clone)]
pub(super) struct PinHash {
    pub(super) salt: [u8; 16],
    pub(super) hash: [u8; 32],
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
}

impl PinHash {
    /// A hash that costs as much as any and fits no PIN: PINs of unknown people are checked against it.
    pub(super) fn decoy() -> Self {
        Self { salt: [0; 16], hash: [0; 32], memory_kib: MEMORY_KIB, passes: PASSES }
    }
}

/// Computes hashes, a few at a time.
pub(super) struct Hasher {
    running: Mutex<usize>,
    done: Condvar,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self { running: Mutex::new(0), done: Condvar::new() }
    }

    /// Hashes a new PIN. Slow; waits for other hashes.
    pub(super) fn hash(&self, pin: &Pin<'_>, entropy: &dyn Entropy) -> Result<PinHash, VaultError> {
        let mut made =
            PinHash { salt: fresh(entropy), hash: [0; 32], memory_kib: MEMORY_KIB, passes: PASSES };
        made.hash = self.run(pin.0, &made)?;
        Ok(made)
    }

    /// Whether a PIN is the one hashed. Slow; waits for other hashes.
    pub(super) fn fits(&self, pin: &str, known: &PinHash) -> Result<bool, VaultError> {
        let hash = self.run(pin, known)?;
        Ok(aws_lc_rs::constant_time::verify_slices_are_equal(&hash, &known.hash).is_ok())
    }

    fn run(&self, pin: &str, how: &PinHash) -> Result<[u8; 32], VaultError> {
        let _permit = self.permit();
        let params = Params::new(how.memory_kib, how.passes, 1, Some(32)).map_err(VaultError::Hashing)?;
        let mut hash = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(pin.as_bytes(), &how.salt, &mut hash)
            .map_err(VaultError::Hashing)?;
        Ok(hash)
    }

    fn permit(&self) -> Permit<'_> {
        let mut running = self.lock();
        while *running >= AT_ONCE_MAX {
            running = self.done.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
        *running += 1;
        Permit(self)
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A permit to hash, given back on drop.
struct Permit<'a>(&'a Hasher);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.0.lock() -= 1;
        self.0.done.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_pin_fits_and_no_two_hashes_are_alike() {
        let hasher = Hasher::new();
        let (one, two) = ["739104", "739104"]
            .map(|pin| hasher.hash(&Pin::choose(pin).unwrap(), &crate::vault::Os).unwrap())
            .into();
        assert_ne!(one.hash, two.hash);
        assert!(hasher.fits("739104", &one).unwrap());
        assert!(!hasher.fits("739105", &one).unwrap());
        assert!(!hasher.fits("", &one).unwrap());
    }

    #[test]
    fn no_more_than_two_pins_are_hashed_at_once() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let (hasher, inside, most) = (Hasher::new(), AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|threads| {
            for _ in 0..8 {
                threads.spawn(|| {
                    for _ in 0..50 {
                        let _permit = hasher.permit();
                        most.fetch_max(inside.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= AT_ONCE_MAX);
    }
}
