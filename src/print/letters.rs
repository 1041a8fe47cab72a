//! What stands on paper is looked through before anything is printed: nobody wants to laminate a hundred empty boxes.

use super::error::PrintError;
use super::font::Style;
use super::line;

/// The first letter of a text that no font has.
#[must_use]
pub fn unprintable(text: &str) -> Option<char> {
    line::missing(Style::Bold, text)
}

/// Looks through texts, each with the field in which it is mended.
///
/// # Errors
/// [`PrintError::Letter`].
pub(super) fn check<'a>(texts: impl IntoIterator<Item = (&'static str, &'a str)>) -> Result<(), PrintError> {
    for (field, text) in texts {
        if let Some(letter) = unprintable(text) {
            return Err(PrintError::Letter { field, letter });
        }
    }
    Ok(())
}
