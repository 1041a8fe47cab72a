//! The languages of the house.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

    /// The four texts with the codes of their languages.
    pub fn each(&self) -> [(&'static str, &T); 4] {
        [("en", &self.en), ("es", &self.es), ("fr", &self.fr), ("de", &self.de)]
    }
}
