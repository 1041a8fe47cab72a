//! Cards on paper: sheets to cut and laminate as PDF, lists for stock keeping as CSV. The poster by the door.
//!
//! All measures are millimetres unless a name says `pt`.

#![allow(clippy::cast_precision_loss, reason = "counts of cards, squares and modules are small")]

mod back;
mod font;
mod front;
mod manifest;
mod pen;
mod poster;
pub mod printed;
mod sheet;

use std::fmt::Write as _;

use domain::{Face, Serial, code::key_text};
use machine::network::qr::Qr;

pub use poster::{Poster, PosterWifi, poster_pdf};
pub use sheet::{CARD_HEIGHT, CARD_WIDTH, Paper, QR_SIDE};

/// Most cards of one PDF: 556 sheets, more than a ream.
pub const CARDS_MAX: usize = 5_000;

/// One card to print.
#[derive(Clone, Debug)]
pub struct CardToPrint {
    /// Its serial.
    pub serial: Serial,
    /// Number of its set.
    pub set: u32,
    /// Its typed code, `ABCD-EFGH`.
    pub code: String,
    /// What its QR holds: see [`card_url`].
    pub url: String,
    /// Its numbers, for the back.
    pub face: Face,
}

impl CardToPrint {
    /// A card of the vault, to be reached at `join_url`.
    #[must_use]
    pub fn of(card: &crate::vault::Card, join_url: &str) -> Self {
        Self {
            serial: card.issued.serial,
            set: card.set,
            code: card.issued.code.to_string(),
            url: card_url(join_url, &card.issued.key),
            face: card.issued.face,
        }
    }
}

/// What all cards of a print have in common.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Paper to print on.
    pub paper: Paper,
    /// Name of the venue.
    pub venue: &'a str,
    /// Where guests go, as they would type it.
    pub join_url: &'a str,
    /// Name of the Wi-Fi to join, if the box or the venue runs one.
    pub wifi: Option<&'a str>,
    /// Fingerprint of the box key.
    pub key_fingerprint: &'a str,
    /// Date of the print, in words.
    pub date: &'a str,
    /// Whether every sheet is followed by its back (for double-sided printing, long edge): the numbers, to
    /// play on paper.
    pub back: bool,
}

/// Why there is no print.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// No card, or more than [`CARDS_MAX`].
    #[error("1 to {CARDS_MAX} cards can be printed at once, not {0}")]
    Count(usize),
    /// The address would make a QR too fine to scan from a distance: use a shorter name for the box.
    #[error("the address of card {serial} does not make a good QR code: {url}")]
    Url {
        /// The card.
        serial: Serial,
        /// Its address.
        url: String,
    },
    /// The PDF could not be written.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
}

/// The address in a card's QR. All upper case, which makes the QR a third smaller.
#[must_use]
pub fn card_url(join_url: &str, key: &[u8; 16]) -> String {
    format!("{}/C/{}", join_url.trim_end_matches('/').to_ascii_uppercase(), key_text(key))
}

/// The PDF: a first page that says what this is and checks the printer, then nine cards a sheet.
///
/// # Errors
/// [`PrintError`].
pub fn cards_pdf(cards: &[CardToPrint], sheet: &Sheet<'_>) -> Result<Vec<u8>, PrintError> {
    if cards.is_empty() || cards.len() > CARDS_MAX {
        return Err(PrintError::Count(cards.len()));
    }
    let codes = cards.iter().map(code_of).collect::<Result<Vec<_>, _>>()?;
    let mut book = pen::Book::new(&format!("{}: bingo cards", sheet.venue), sheet.paper)?;
    let widest = codes.iter().map(Qr::width).max().unwrap_or(0);
    book.page(|pen| manifest::draw(pen, cards, widest, sheet));
    let sheets = cards.len().div_ceil(sheet::PER_SHEET);
    for (i, (on_sheet, codes)) in
        cards.chunks(sheet::PER_SHEET).zip(codes.chunks(sheet::PER_SHEET)).enumerate()
    {
        let place = sheet::Place { sheet: i + 1, of: sheets };
        book.page(|pen| {
            sheet::draw(pen, sheet.paper, on_sheet, place, sheet.venue);
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

/// The list for stock keeping: serial, code, set, kind. Keys are not in it: who has the list
/// cannot make cards of it.
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

/// The QR of a card, unless its modules would be too small.
fn code_of(card: &CardToPrint) -> Result<Qr, PrintError> {
    let bad = || PrintError::Url { serial: card.serial, url: card.url.clone() };
    let alphanumeric = |b: u8| b.is_ascii_digit() || b.is_ascii_uppercase() || b" $%*+-./:".contains(&b);
    if card.url.is_empty() || !card.url.bytes().all(alphanumeric) {
        return Err(bad());
    }
    let code = Qr::paper(&card.url).map_err(|_| bad())?;
    if code.width() > sheet::QR_MODULES_MAX { Err(bad()) } else { Ok(code) }
}

#[cfg(test)]
mod tests;
