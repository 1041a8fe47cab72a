//! The index from balls to the cards they stand on.

use super::table::Squares;
use crate::ball::Ball;
use crate::face::{CENTRE, Face, Serial};

/// Bit of a card's marks that says it was taken out of play. Squares use the low 25.
pub(super) const REMOVED: u32 = 1 << 31;

/// The cards of one game.
#[derive(Debug)]
pub(super) struct Cards {
    /// Ascending; a card's place here is its place everywhere.
    serials: Vec<Serial>,
    squares: Squares,
    /// Marks before the first ball: the free squares.
    blank: Vec<u32>,
    /// Where the places of each ball begin in `places`, and one end more.
    starts: [usize; Ball::COUNT + 1],
    /// Card and square packed into one word (card·32 + square), ball by ball, cards ascending. That
    /// leaves 27 bits for the card, far more than memory holds.
    places: Vec<u32>,
}

impl Cards {
    pub(super) fn new(cards: &[(Serial, Face)]) -> Self {
        let mut cards = cards.to_vec();
        cards.sort_unstable_by_key(|(serial, _)| *serial);
        let free_centres = cards.iter().all(|(_, face)| face.squares()[CENTRE].is_none());
        let squares = if free_centres { Squares::WithoutCentre } else { Squares::All };
        let mut starts = [0; Ball::COUNT + 1];
        for ball in cards.iter().flat_map(|(_, face)| face.squares()).flatten() {
            starts[ball.index() + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut places = vec![0; starts[Ball::COUNT]];
        let mut next = starts;
        for (card, (_, face)) in (0_u32..).zip(&cards) {
            for (square, ball) in (0_u8..).zip(face.squares()) {
                if let Some(ball) = ball {
                    places[next[ball.index()]] = card << 5 | u32::from(squares.place(square));
                    next[ball.index()] += 1;
                }
            }
        }
        let blank = cards.iter().map(|(_, face)| free(face, squares)).collect();
        let serials = cards.into_iter().map(|(serial, _)| serial).collect();
        Self { serials, squares, blank, starts, places }
    }

    pub(super) fn count(&self) -> usize {
        self.serials.len()
    }

    pub(super) fn squares(&self) -> Squares {
        self.squares
    }

    pub(super) fn blank(&self) -> &[u32] {
        &self.blank
    }

    pub(super) fn serial(&self, card: usize) -> Serial {
        self.serials[card]
    }

    pub(super) fn index_of(&self, serial: Serial) -> Option<usize> {
        self.serials.binary_search(&serial).ok()
    }

    /// Every card the ball stands on, ascending, with the bit of its square.
    pub(super) fn places_of(&self, ball: Ball) -> impl Iterator<Item = (usize, u32)> {
        self.packed(ball).iter().map(|place| ((place >> 5) as usize, 1 << (place & 31)))
    }

    /// The bit of the square the ball stands on; 0 when it is not on the card.
    pub(super) fn square_of(&self, ball: Ball, card: usize) -> u32 {
        let places = self.packed(ball);
        places
            .binary_search_by_key(&card, |place| (place >> 5) as usize)
            .map_or(0, |at| 1 << (places[at] & 31))
    }

    fn packed(&self, ball: Ball) -> &[u32] {
        &self.places[self.starts[ball.index()]..self.starts[ball.index() + 1]]
    }
}

/// The free squares of a face, as bits.
fn free(face: &Face, squares: Squares) -> u32 {
    let free = (0_u32..).zip(face.squares()).filter(|(_, ball)| ball.is_none());
    squares.bits(free.map(|(square, _)| 1 << square).sum())
}

/// A set of balls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Balls(u128);

impl Balls {
    /// Every ball with the same last digit, the ball itself among them.
    pub(super) fn with_last_digit_of(ball: Ball) -> Self {
        let alike = Ball::all().filter(|other| other.number() % 10 == ball.number() % 10);
        alike.map(Self::from).fold(Self::default(), Self::union)
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) fn iter(self) -> impl Iterator<Item = Ball> {
        Ball::all().filter(move |ball| self.0 >> ball.index() & 1 == 1)
    }
}

impl From<Ball> for Balls {
    fn from(ball: Ball) -> Self {
        Self(1 << ball.index())
    }
}
