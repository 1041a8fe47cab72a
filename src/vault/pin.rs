//! PINs: which are good enough, and how long a wrong one costs.

/// Fewest digits: with the back-off, a million PINs cannot be tried in a night.
pub const PIN_DIGITS_MIN: usize = 6;
/// Most digits: longer ones are typed wrong and written down.
pub const PIN_DIGITS_MAX: usize = 12;
/// Wrong tries without a wait: people mistype.
const FREE_TRIES: u32 = 3;
/// Wait after the last free try; doubles with every further one.
const WAIT_FIRST_MS: i64 = 5_000;
/// Longest wait: no more than a break for a person who mistypes, 96 tries a day for a guesser.
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

/// A new PIN. Holding one proves that it is good enough.
pub(super) struct Pin<'a>(pub(super) &'a str);

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

/// Equal steps (000000, 123456, 864202), short repeats (121212, 123123), doubled runs (112233), and well-known ones.
fn trivial(digits: &[u8]) -> bool {
    const WELL_KNOWN: [&[u8]; 8] =
        [b"159753", b"147258", b"147852", b"258456", b"696969", b"142536", b"314159", b"271828"];
    let step = |i: usize| (digits[i + 1] + 10 - digits[i]) % 10;
    let equal_steps = (1..digits.len() - 1).all(|i| step(i) == step(0));
    let repeats = (1..=digits.len() / 2).any(|n| digits.iter().skip(n).zip(digits).all(|(a, b)| a == b));
    let doubled_run = digits.len().is_multiple_of(2)
        && digits.chunks(2).all(|pair| pair[0] == pair[1])
        && (2..digits.len() - 2).step_by(2).all(|i| step(i + 1) == step(1));
    equal_steps || repeats || doubled_run || WELL_KNOWN.contains(&digits)
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
}
