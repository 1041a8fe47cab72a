//! The pattern language: how the files of patterns and games are read, expanded and checked.
//!
//! A file is TOML (`syntax`); its masks are drawn or made (`recipe`); nothing gets into a catalogue that the
//! linter (`lint`) refuses.

mod check;
mod fields;
mod games;
mod lint;
mod recipe;
mod syntax;
#[cfg(test)]
mod tests;
mod words;

use crate::catalogue::Catalogue;
use lint::Notes;
use syntax::FileText;

pub use lint::{FILE_BYTES_MAX, Finding, PatternFile};

/// Adds what stands in the file and returns everything that is wrong with it. The catalogue is of
/// use only when nothing is.
pub(crate) fn read(catalogue: &mut Catalogue, source: PatternFile<'_>) -> Vec<Finding> {
    let mut notes = Notes::on(source);
    if source.text.len() > FILE_BYTES_MAX {
        notes.report(&(0..0), format!("the file has more than {FILE_BYTES_MAX} bytes"));
        return notes.findings;
    }
    match toml::from_str::<FileText>(source.text) {
        Err(error) => notes.report(&error.span().unwrap_or(0..0), error.message()),
        Ok(file) if file.pattern.is_empty() && file.game.is_empty() && file.family.is_empty() => {
            notes.report(&(0..0), "the file holds no pattern, no game and no family");
        }
        Ok(file) => {
            for text in &file.pattern {
                for pattern in check::patterns(catalogue, &mut notes, text).unwrap_or_default() {
                    catalogue.add_pattern(pattern);
                }
            }
            for text in &file.game {
                if let Some(game) = games::game(catalogue, &mut notes, text) {
                    catalogue.add_game(game);
                }
            }
            for text in &file.family {
                if let Some(family) = games::family(catalogue, &mut notes, text) {
                    catalogue.add_family(family);
                }
            }
        }
    }
    notes.findings
}
