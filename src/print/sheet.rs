//! Where cards lie on a sheet, and the marks to cut them by.

use super::CardToPrint;
use super::font::Style;
use super::pen::{Align, Ink, Pen};

/// Width of a card.
pub const CARD_WIDTH: f32 = 55.0;
/// Height of a card.
pub const CARD_HEIGHT: f32 = 85.0;
/// Side of a card's QR with its quiet zone. At least 36, read at arm's length through laminate.
pub const QR_SIDE: f32 = 41.0;
/// Modules along a QR at most (version 6), quiet zone not counted: finer ones blur under laminate.
pub(super) const QR_MODULES_MAX: usize = 41;

const COLUMNS: usize = 3;
const ROWS: usize = 3;
/// Cards on a sheet.
pub(super) const PER_SHEET: usize = COLUMNS * ROWS;
/// Between cards: room for crop marks that no blade leaves on a card.
const GUTTER: f32 = 6.0;
/// Between a card and its crop marks.
const MARK_GAP: f32 = 1.5;
const MARK_LENGTH: f32 = 3.0;

/// Paper to print on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 inches. Three by three upright cards fit; cards lying on their side would be eight.
    Letter,
}

/// Which sheet of how many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub sheet: usize,
    pub of: usize,
}

impl Paper {
    /// Width and height.
    #[must_use]
    pub fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::Letter => (215.9, 279.4),
        }
    }

    /// Top left corner of the card at this place, row by row.
    #[must_use]
    pub fn corner(self, index: usize) -> (f32, f32) {
        let (left, top) = self.margins();
        let (column, row) = ((index % COLUMNS) as f32, (index / COLUMNS) as f32);
        (left + column * (CARD_WIDTH + GUTTER), top + row * (CARD_HEIGHT + GUTTER))
    }

    /// Where the back of that card lies when the sheet is turned over its long edge.
    #[must_use]
    pub fn corner_behind(self, index: usize) -> (f32, f32) {
        self.corner(index - index % COLUMNS + (COLUMNS - 1 - index % COLUMNS))
    }

    /// Left and top margin; cards are centred, so that backs lie behind fronts.
    fn margins(self) -> (f32, f32) {
        let (width, height) = self.size();
        ((width - across(COLUMNS, CARD_WIDTH)) / 2.0, (height - across(ROWS, CARD_HEIGHT)) / 2.0)
    }
}

fn across(cards: usize, side: f32) -> f32 {
    cards as f32 * side + (cards - 1) as f32 * GUTTER
}

/// Draws what is around the cards: crop marks, and in the margin what the sheet is.
pub(super) fn draw(pen: &mut Pen<'_, '_>, paper: Paper, cards: &[CardToPrint], place: Place, venue: &str) {
    for index in 0..cards.len() {
        crop_marks(&mut pen.at(paper.corner(index)));
    }
    let (Some(first), Some(last)) = (cards.first(), cards.last()) else { return };
    let says = format!(
        "{venue}  ·  sheet {} of {}  ·  cards {} to {}  ·  print at 100 %",
        place.sheet, place.of, first.serial, last.serial
    );
    let (left, top) = paper.margins();
    pen.turned((left - 6.5, paper.size().1 - top), |pen| {
        let fits = (5.0..=7.0, across(ROWS, CARD_HEIGHT));
        pen.text_within((0.0, 0.0), Align::Left, Style::Regular, fits, Ink::Grey, &says);
    });
}

/// Eight short lines around a card, clear of it and of its neighbours.
fn crop_marks(pen: &mut Pen<'_, '_>) {
    let (near, far) = (MARK_GAP, MARK_GAP + MARK_LENGTH);
    for x in [0.0, CARD_WIDTH] {
        pen.line((x, -near), (x, -far), 0.3, Ink::Black);
        pen.line((x, CARD_HEIGHT + near), (x, CARD_HEIGHT + far), 0.3, Ink::Black);
    }
    for y in [0.0, CARD_HEIGHT] {
        pen.line((-near, y), (-far, y), 0.3, Ink::Black);
        pen.line((CARD_WIDTH + near, y), (CARD_WIDTH + far, y), 0.3, Ink::Black);
    }
}
