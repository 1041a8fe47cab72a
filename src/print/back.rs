//! The back of a card: its numbers, to play on paper when phones cannot.

use super::card::{CardToPrint, Sheet};
use super::font::Style;
use super::front::{self, INSET};
use super::paper::CARD_WIDTH;
use super::pen::{Align, Ink, Pen};
use super::texts::texts;

/// Side of one square.
const SQUARE: f32 = (CARD_WIDTH - 2.0 * INSET) / 5.0;
const TOP: f32 = 22.0;

pub(super) fn draw(mut pen: Pen<'_, '_>, card: &CardToPrint, sheet: &Sheet<'_>) {
    let pen = &mut pen;
    let texts = &texts(sheet.language).card;
    front::title(pen, sheet.venue);
    for (column, letter) in ["B", "I", "N", "G", "O"].into_iter().enumerate() {
        let middle = INSET + (column as f32 + 0.5) * SQUARE;
        pen.text((middle, 20.0), Align::Middle, Style::Bold, 17.0, Ink::Night, letter);
    }
    for (square, ball) in card.face.squares().iter().enumerate() {
        let left = INSET + (square % 5) as f32 * SQUARE;
        let top = TOP + (square / 5) as f32 * SQUARE;
        let middle = (left + SQUARE / 2.0, top + SQUARE / 2.0);
        if let Some(ball) = ball {
            let at = (middle.0, Pen::middle(middle.1, 18.0));
            pen.text(at, Align::Middle, Style::Bold, 18.0, Ink::Black, &ball.number().to_string());
        } else {
            pen.block((left, top), (SQUARE, SQUARE), 0.0, Ink::Mist);
            let at = (middle.0, Pen::middle(middle.1, 8.0));
            pen.text(at, Align::Middle, Style::Bold, 8.0, Ink::Night, texts.free);
        }
    }
    for line in 0..=5 {
        let along = line as f32 * SQUARE;
        pen.line((INSET, TOP + along), (CARD_WIDTH - INSET, TOP + along), 0.7, Ink::Night);
        pen.line((INSET + along, TOP), (INSET + along, TOP + 5.0 * SQUARE), 0.7, Ink::Night);
    }
    let middle = CARD_WIDTH / 2.0;
    pen.text((middle, 75.6), Align::Middle, Style::Regular, 7.0, Ink::Grey, texts.mark);
    front::footer(pen, card, texts);
}
