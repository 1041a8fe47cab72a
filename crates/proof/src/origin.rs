//! Names of ledgers: whose, and which night.

use std::fmt;

use domain::{NightId, Text};

/// Why a text names no box or no ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// A box is named by 1 to 40 lower-case letters, digits and hyphens.
    #[error("{0:?} does not name a box: use 1 to 40 lower-case letters, digits and hyphens")]
    Box(String),
    /// An origin is `hallbox/<box>/<night>`.
    #[error("{0:?} does not name a ledger: it should read hallbox/<box>/<night>")]
    Origin(String),
}

/// Name of one ledger: `hallbox/<box>/<night>`. Holding one proves the form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Origin(String);

impl Origin {
    /// The ledger of this night on this box.
    ///
    /// # Errors
    /// [`BadName::Box`] unless the box is named by 1 to 40 lower-case letters, digits and hyphens.
    pub fn new(box_id: &str, night: &NightId) -> Result<Self, BadName> {
        Ok(Self::of_key(&box_name(box_id)?, night))
    }

    /// The ledger of this night on the box whose key has this name, `hallbox/<box>`.
    pub(crate) fn of_key(key_name: &str, night: &NightId) -> Self {
        Self(format!("{key_name}/{night}"))
    }

    /// Reads `hallbox/<box>/<night>`.
    ///
    /// # Errors
    /// [`BadName::Origin`] on any other form.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        let bad = || BadName::Origin(text.chars().take(160).collect());
        let (box_id, night) =
            text.strip_prefix("hallbox/").and_then(|rest| rest.split_once('/')).ok_or_else(bad)?;
        let night = NightId::new(night).map_err(|_| bad())?;
        Self::new(box_id, &night).map_err(|_| bad())
    }

    /// `hallbox/<box>/<night>`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The night's part.
    #[must_use]
    pub fn night(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(_, night)| night)
    }

    /// The box's part, `hallbox/<box>`: the name of the key that signs.
    #[must_use]
    pub fn key_name(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(name, _)| name)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&Origin> for Text<160> {
    fn from(origin: &Origin) -> Self {
        Self::new(&origin.0).expect("an origin is at most 89 plain characters")
    }
}

pub(crate) fn box_name(box_id: &str) -> Result<String, BadName> {
    // A box obeys the same alphabet as a night.
    match NightId::new(box_id) {
        Ok(id) => Ok(format!("hallbox/{id}")),
        Err(_) => Err(BadName::Box(box_id.chars().take(80).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_has_three_parts() {
        let origin = Origin::parse("hallbox/corner/2026-11-20").unwrap();
        assert_eq!((origin.key_name(), origin.night()), ("hallbox/corner", "2026-11-20"));
        for bad in
            ["", "hallbox/corner", "hallbox//n", "hallbox/a/b/c", "hallbox/A/b", "x/a/b", "hallbox/a+/b"]
        {
            assert!(Origin::parse(bad).is_err(), "{bad}");
        }
    }
}
