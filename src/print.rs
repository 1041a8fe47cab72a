//! Paper: cards to cut and laminate, the poster by the door and the call sheet as PDF, lists for stock keeping as CSV.
//!
//! All measures are millimetres unless a name says `pt`.

#![allow(clippy::cast_precision_loss, reason = "counts of cards, squares and modules are small")]

mod back;
mod call_sheet;
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
mod texts;
mod ties;

use std::fmt::Write as _;

use catalogue::Language;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use machine::network::qr::Qr;

pub use call_sheet::{CallSheet, GameToCall, Names, StageToCall, call_sheet_pdf, games_to_call};
pub use card::{CardToPrint, Sheet, card_url};
pub use error::{CARDS_MAX, PrintError};
pub use letters::unprintable;
pub use library::tell_missing_fonts;
pub use paper::{CARD_HEIGHT, CARD_WIDTH, CardFormat, Layout, Paper, QR_SIDE};
pub use poster::{Poster, PosterWifi, poster_pdf};
pub use ties::TiesTonight;

/// Modules along a QR code at most (version 6), without its quiet zone: finer ones blur under laminate.
const QR_MODULES_MAX: usize = 41;

/// The day of the venue at a moment, for prints.
#[must_use]
pub fn day(at_ms: i64, zone: &TimeZone) -> Date {
    let at = jiff::Timestamp::from_millisecond(at_ms).unwrap_or_default();
    at.to_zoned(zone.clone()).date()
}

/// The PDF: a first page that says what was printed and checks the printer, then the cards.
///
/// # Errors
/// [`PrintError`].
pub fn cards_pdf(cards: &[CardToPrint], sheet: &Sheet<'_>) -> Result<Vec<u8>, PrintError> {
    if cards.is_empty() || cards.len() > CARDS_MAX {
        return Err(PrintError::Count(cards.len()));
    }
    check_names(sheet.venue, sheet.wifi)?;
    let codes = cards.iter().map(code_of).collect::<Result<Vec<_>, _>>()?;
    let title = format!("{}: {}", sheet.venue, texts::texts(sheet.language).card.title);
    let mut book = pen::Book::new(&title, sheet.language);
    let widest = codes.iter().map(Qr::width).max().unwrap_or(0);
    let format = sheet.format;
    book.page(format.paper.size(), |pen| manifest::draw(pen, cards, widest, sheet));
    let per_page = format.layout.per_page();
    let pages = cards.len().div_ceil(per_page);
    for (i, (on_page, codes)) in cards.chunks(per_page).zip(codes.chunks(per_page)).enumerate() {
        book.page(format.page_size(), |pen| {
            if format.layout == Layout::Sheet {
                sheet::draw(pen, on_page, sheet::SheetNumber { sheet: i + 1, of: pages }, sheet);
            }
            for (index, (card, code)) in on_page.iter().zip(codes).enumerate() {
                front::draw(pen.at(format.corner(index)), card, code, sheet);
            }
        });
        if format.back {
            book.page(format.page_size(), |pen| {
                for (index, card) in on_page.iter().enumerate() {
                    back::draw(pen.at(format.corner_behind(index)), card, sheet);
                }
            });
        }
    }
    book.finish()
}

/// Looks through the names on cards and posters.
///
/// # Errors
/// [`PrintError::Letter`].
pub fn check_names(venue: &str, wifi: Option<&str>) -> Result<(), PrintError> {
    letters::check([("venue", venue)].into_iter().chain(wifi.map(|wifi| ("wifi", wifi))))
}

/// The list for stock keeping: serial, code, set, kind. It has no keys, so no QR code can be printed from it; but
/// whoever types a code of it opens that card on a phone, so the list is kept like the cards.
#[must_use]
pub fn cards_csv<'a>(cards: impl IntoIterator<Item = &'a crate::vault::Card>, language: Language) -> String {
    let texts = &texts::texts(language).list;
    let separator = texts.separator.to_string();
    // Without the mark spreadsheets take the list for one of an older encoding, and spoil the accents of its heads.
    let mark = if texts.heads.concat().is_ascii() { "" } else { "\u{feff}" };
    let mut csv = format!("{mark}{}\r\n", texts.heads.join(&separator));
    for card in cards {
        let kind = match card.kind {
            domain::set::SetKind::Phone => texts.phone,
            domain::set::SetKind::Paper => texts.paper,
        };
        let cells = [card.issued.serial.to_string(), card.issued.code.to_string(), card.set.to_string()];
        let _ = write!(csv, "{}{separator}{kind}\r\n", cells.join(&separator));
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
