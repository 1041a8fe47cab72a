//! Card sets: faces, keys and typed codes of a run of serials, made once from a secret seed.
//!
//! Making a set again from the same seed gives the same cards for ever, so that a printed card
//! never changes its face. What a serial gets hangs on the seed and on the serials before it, not
//! on how many follow: a set can be made longer later.

use std::collections::HashSet;
use std::fmt;
use std::hash::Hash;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::code::Code;
use super::face::{CENTRE, Face, Serial};
use super::ids::Digest;
use super::stream::Stream;

/// Most cards of a set: twenty times a large hall, and made in a second.
pub const CARDS_MAX: u32 = 100_000;

/// Most cards of which no two share a column: the N column has C(15,4) sets of four numbers.
pub const NO_SHARED_COLUMN_MAX: u32 = 1_365;

/// First words of everything derived from a set's seed. Another way of deriving is another version.
const VERSION: &[u8] = b"hallbox set v1\0";

/// How alike the cards of a set may be. No two ever have the same numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetMode {
    /// Columns may occur on several cards.
    Free,
    /// No two cards share the numbers of a column, which would tie them on column patterns.
    NoSharedColumn,
}

/// What the cards of a set are for. Serials of the two are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetKind {
    /// Laminated access cards, played on phones.
    Phone,
    /// Cards played on paper.
    Paper,
}

/// Why a set cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SetError {
    /// No card, or more than the limit.
    #[error("a set of this kind has 1 to {max} cards")]
    Count {
        /// Most cards.
        max: u32,
    },
    /// The serials would not fit in 32 bits.
    #[error("serials would pass {}", u32::MAX)]
    Serials,
}

/// One card as it is printed. Its key and code open it, so `Debug` shows the serial alone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct IssuedCard {
    /// Its number.
    pub serial: Serial,
    /// Its squares, the centre free.
    pub face: Face,
    /// What its QR code holds.
    pub key: [u8; 16],
    /// What people type when they cannot scan.
    pub code: Code,
}

impl fmt::Debug for IssuedCard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "IssuedCard({})", self.serial)
    }
}

/// Cards that were made or printed together, ascending by serial.
#[derive(Clone, Debug)]
pub struct CardSet {
    mode: SetMode,
    kind: SetKind,
    cards: Vec<IssuedCard>,
}

impl CardSet {
    /// Makes `count` cards with serials from `first` on. No card gets a code that is `taken`, which
    /// is to name the codes of all other sets; to make a set again, those made before it.
    ///
    /// # Errors
    /// [`SetError`] when there are no such cards.
    pub fn make(
        seed: &[u8; 32],
        first: Serial,
        count: u32,
        mode: SetMode,
        kind: SetKind,
        taken: &dyn Fn(&Code) -> bool,
    ) -> Result<Self, SetError> {
        let max = match mode {
            SetMode::Free => CARDS_MAX,
            SetMode::NoSharedColumn => NO_SHARED_COLUMN_MAX,
        };
        if !(1..=max).contains(&count) {
            return Err(SetError::Count { max });
        }
        let last = first.0.checked_add(count - 1).ok_or(SetError::Serials)?;
        let mut maker = Maker::new(seed, mode);
        let cards = (first.0..=last).map(|serial| maker.card(Serial(serial), taken)).collect();
        Ok(Self { mode, kind, cards })
    }

    /// A set of cards that were printed elsewhere, with serials and faces of their own, ascending. They
    /// get keys and codes like others, so that a phone can be given one.
    ///
    /// # Errors
    /// [`SetError::Count`] for none or too many.
    pub fn given(
        seed: &[u8; 32],
        cards: &[(Serial, Face)],
        taken: &dyn Fn(&Code) -> bool,
    ) -> Result<Self, SetError> {
        let count = u32::try_from(cards.len()).unwrap_or(u32::MAX);
        if !(1..=CARDS_MAX).contains(&count) {
            return Err(SetError::Count { max: CARDS_MAX });
        }
        let mut codes = HashSet::new();
        let cards = cards.iter().map(|&(serial, face)| {
            let tries = (0..).map(|attempt| code(seed, serial, attempt)).filter(|code| !taken(code));
            let key = stream(seed, "key", serial, 0, 0).bytes();
            IssuedCard { serial, face, key, code: first_new(&mut codes, tries, |code| *code) }
        });
        Ok(Self { mode: SetMode::Free, kind: SetKind::Paper, cards: cards.collect() })
    }

    /// The card with this serial, if the set has it.
    #[must_use]
    pub fn card(&self, serial: Serial) -> Option<&IssuedCard> {
        let place = self.cards.binary_search_by_key(&serial, |card| card.serial).ok()?;
        self.cards.get(place)
    }

    /// The cards, ascending by serial.
    pub fn iter(&self) -> std::slice::Iter<'_, IssuedCard> {
        self.cards.iter()
    }

    /// How alike the cards may be.
    #[must_use]
    pub fn mode(&self) -> SetMode {
        self.mode
    }

    /// What the cards are for.
    #[must_use]
    pub fn kind(&self) -> SetKind {
        self.kind
    }

    /// Hash over every serial, face, key and code: kept beside the set, it shows at load that the
    /// cards are still those that were printed.
    #[must_use]
    pub fn digest(&self) -> Digest {
        let mut hash = Sha256::new_with_prefix(VERSION);
        for card in &self.cards {
            hash.update(card.serial.0.to_be_bytes());
            hash.update(card.face.numbers());
            hash.update(card.key);
            hash.update(card.code.to_string());
        }
        Digest(hash.finalize().into())
    }
}

impl<'a> IntoIterator for &'a CardSet {
    type Item = &'a IssuedCard;
    type IntoIter = std::slice::Iter<'a, IssuedCard>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The numbers of a column as bits: 0 = the lowest of the column.
type ColumnSet = u16;

/// Makes cards one after the other and remembers what must not occur twice.
struct Maker<'a> {
    seed: &'a [u8; 32],
    mode: SetMode,
    faces: HashSet<[ColumnSet; 5]>,
    columns: [HashSet<ColumnSet>; 5],
    codes: HashSet<Code>,
}

impl<'a> Maker<'a> {
    fn new(seed: &'a [u8; 32], mode: SetMode) -> Self {
        let columns = std::array::from_fn(|_| HashSet::new());
        Self { seed, mode, faces: HashSet::new(), columns, codes: HashSet::new() }
    }

    fn card(&mut self, serial: Serial, taken: &dyn Fn(&Code) -> bool) -> IssuedCard {
        let seed = self.seed;
        let face = match self.mode {
            SetMode::Free => {
                let tries = (0..).map(|attempt| [0_u8, 1, 2, 3, 4].map(|i| column(seed, serial, i, attempt)));
                first_new(&mut self.faces, tries, |columns| {
                    columns.each_ref().map(|column| column_set(column))
                })
            }
            SetMode::NoSharedColumn => [0_u8, 1, 2, 3, 4].map(|i| {
                let tries = (0..).map(|attempt| column(seed, serial, i, attempt));
                first_new(&mut self.columns[usize::from(i)], tries, |column| column_set(column))
            }),
        };
        let codes = (0..).map(|attempt| code(seed, serial, attempt)).filter(|code| !taken(code));
        IssuedCard {
            serial,
            face: face_of(&face),
            key: stream(seed, "key", serial, 0, 0).bytes(),
            code: first_new(&mut self.codes, codes, |code| *code),
        }
    }
}

/// The first of `tries` whose name is not in `seen`, where it is noted.
fn first_new<T, Name: Hash + Eq>(
    seen: &mut HashSet<Name>,
    tries: impl Iterator<Item = T>,
    name: impl Fn(&T) -> Name,
) -> T {
    let mut new = tries.filter(|one| seen.insert(name(one)));
    new.next().expect("limits leave some unused, and every one comes up some time")
}

fn stream(seed: &[u8; 32], what: &str, serial: Serial, part: u8, attempt: u32) -> Stream {
    let (serial, attempt) = (serial.0.to_be_bytes(), attempt.to_be_bytes());
    Stream::new(seed, &[VERSION, what.as_bytes(), b"\0", &serial, &[part], &attempt])
}

/// Five different numbers of the column, 0 to 14, in the order they are printed. The middle one of
/// the N column gives way to the free square.
fn column(seed: &[u8; 32], serial: Serial, index: u8, attempt: u32) -> Vec<u8> {
    let mut stream = stream(seed, "face", serial, index, attempt);
    let mut numbers: Vec<u8> = (0..15).collect();
    let wanted = if index == 2 { 4 } else { 5 };
    for place in 0..wanted {
        numbers.swap(usize::from(place), usize::from(place + stream.below(15 - place)));
    }
    numbers.truncate(usize::from(wanted));
    numbers
}

fn column_set(column: &[u8]) -> ColumnSet {
    column.iter().map(|number| 1 << number).sum()
}

fn face_of(columns: &[Vec<u8>; 5]) -> Face {
    let mut numbers = [0; 25];
    for (index, column) in columns.iter().enumerate() {
        let squares = (index..25).step_by(5).filter(|square| *square != CENTRE);
        for (square, number) in squares.zip(column) {
            numbers[square] = 15 * u8::try_from(index).expect("five columns") + number + 1;
        }
    }
    Face::new(&numbers).expect("columns hold different numbers of their own")
}

fn code(seed: &[u8; 32], serial: Serial, attempt: u32) -> Code {
    Code::from_bits(u64::from_be_bytes(stream(seed, "code", serial, 0, attempt).bytes()))
}

#[cfg(test)]
mod tests;
