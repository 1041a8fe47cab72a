//! The numbers of a card, and sets of its squares.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ball::Ball;

/// Number printed on a card. Fixes the card's face for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Serial(pub u32);

impl std::fmt::Display for Serial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Index of the centre square in a face and the bit of the centre in a [`Mask`].
pub const CENTRE: usize = 12;

/// A set of squares: bit = row·5 + column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "u32", into = "u32")]
#[ts(type = "number")]
pub struct Mask(u32);

/// Bits outside the 25 squares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a mask has 25 bits, {0:#x} has more")]
pub struct NotAMask(pub u32);

impl Mask {
    /// No square.
    pub const EMPTY: Self = Self(0);
    /// All 25 squares.
    pub const FULL: Self = Self((1 << 25) - 1);
    /// The centre square alone.
    pub const CENTRE: Self = Self(1 << CENTRE);

    /// A mask from its bits.
    ///
    /// # Errors
    /// [`NotAMask`] when a bit above 24 is set.
    pub fn new(bits: u32) -> Result<Self, NotAMask> {
        if bits <= Self::FULL.0 { Ok(Self(bits)) } else { Err(NotAMask(bits)) }
    }

    /// The bits, row·5 + column.
    #[must_use]
    pub fn bits(self) -> u32 {
        self.0
    }

    /// The squares in either.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The squares of `self` that are not in `other`.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether every square of `other` is in `self`.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Number of squares.
    #[must_use]
    pub fn count(self) -> u32 {
        self.0.count_ones()
    }
}

impl TryFrom<u32> for Mask {
    type Error = NotAMask;

    fn try_from(bits: u32) -> Result<Self, NotAMask> {
        Self::new(bits)
    }
}

impl From<Mask> for u32 {
    fn from(mask: Mask) -> Self {
        mask.0
    }
}

/// The 25 numbers of a card, row by row; `None` is the free square.
///
/// Holding a `Face` proves: every number stands in its column (B 1–15 … O 61–75), none twice,
/// and only the centre may be free.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "Vec<u8>", into = "Vec<u8>")]
#[ts(type = "number[]")]
pub struct Face([Option<Ball>; 25]);

/// Why 25 numbers are no face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAFace {
    /// Not 25 squares.
    #[error("a face has 25 squares, this has {0}")]
    Size(usize),
    /// A number outside its column, or 0 anywhere but the centre.
    #[error("number {number} may not stand on square {square}")]
    Place {
        /// 0-based square, row by row.
        square: usize,
        /// The offending number.
        number: u8,
    },
    /// A number stands twice.
    #[error("number {0} stands twice")]
    Twice(u8),
}

impl Face {
    /// A face from 25 numbers row by row, 0 = free.
    ///
    /// # Errors
    /// [`NotAFace`] names the first square that is wrong.
    pub fn new(numbers: &[u8]) -> Result<Self, NotAFace> {
        if numbers.len() != 25 {
            return Err(NotAFace::Size(numbers.len()));
        }
        let mut squares = [None; 25];
        let mut seen = [false; Ball::COUNT];
        for (square, &number) in numbers.iter().enumerate() {
            if number == 0 && square == CENTRE {
                continue;
            }
            let ball = Ball::new(number).map_err(|_| NotAFace::Place { square, number })?;
            if ball.column() != square % 5 {
                return Err(NotAFace::Place { square, number });
            }
            if std::mem::replace(&mut seen[ball.index()], true) {
                return Err(NotAFace::Twice(number));
            }
            squares[square] = Some(ball);
        }
        Ok(Self(squares))
    }

    /// The same card with this square free, wherever it is.
    #[cfg(test)]
    pub(super) fn with_free(mut self, square: usize) -> Self {
        self.0[square] = None;
        self
    }

    /// The squares row by row; `None` = free.
    #[must_use]
    pub fn squares(&self) -> &[Option<Ball>; 25] {
        &self.0
    }

    /// The 25 numbers row by row, 0 = free.
    #[must_use]
    pub fn numbers(&self) -> [u8; 25] {
        self.0.map(|ball| ball.map_or(0, Ball::number))
    }

    /// Square (0–24) a ball stands on, if it stands on this face.
    #[must_use]
    pub fn square_of(&self, ball: Ball) -> Option<usize> {
        (0..5).map(|row| row * 5 + ball.column()).find(|&square| self.0[square] == Some(ball))
    }

    /// Squares marked once these balls are called; the free square is always marked.
    #[must_use]
    pub fn marks(&self, called: impl IntoIterator<Item = Ball>) -> Mask {
        let free = if self.0[CENTRE].is_none() { Mask::CENTRE } else { Mask::EMPTY };
        called
            .into_iter()
            .filter_map(|ball| self.square_of(ball))
            .fold(free, |marks, square| Mask(marks.0 | 1 << square))
    }
}

impl TryFrom<Vec<u8>> for Face {
    type Error = NotAFace;

    fn try_from(numbers: Vec<u8>) -> Result<Self, NotAFace> {
        Self::new(&numbers)
    }
}

impl From<Face> for Vec<u8> {
    fn from(face: Face) -> Self {
        face.numbers().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBERS: [u8; 25] =
        [1, 16, 31, 46, 61, 2, 17, 32, 47, 62, 3, 18, 0, 48, 63, 4, 19, 33, 49, 64, 5, 20, 34, 50, 65];

    #[test]
    fn a_face_marks_what_is_called_and_its_free_square() {
        let face = Face::new(&NUMBERS).unwrap();
        let called = [1, 75, 65].map(|n| Ball::new(n).unwrap());
        assert_eq!(face.marks(called).bits(), 1 | 1 << 12 | 1 << 24);
    }

    #[test]
    fn wrong_columns_repeats_and_stray_zeroes_are_no_face() {
        let with = |square: usize, number: u8| {
            let mut numbers = NUMBERS;
            numbers[square] = number;
            Face::new(&numbers)
        };
        assert_eq!(with(0, 16), Err(NotAFace::Place { square: 0, number: 16 }));
        assert_eq!(with(5, 1), Err(NotAFace::Twice(1)));
        assert_eq!(with(3, 0), Err(NotAFace::Place { square: 3, number: 0 }));
        assert_eq!(Face::new(&NUMBERS[..24]), Err(NotAFace::Size(24)));
    }
}
