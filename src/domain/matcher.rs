//! Win check: every card in play, on every ball.
//!
//! An index leads from a ball to the cards it stands on, and one bit of a table says whether a set
//! of marks contains a winning one, so a ball costs the same however many masks can win.

use std::sync::Arc;

use super::ball::Ball;
use super::face::{CENTRE, Face, Mask, Serial};

mod table;
#[cfg(test)]
mod tests;

use table::{Squares, Table};

/// Up to this many (card, mask) pairs the masks are tried one by one: that is a few microseconds a
/// ball, where the table would cost milliseconds and 2 MiB before the first.
const PAIRS_WITHOUT_TABLE: usize = 16_384;

/// Bit of a card's marks that says it was taken out of play. Squares use the low 25.
const REMOVED: u32 = 1 << 31;

/// The cards of one game, what is marked on them, and the masks that win now.
///
/// Whether a card is complete follows from its marks alone, so that a recall needs no history. A
/// clone shares everything but the marks.
#[derive(Clone, Debug)]
pub struct Matcher {
    cards: Arc<Cards>,
    masks: Vec<u32>,
    check: Check,
    marks: Vec<u32>,
}

/// What never changes during a game.
#[derive(Debug)]
struct Cards {
    /// Ascending; a card's place here is its place in `marks`.
    serials: Vec<Serial>,
    squares: Squares,
    /// Where the places of each ball begin in `places`, and one end more.
    starts: [usize; Ball::COUNT + 1],
    /// Card and square packed into one word (card·32 + square), ball by ball. That leaves 27 bits
    /// for the card, far more than memory holds.
    places: Vec<u32>,
}

/// How a set of marks is checked.
#[derive(Clone, Debug)]
enum Check {
    OneByOne,
    Table(Arc<Table>),
}

impl Matcher {
    /// A matcher for these cards, each serial once, with nothing called.
    #[must_use]
    pub fn new(cards: &[(Serial, Face)], masks: &[Mask]) -> Self {
        Self::with_limit(cards, masks, PAIRS_WITHOUT_TABLE)
    }

    fn with_limit(cards: &[(Serial, Face)], masks: &[Mask], pairs_without_table: usize) -> Self {
        let mut cards = cards.to_vec();
        cards.sort_unstable_by_key(|(serial, _)| *serial);
        let free_centres = cards.iter().all(|(_, face)| face.squares()[CENTRE].is_none());
        let squares = if free_centres { Squares::WithoutCentre } else { Squares::All };
        let marks = cards.iter().map(|(_, face)| squares.bits(face.marks([]))).collect();
        let cards = Arc::new(Cards::new(&cards, squares));
        let mut matcher = Self { cards, masks: vec![], check: Check::OneByOne, marks };
        matcher.use_masks(masks, pairs_without_table);
        matcher
    }

    /// Marks the ball and returns every card in play, ascending, that contains a mask now and did
    /// not before.
    pub fn call(&mut self, ball: Ball) -> Vec<Serial> {
        let won = self.would_complete(ball);
        for (card, square) in self.cards.places_of(ball) {
            self.marks[card] |= square;
        }
        won
    }

    /// What [`Self::call`] would return, without marking anything.
    #[must_use]
    pub fn would_complete(&self, ball: Ball) -> Vec<Serial> {
        match &self.check {
            Check::OneByOne => self.completed_by(ball, |marks| contains_any(marks, &self.masks)),
            Check::Table(table) => self.completed_by(ball, |marks| table.contains(marks)),
        }
    }

    /// Takes back a ball that was called: it is marked on no card any more.
    pub fn recall(&mut self, ball: Ball) {
        for (card, square) in self.cards.places_of(ball) {
            self.marks[card] &= !square;
        }
    }

    /// Goes on with other masks on the same marks. Returns the cards in play, ascending, that
    /// are complete already; no later ball will name them.
    pub fn next_stage(&mut self, masks: &[Mask]) -> Vec<Serial> {
        self.use_masks(masks, PAIRS_WITHOUT_TABLE);
        self.complete_for(masks)
    }

    /// The cards in play, ascending, whose marks contain one of these masks.
    #[must_use]
    pub fn complete_for(&self, masks: &[Mask]) -> Vec<Serial> {
        let masks = self.cards.squares.all_bits(masks);
        let in_play = self.cards.serials.iter().zip(&self.marks).filter(|&(_, marks)| marks & REMOVED == 0);
        in_play.filter(|&(_, &marks)| contains_any(marks, &masks)).map(|(&serial, _)| serial).collect()
    }

    /// Takes a card out of play: it is not named any more. An unknown card is none to take out.
    pub fn remove(&mut self, serial: Serial) {
        if let Ok(card) = self.cards.serials.binary_search(&serial) {
            self.marks[card] |= REMOVED;
        }
    }

    /// How many squares the card lacks for its nearest mask, 0 when it is complete. `None` for a
    /// card not in play and when no mask can win.
    ///
    /// # Panics
    /// Never: a mask has at most 25 squares.
    #[must_use]
    pub fn missing(&self, serial: Serial) -> Option<u8> {
        let card = self.cards.serials.binary_search(&serial).ok()?;
        let marks = self.marks[card];
        let in_play = marks & REMOVED == 0;
        let squares = self.masks.iter().map(|mask| mask & !marks).map(u32::count_ones).min()?;
        in_play.then(|| u8::try_from(squares).expect("a mask has at most 25 squares"))
    }

    fn use_masks(&mut self, masks: &[Mask], pairs_without_table: usize) {
        self.masks = self.cards.squares.all_bits(masks);
        self.check = if self.masks.len().saturating_mul(self.marks.len()) <= pairs_without_table {
            Check::OneByOne
        } else {
            Check::Table(Arc::new(Table::new(self.cards.squares, &self.masks)))
        };
    }

    fn completed_by(&self, ball: Ball, complete: impl Fn(u32) -> bool) -> Vec<Serial> {
        let completes = |&(card, square): &(usize, u32)| {
            let before = self.marks[card];
            // Almost every card fails the first test, so the others cost nothing.
            complete(before | square) && !complete(before) && before & REMOVED == 0
        };
        self.cards.places_of(ball).filter(completes).map(|(card, _)| self.cards.serials[card]).collect()
    }
}

impl Cards {
    /// `cards` ascending by serial, so that the places of a ball ascend as well.
    fn new(cards: &[(Serial, Face)], squares: Squares) -> Self {
        let mut by_ball: Vec<Vec<u32>> = vec![vec![]; Ball::COUNT];
        for (card, (_, face)) in (0_u32..).zip(cards) {
            for (square, ball) in (0_u8..).zip(face.squares()) {
                if let Some(ball) = ball {
                    by_ball[ball.index()].push(card << 5 | u32::from(squares.place(square)));
                }
            }
        }
        let mut starts = [0; Ball::COUNT + 1];
        for (i, places) in by_ball.iter().enumerate() {
            starts[i + 1] = starts[i] + places.len();
        }
        let serials = cards.iter().map(|(serial, _)| *serial).collect();
        Self { serials, squares, starts, places: by_ball.concat() }
    }

    /// Every card the ball stands on, with the bit of its square.
    fn places_of(&self, ball: Ball) -> impl Iterator<Item = (usize, u32)> {
        let places = &self.places[self.starts[ball.index()]..self.starts[ball.index() + 1]];
        places.iter().map(|place| ((place >> 5) as usize, 1 << (place & 31)))
    }
}

fn contains_any(marks: u32, masks: &[u32]) -> bool {
    masks.iter().any(|mask| marks & mask == *mask)
}
