//! What patterns and games have in common: slugs, versions, texts in every language.

use std::ops::Range;

use domain::{PatternSlug, Text};
use toml::Spanned;

use super::lint::Notes;
use crate::catalogue::Catalogue;
use crate::language::Languages;

/// Words a recipe understands; a pattern of that name could not be referred to.
const RESERVED: [&str; 17] = [
    "row",
    "rows",
    "column",
    "columns",
    "diagonal",
    "diagonals",
    "line",
    "lines",
    "corners",
    "drawing",
    "any",
    "or",
    "of",
    "one",
    "block",
    "turns",
    "mirrors",
];

/// A slug nobody has.
pub(super) fn new_slug(
    catalogue: &Catalogue,
    notes: &mut Notes<'_>,
    slug: &str,
    at: &Range<usize>,
) -> Option<PatternSlug> {
    let parsed = PatternSlug::new(slug);
    let slug = notes.accept(at, parsed.map_err(|error| format!("`{slug}` is no slug: {error}")))?;
    let text = slug.as_str();
    if text.starts_with('-') || text.ends_with('-') || RESERVED.contains(&text) {
        notes.report(at, format!("`{text}` is no slug: it begins or ends with `-`, or is a word of recipes"));
        return None;
    }
    if catalogue.has(&slug) {
        notes.report(at, format!("`{text}` is taken: another pattern or game has this slug"));
        return None;
    }
    Some(slug)
}

pub(super) fn version(notes: &mut Notes<'_>, version: &Spanned<u32>) {
    if *version.get_ref() == 0 {
        notes.report(&version.span(), "versions begin at 1");
    }
}

/// A text in every language, each within its limit.
pub(super) fn texts<const MAX: usize>(
    notes: &mut Notes<'_>,
    texts: &Languages<Spanned<String>>,
) -> Option<Languages<Text<MAX>>> {
    let all = texts.map(|text| notes.accept(&text.span(), Text::new(text.get_ref())));
    Some(Languages { en: all.en?, es: all.es?, fr: all.fr?, de: all.de? })
}
