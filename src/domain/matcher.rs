//! Win check.

use super::ball::Ball;
use super::face::{Face, Mask, Serial};

/// Checks every active card on every ball.
#[derive(Clone, Debug)]
pub struct Matcher {}

impl Matcher {
    /// A matcher for these cards and masks with nothing called.
    #[must_use]
    pub fn new(_cards: &[(Serial, Face)], _masks: &[Mask]) -> Self {
        Self {}
    }

    /// Marks the ball on every card and returns the serials that complete a mask on it, ascending.
    pub fn call(&mut self, _ball: Ball) -> Vec<Serial> {
        vec![]
    }
}
