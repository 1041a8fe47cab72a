//! One numbered ball of the 75-ball game.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One numbered ball. Holding a `Ball` proves the number is between 1 and 75.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "u8", into = "u8")]
#[ts(type = "number")]
pub struct Ball(u8);

/// A number that is on no ball.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a ball: balls are numbered 1 to 75")]
pub struct NotABall(pub u8);

impl Ball {
    /// How many balls a game has.
    pub const COUNT: usize = 75;

    /// The ball with this number.
    ///
    /// # Errors
    /// [`NotABall`] outside 1..=75.
    pub fn new(number: u8) -> Result<Self, NotABall> {
        if (1..=75).contains(&number) { Ok(Self(number)) } else { Err(NotABall(number)) }
    }

    /// The number printed on the ball, 1 to 75.
    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    /// Place in tables of 75, 0 to 74.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0 - 1)
    }

    /// Column of the card the ball belongs to: 0 = B … 4 = O.
    #[must_use]
    pub fn column(self) -> usize {
        self.index() / 15
    }

    /// The letter called before the number.
    #[must_use]
    pub fn letter(self) -> char {
        ['B', 'I', 'N', 'G', 'O'][self.column()]
    }

    /// Every ball in ascending order.
    pub fn all() -> impl Iterator<Item = Self> {
        (1..=75).map(Self)
    }
}

impl fmt::Display for Ball {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.letter(), self.0)
    }
}

impl TryFrom<u8> for Ball {
    type Error = NotABall;

    fn try_from(number: u8) -> Result<Self, NotABall> {
        Self::new(number)
    }
}

impl From<Ball> for u8 {
    fn from(ball: Ball) -> Self {
        ball.0
    }
}
