//! The languages of the house.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A language of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // their names say it
pub enum Language {
    English,
    Spanish,
    French,
    German,
}

impl Language {
    /// Every one of them, English first.
    pub const ALL: [Self; 4] = [Self::English, Self::Spanish, Self::French, Self::German];

    /// Its code, as settings and pages write it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::German => "de",
        }
    }

    /// The first of ours in an `Accept-Language`, which lists what its owner reads best first; English when none is.
    #[must_use]
    pub fn accepted(accepted: &str) -> Self {
        let known = |tag: &str| {
            let code = tag.trim().get(..2)?.to_ascii_lowercase();
            Self::ALL.into_iter().find(|language| language.code() == code)
        };
        accepted.split(',').take(8).find_map(known).unwrap_or(Self::English)
    }
}

/// One text in every language of the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Languages<T> {
    /// English.
    pub en: T,
    /// Spanish.
    pub es: T,
    /// French.
    pub fr: T,
    /// German.
    pub de: T,
}

impl<T> Languages<T> {
    /// The four texts, each turned into something else.
    pub fn map<U>(&self, mut turn: impl FnMut(&T) -> U) -> Languages<U> {
        Languages { en: turn(&self.en), es: turn(&self.es), fr: turn(&self.fr), de: turn(&self.de) }
    }

    /// The text in this language.
    pub const fn of(&self, language: Language) -> &T {
        match language {
            Language::English => &self.en,
            Language::Spanish => &self.es,
            Language::French => &self.fr,
            Language::German => &self.de,
        }
    }

    /// The four texts with the codes of their languages.
    pub fn each(&self) -> [(&'static str, &T); 4] {
        [("en", &self.en), ("es", &self.es), ("fr", &self.fr), ("de", &self.de)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_speaks_what_its_reader_reads_best() {
        assert_eq!(Language::accepted("de-AT,de;q=0.9,en;q=0.8"), Language::German);
        assert_eq!(Language::accepted("fi,es;q=0.9"), Language::Spanish);
        assert_eq!(Language::accepted("é"), Language::English);
    }
}
