//! What is printed: cards, and what the sheets of one print have in common.

use domain::{Face, Serial, code::key_text};

use super::paper::CardFormat;
use catalogue::Language;
use jiff::civil::Date;

/// One card to print.
#[derive(Clone, Debug)]
pub struct CardToPrint {
    /// Its serial.
    pub serial: Serial,
    /// Number of its set.
    pub set: u32,
    /// Its typed code, `ABCD-EFGH`.
    pub code: String,
    /// What its QR code holds: see [`card_url`].
    pub url: String,
    /// Its numbers, for the back.
    pub face: Face,
}

impl CardToPrint {
    /// A card of the vault, on a box reached at `join_url`.
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
    /// Paper, and how the cards lie on it.
    pub format: CardFormat,
    /// Language of the venue.
    pub language: Language,
    /// Name of the venue.
    pub venue: &'a str,
    /// Where guests go, as they would type it.
    pub join_url: &'a str,
    /// Name of the Wi-Fi to join, if the box or the venue runs one.
    pub wifi: Option<&'a str>,
    /// Fingerprint of the box key.
    pub key_fingerprint: &'a str,
    /// Date of the print.
    pub date: Date,
}

/// The address in a card's QR code. All upper case, which makes the code a third smaller.
#[must_use]
pub fn card_url(join_url: &str, key: &[u8; 16]) -> String {
    format!("{}/C/{}", join_url.trim_end_matches('/').to_ascii_uppercase(), key_text(key))
}
