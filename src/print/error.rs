//! Why there is no print.

use domain::Serial;

/// Most cards of one PDF: 556 sheets, more than a ream.
pub const CARDS_MAX: usize = 5_000;

/// Why there is no print.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// No card, or more than [`CARDS_MAX`].
    #[error("1 to {CARDS_MAX} cards can be printed at once, not {0}")]
    Count(usize),
    /// The address would make a QR code too fine to scan from a distance: use a shorter name for the box.
    #[error("the address of card {serial} does not make a good QR code: {url}")]
    Url {
        /// The card.
        serial: Serial,
        /// Its address.
        url: String,
    },
    /// No font has a letter of a text that would be printed.
    #[error(
        "{field}: the letter {letter} (U+{:04X}) cannot be printed: write it with other letters",
        u32::from(*.letter)
    )]
    Letter {
        /// Where the text is mended: a setting, or a part of the programme.
        field: &'static str,
        /// The letter.
        letter: char,
    },
    /// No game is planned.
    #[error("no game is planned: there is nothing to call")]
    Empty,
    /// The PDF could not be made.
    #[error("the PDF could not be made: {0}")]
    Pdf(String),
}
