//! Paper: sheets of cards to cut and laminate and the poster by the door as PDF, lists for stock keeping as CSV.
//!
//! All measures are millimetres unless a name says `pt`.

#![allow(clippy::cast_precision_loss, reason = "counts of cards, squares and modules are small")]

mod back;
mod card;
pub mod card_list;
mod error;
mod font;
mod front;
mod letters;
mod library;
mod line;
mod manifest;
mod paper;
mod pen;
mod poster;
mod sheet;

use std::fmt::Write as _;

use jiff::tz::TimeZone;
use machine::network::qr::Qr;

pub use card::{CardToPrint, Sheet, card_url};
pub use error::{CARDS_MAX, PrintError};
pub use letters::unprintable;
pub use paper::{CARD_HEIGHT, CARD_WIDTH, Paper, QR_SIDE};
pub use poster::{Poster, PosterWifi, poster_pdf};

/// Modules along a QR code at most (version 6), without its quiet zone: finer ones blur under laminate.
const QR_MODULES_MAX: usize = 41;

/// A moment as a day of the venue, as it is printed: `20 November 2026`.
#[must_use]
pub fn day(at_ms: i64, zone: &TimeZone) -> String {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("%-d %B %Y").to_string()
}

/// The PDF: a first page that says what was printed and checks the printer, then nine cards a sheet.
///
/// # Errors
/// [`PrintError`].
pub fn cards_pdf(cards: &[CardToPrint], sheet: &Sheet<'_>) -> Result<Vec<u8>, PrintError> {
    if cards.is_empty() || cards.len() > CARDS_MAX {
        return Err(PrintError::Count(cards.len()));
    }
    let wifi = sheet.wifi.map(|wifi| ("wifi", wifi));
    letters::check([("venue", sheet.venue)].into_iter().chain(wifi))?;
    let codes = cards.iter().map(code_of).collect::<Result<Vec<_>, _>>()?;
    let mut book = pen::Book::new(&format!("{}: bingo cards", sheet.venue), sheet.paper)?;
    let widest = codes.iter().map(Qr::width).max().unwrap_or(0);
    book.page(|pen| manifest::draw(pen, cards, widest, sheet));
    let sheets = cards.len().div_ceil(paper::PER_SHEET);
    for (i, (on_sheet, codes)) in
        cards.chunks(paper::PER_SHEET).zip(codes.chunks(paper::PER_SHEET)).enumerate()
    {
        let number = sheet::SheetNumber { sheet: i + 1, of: sheets };
        book.page(|pen| {
            sheet::draw(pen, sheet.paper, on_sheet, number, sheet.venue);
            for (index, (card, code)) in on_sheet.iter().zip(codes).enumerate() {
                front::draw(pen.at(sheet.paper.corner(index)), card, code, sheet);
            }
        });
        if sheet.back {
            book.page(|pen| {
                for (index, card) in on_sheet.iter().enumerate() {
                    back::draw(pen.at(sheet.paper.corner_behind(index)), card, sheet.venue);
                }
            });
        }
    }
    book.finish()
}

/// The list for stock keeping: serial, code, set, kind. It has no keys, so no QR code can be printed from it; but
/// whoever types a code of it opens that card on a phone, so the list is kept like the cards.
#[must_use]
pub fn cards_csv<'a>(cards: impl IntoIterator<Item = &'a crate::vault::Card>) -> String {
    let mut csv = String::from("serial,code,set,kind\r\n");
    for card in cards {
        let kind = match card.kind {
            domain::set::SetKind::Phone => "phone",
            domain::set::SetKind::Paper => "paper",
        };
        let _ = write!(csv, "{},{},{},{kind}\r\n", card.issued.serial, card.issued.code, card.set);
    }
    csv
}

/// The QR code of a card, unless its modules would be too small.
fn code_of(card: &CardToPrint) -> Result<Qr, PrintError> {
    let bad = || PrintError::Url { serial: card.serial, url: card.url.clone() };
    let alphanumeric = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b" $%*+-./:".contains(&b);
    if card.url.is_empty() || !card.url.bytes().all(alphanumeric) {
        return Err(bad());
    }
    let code = Qr::paper(&card.url).map_err(|_| bad())?;
    if code.width() > QR_MODULES_MAX { Err(bad()) } else { Ok(code) }
}

#[cfg(test)]
mod tests;
