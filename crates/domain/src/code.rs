//! What is printed on a card so that it can be typed or scanned: the typed code and the key.
//!
//! Both use Crockford's 32 symbols, which leave out I, L, O and U: what a person mistakes for
//! another letter is read as the digit that was meant.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Symbols of a typed code, the check symbol included.
const CODE_SYMBOLS: usize = 8;
/// Symbols of a key: 128 bits in groups of five, two bits to spare.
const KEY_SYMBOLS: usize = 26;

/// The typed code of a card: seven random symbols and a check symbol, shown as `ABCD-EFGH`.
///
/// Holding a `Code` proves that its check symbol is right. It opens a card, so `Debug` hides it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Code([u8; CODE_SYMBOLS]);

/// Why a text is no code or no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadCode {
    /// Too few or too many symbols, spaces and hyphens aside.
    #[error("{wanted} letters and digits are wanted")]
    Length {
        /// Symbols wanted.
        wanted: usize,
    },
    /// A character that stands in no code.
    #[error("{0:?} does not occur in codes")]
    Symbol(char),
    /// The symbols do not belong together: one was mistyped, or two changed places.
    #[error("a letter or digit is wrong or in the wrong place")]
    Mistyped,
}

impl Code {
    /// The code with these 35 random bits; bits above are ignored.
    #[must_use]
    pub fn from_bits(bits: u64) -> Self {
        let mut symbols = [0; CODE_SYMBOLS];
        for (i, symbol) in symbols[..CODE_SYMBOLS - 1].iter_mut().enumerate() {
            *symbol = ((bits >> (5 * (6 - i))) & 31) as u8;
        }
        // The check symbol has weight 1, so it is the weighted sum of the others.
        symbols[CODE_SYMBOLS - 1] = weighted_sum(symbols);
        Self(symbols)
    }

    /// Reads a code as people type and paste it: in either case, with spaces, dashes, quotation marks or characters
    /// that nobody sees anywhere, in full width, O for 0 and I or L for 1.
    ///
    /// # Errors
    /// [`BadCode`] says what is wrong. A wrong symbol, two neighbours or next-but-one neighbours
    /// swapped, or a doubled symbol mistaken for another double are always found.
    pub fn parse(text: &str) -> Result<Self, BadCode> {
        let symbols = symbols(text)?;
        if weighted_sum(symbols) == 0 { Ok(Self(symbols)) } else { Err(BadCode::Mistyped) }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = self.0.split_at(CODE_SYMBOLS / 2);
        write!(f, "{}-{}", letters(left), letters(right))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(secret)")
    }
}

impl TryFrom<String> for Code {
    type Error = BadCode;

    fn try_from(text: String) -> Result<Self, BadCode> {
        Self::parse(&text)
    }
}

impl From<Code> for String {
    fn from(code: Code) -> Self {
        code.to_string()
    }
}

/// A card's 128-bit key as it stands in its QR code: 26 upper-case symbols.
#[must_use]
pub fn key_text(key: &[u8; 16]) -> String {
    let number = u128::from_be_bytes(*key);
    let symbols: Vec<u8> = (0..KEY_SYMBOLS).rev().map(|i| ((number >> (5 * i)) & 31) as u8).collect();
    letters(&symbols)
}

/// Reads a key, as forgiving as [`Code::parse`].
///
/// # Errors
/// [`BadCode`] says what is wrong.
pub fn parse_key(text: &str) -> Result<[u8; 16], BadCode> {
    let symbols: [u8; KEY_SYMBOLS] = symbols(text)?;
    // 26 symbols hold 130 bits; the first two must be zero or two texts would be one key.
    if symbols[0] > 7 {
        return Err(BadCode::Mistyped);
    }
    let number = symbols.iter().fold(0_u128, |number, &symbol| number << 5 | u128::from(symbol));
    Ok(number.to_be_bytes())
}

fn symbols<const N: usize>(text: &str) -> Result<[u8; N], BadCode> {
    let mut symbols = [0; N];
    let mut count = 0;
    for typed in text.chars().filter(|c| !says_nothing(*c)) {
        let symbol = symbol(typed).ok_or(BadCode::Symbol(typed))?;
        *symbols.get_mut(count).ok_or(BadCode::Length { wanted: N })? = symbol;
        count += 1;
    }
    if count == N { Ok(symbols) } else { Err(BadCode::Length { wanted: N }) }
}

/// Spaces, and what editors, chats and keyboards put in place of a hyphen or around a text: dashes, quotation marks,
/// soft hyphens, marks of direction and width zero, the byte order mark.
fn says_nothing(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
        )
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '"' | '\'' | '`' | '´' | '\u{2018}'..='\u{201f}' | '«' | '»' | '‹' | '›')
}

fn symbol(typed: char) -> Option<u8> {
    let narrow = match typed {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(typed) - 0xfee0).unwrap_or(typed),
        other => other,
    };
    let meant = match narrow.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    (0..).zip(ALPHABET).find(|&(_, &letter)| char::from(letter) == meant).map(|(value, _)| value)
}

fn letters(symbols: &[u8]) -> String {
    symbols.iter().map(|&symbol| char::from(ALPHABET[usize::from(symbol)])).collect()
}

/// Sum over GF(32) of every symbol times its weight: the powers of a primitive element, the last
/// symbol's being 1. Zero for a right code.
///
/// A single error changes the sum because no weight is zero; swapped or twin symbols because no
/// two weights are equal.
fn weighted_sum(symbols: [u8; CODE_SYMBOLS]) -> u8 {
    symbols.iter().fold(0, |sum, symbol| times_primitive(sum) ^ symbol)
}

/// Multiplies by x modulo x⁵ + x² + 1, whose root is primitive.
fn times_primitive(element: u8) -> u8 {
    let shifted = element << 1;
    if shifted & 0b10_0000 == 0 { shifted } else { shifted ^ 0b10_0101 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_right(symbols: [u8; CODE_SYMBOLS]) -> bool {
        Code::parse(&letters(&symbols)).is_ok()
    }

    /// The sum is linear, so whether an error is found depends on the difference it makes and not
    /// on the other symbols: every position and every pair of symbols is every case there is.
    #[test]
    fn every_single_swap_jump_swap_and_twin_error_is_found() {
        let with = |mut symbols: [u8; CODE_SYMBOLS], changes: &[(usize, u8)]| {
            for &(place, symbol) in changes {
                symbols[place] = symbol;
            }
            symbols
        };
        // A right code with the wanted symbols in place, made right by a symbol elsewhere.
        let right = |wanted: &[(usize, u8)]| {
            let free = (0..CODE_SYMBOLS).find(|i| wanted.iter().all(|(place, _)| place != i)).unwrap();
            (0..32)
                .map(|symbol| with(with([9; CODE_SYMBOLS], wanted), &[(free, symbol)]))
                .find(|symbols| is_right(*symbols))
                .unwrap()
        };
        let pairs = || (0..32).flat_map(|a| (0..32).map(move |b| (a, b))).filter(|(a, b)| a != b);
        for (a, b) in pairs() {
            for i in 0..CODE_SYMBOLS {
                assert!(!is_right(with(right(&[(i, a)]), &[(i, b)])), "single {i} {a} {b}");
                for j in [i + 1, i + 2].into_iter().filter(|j| *j < CODE_SYMBOLS) {
                    let swapped = with(right(&[(i, a), (j, b)]), &[(i, b), (j, a)]);
                    assert!(!is_right(swapped), "swap {i} {j} {a} {b}");
                    let twin = with(right(&[(i, a), (j, a)]), &[(i, b), (j, b)]);
                    assert!(!is_right(twin), "twin {i} {j} {a} {b}");
                }
            }
        }
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = Code::from_bits(0x4210_8421);
        assert_eq!(code.to_string(), "1111-1115");
        for typed in [
            "11111115",
            "lLiI 1115",
            " 1-1-1-1\u{a0}1 1-1 5\n",
            "1111–1115",
            "1111\u{2011}1115",
            "1111−1115",
            "１１１１－１１１５",
            "\u{feff}“1111\u{ad}1115”\u{200b}",
        ] {
            assert_eq!(Code::parse(typed), Ok(code), "{typed}");
        }
        assert_eq!(Code::parse("ooOO-0o12"), Ok(Code::from_bits(1)));
        assert_eq!(Code::parse("7k2m9qxa"), Ok(Code::from_bits(0x1_E62A_26FD)));
    }

    #[test]
    fn what_is_no_code_says_why() {
        assert_eq!(Code::parse(""), Err(BadCode::Length { wanted: 8 }));
        assert_eq!(Code::parse("1111-111"), Err(BadCode::Length { wanted: 8 }));
        assert_eq!(Code::parse("1111-11155"), Err(BadCode::Length { wanted: 8 }));
        assert_eq!(Code::parse("UUUU-UUUU"), Err(BadCode::Symbol('U')));
        assert_eq!(Code::parse("1111\u{0}1115"), Err(BadCode::Symbol('\0')));
        assert_eq!(Code::parse("1111_1115"), Err(BadCode::Symbol('_')));
        assert_eq!(Code::parse("1111-1116"), Err(BadCode::Mistyped));
        assert_eq!(parse_key("ZZZZZZZZZZZZZZZZZZZZZZZZZZ"), Err(BadCode::Mistyped));
        assert_eq!(parse_key("0123456789ABCDEFGHJKMNPQR"), Err(BadCode::Length { wanted: 26 }));
    }

    #[test]
    fn secrets_do_not_slip_into_logs() {
        assert_eq!(format!("{:?}", Code::from_bits(5)), "Code(secret)");
    }

    proptest! {
        #[test]
        fn codes_and_keys_survive_print_and_serde(bits in 0_u64..1 << 35, key: [u8; 16]) {
            let code = Code::from_bits(bits);
            prop_assert_eq!(Code::parse(&code.to_string()), Ok(code));
            let json = serde_json::to_string(&code).unwrap();
            prop_assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), code);
            prop_assert_ne!(code, Code::from_bits(bits ^ 1));
            let text = key_text(&key);
            prop_assert_eq!(text.len(), 26);
            prop_assert_eq!(parse_key(&text), Ok(key));
            prop_assert_eq!(parse_key(&text.to_lowercase()), Ok(key));
        }

        #[test]
        fn no_text_is_too_strange(text: String) {
            let _ = (Code::parse(&text), parse_key(&text));
        }
    }
}
