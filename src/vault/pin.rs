//! PINs: which are good enough, how they are hashed, how long a wrong one costs.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use argon2::{Algorithm, Argon2, Params, Version};

use super::VaultError;
use super::entropy::{Entropy, fresh};

/// Fewest digits: with the back-off, a million possibilities outlast any night.
pub const PIN_DIGITS_MIN: usize = 6;
/// Most digits: longer ones are typed wrong and written down.
pub const PIN_DIGITS_MAX: usize = 12;
/// argon2id memory in KiB (OWASP's 19 MiB / 2 / 1: 150–300 ms on a Raspberry Pi 4).
const MEMORY_KIB: u32 = 19 * 1024;
/// argon2id passes.
const PASSES: u32 = 2;
/// Hashes at once: more would take the memory and the cores the hall runs on.
const AT_ONCE_MAX: usize = 2;
/// Wrong tries that cost nothing: fingers slip.
const FREE_TRIES: u32 = 3;
/// Wait after the last free try; doubles with every further one.
const WAIT_FIRST_MS: i64 = 5_000;
/// Longest wait: a colleague who mistyped is back within a break, a guesser gets 96 tries a day.
pub(super) const WAIT_MAX_MS: i64 = 15 * 60 * 1000;

/// Why a PIN is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPin {
    /// Not 6 to 12 digits.
    #[error("a PIN has {PIN_DIGITS_MIN} to {PIN_DIGITS_MAX} digits and nothing else")]
    Length,
    /// Among the first things a guesser tries.
    #[error("this PIN is too easy to guess")]
    Trivial,
}

/// A PIN somebody chose. Holding one proves that it is good enough.
pub(super) struct Pin<'a>(&'a str);

impl<'a> Pin<'a> {
    pub(super) fn choose(text: &'a str) -> Result<Self, WeakPin> {
        let digits = text.as_bytes();
        if !(PIN_DIGITS_MIN..=PIN_DIGITS_MAX).contains(&digits.len())
            || !digits.iter().all(u8::is_ascii_digit)
        {
            return Err(WeakPin::Length);
        }
        if trivial(digits) { Err(WeakPin::Trivial) } else { Ok(Self(text)) }
    }
}

/// Equal steps (000000, 123456, 864202), short repeats (121212, 123123), doubled runs (112233) and
/// the famous rest.
fn trivial(digits: &[u8]) -> bool {
    const FAMOUS: [&[u8]; 8] =
        [b"159753", b"147258", b"147852", b"258456", b"696969", b"142536", b"314159", b"271828"];
    let step = |i: usize| (digits[i + 1] + 10 - digits[i]) % 10;
    let equal_steps = (1..digits.len() - 1).all(|i| step(i) == step(0));
    let repeats = (1..=digits.len() / 2).any(|n| digits.iter().skip(n).zip(digits).all(|(a, b)| a == b));
    let doubled_run = digits.len().is_multiple_of(2)
        && digits.chunks(2).all(|pair| pair[0] == pair[1])
        && (2..digits.len() - 2).step_by(2).all(|i| step(i + 1) == step(1));
    equal_steps || repeats || doubled_run || FAMOUS.contains(&digits)
}

/// A hashed PIN with everything needed to check it after the parameters have changed.
#[derive(Clone)]
pub(super) struct PinHash {
    pub salt: [u8; 16],
    pub hash: [u8; 32],
    pub memory_kib: u32,
    pub passes: u32,
}

impl PinHash {
    /// What the PINs of unknown people are checked against. It costs as much and fits nothing.
    pub(super) fn decoy() -> Self {
        Self { salt: [0; 16], hash: [0; 32], memory_kib: MEMORY_KIB, passes: PASSES }
    }
}

/// Hashes PINs, a few at a time.
pub(super) struct Hasher {
    running: Mutex<usize>,
    done: Condvar,
}

impl Hasher {
    pub(super) fn new() -> Self {
        Self { running: Mutex::new(0), done: Condvar::new() }
    }

    /// Hashes a new PIN. Slow, and waits while others are being hashed.
    pub(super) fn hash(&self, pin: &Pin<'_>, entropy: &dyn Entropy) -> Result<PinHash, VaultError> {
        let mut made =
            PinHash { salt: fresh(entropy), hash: [0; 32], memory_kib: MEMORY_KIB, passes: PASSES };
        made.hash = self.run(pin.0, &made)?;
        Ok(made)
    }

    /// Whether a PIN is the one hashed. Slow, and waits while others are being hashed.
    pub(super) fn fits(&self, pin: &str, known: &PinHash) -> Result<bool, VaultError> {
        let hash = self.run(pin, known)?;
        Ok(aws_lc_rs::constant_time::verify_slices_are_equal(&hash, &known.hash).is_ok())
    }

    fn run(&self, pin: &str, how: &PinHash) -> Result<[u8; 32], VaultError> {
        let _turn = self.turn();
        let params = Params::new(how.memory_kib, how.passes, 1, Some(32)).map_err(VaultError::Hashing)?;
        let mut hash = [0; 32];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(pin.as_bytes(), &how.salt, &mut hash)
            .map_err(VaultError::Hashing)?;
        Ok(hash)
    }

    fn turn(&self) -> Turn<'_> {
        let mut running = self.lock();
        while *running >= AT_ONCE_MAX {
            running = self.done.wait(running).unwrap_or_else(PoisonError::into_inner);
        }
        *running += 1;
        Turn(self)
    }

    fn lock(&self) -> MutexGuard<'_, usize> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One of the places at the hasher, given back on drop.
struct Turn<'a>(&'a Hasher);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.lock() -= 1;
        self.0.done.notify_one();
    }
}

/// How long to wait after this many wrong tries in a row, in ms.
pub(super) fn wait_ms(failures: u32) -> i64 {
    match failures.checked_sub(FREE_TRIES) {
        None => 0,
        Some(beyond) => WAIT_MAX_MS.min(WAIT_FIRST_MS << beyond.min(20)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trivial_pins_are_refused_and_ordinary_ones_are_not() {
        let weak = [
            "000000",
            "999999999999",
            "123456",
            "654321",
            "234567",
            "890123",
            "135791",
            "121212",
            "123123",
            "112233",
            "665544",
            "159753",
            "1231231",
        ];
        for pin in weak {
            assert_eq!(Pin::choose(pin).err(), Some(WeakPin::Trivial), "{pin}");
        }
        for pin in ["739104", "112234", "28051987", "900317", "123465", "482915736204"] {
            assert!(Pin::choose(pin).is_ok(), "{pin}");
        }
        for pin in ["", "12345", "1234567890123", "12345a", "７３９１０４", "739 104"] {
            assert_eq!(Pin::choose(pin).err(), Some(WeakPin::Length), "{pin:?}");
        }
    }

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = [0, 1, 2, 3, 4, 5, 10, 11, 40, u32::MAX].map(wait_ms).to_vec();
        assert_eq!(waits, [0, 0, 0, 5_000, 10_000, 20_000, 640_000, 900_000, 900_000, 900_000]);
    }

    #[test]
    fn only_the_same_pin_fits_and_no_two_hashes_are_alike() {
        let hasher = Hasher::new();
        let (one, two) = ["739104", "739104"]
            .map(|pin| hasher.hash(&Pin::choose(pin).unwrap(), &super::super::Os).unwrap())
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
                        let _turn = hasher.turn();
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
