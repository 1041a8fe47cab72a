//! What is around the cards of a sheet: crop marks, and a line that says which sheet it is.

use super::card::{CardToPrint, Sheet};
use super::font::Style;
use super::paper::{CARD_HEIGHT, CARD_WIDTH, ROWS_HEIGHT};
use super::pen::{Align, Ink, Pen};
use super::texts::{isolated, texts};

/// Between a card and its crop marks.
const MARK_GAP: f32 = 1.5;
const MARK_LENGTH: f32 = 3.0;

/// Which sheet of how many.
#[derive(Clone, Copy, Debug)]
pub(super) struct SheetNumber {
    pub(super) sheet: usize,
    pub(super) of: usize,
}

pub(super) fn draw(pen: &mut Pen<'_, '_>, cards: &[CardToPrint], number: SheetNumber, sheet: &Sheet<'_>) {
    let paper = sheet.format.paper;
    for index in 0..cards.len() {
        crop_marks(&mut pen.at(paper.corner(index)));
    }
    let (Some(first), Some(last)) = (cards.first(), cards.last()) else { return };
    let which = (texts(sheet.language).card.sheet)(number.sheet, number.of, first.serial.0, last.serial.0);
    let says = format!("{}  ·  {which}", isolated(sheet.venue));
    let (left, top) = paper.margins();
    pen.turned((left - 6.5, paper.size().1 - top), |pen| {
        let fits = (5.0..=7.0, ROWS_HEIGHT);
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
