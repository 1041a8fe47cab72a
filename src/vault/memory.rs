//! What the box keeps about its nights apart from their ledgers, so that a lost or replaced ledger is noticed.

use super::{Vault, VaultError};
use domain::NightId;

/// What a box without a clock knows of time at its next start, in ms since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptTime {
    /// Box time.
    pub now_ms: Option<i64>,
    /// Box time when a clock that needs no person told it last.
    pub confirmed_ms: Option<i64>,
    /// Age of the box: how long it has run in all its starts.
    pub age_ms: i64,
}

impl Vault {
    /// Keeps the newest checkpoint of the newest night.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written: a loss of later entries is not noticed until the next one is.
    pub fn checkpoint_keep(&self, text: &str) -> Result<(), VaultError> {
        self.write(|tx| tx.execute("UPDATE memory SET checkpoint = ?", [text]))?;
        Ok(())
    }

    /// The checkpoint kept last.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn checkpoint_kept(&self) -> Result<Option<String>, VaultError> {
        Ok(self.db().query_row("SELECT checkpoint FROM memory", (), |row| row.get(0))?)
    }

    /// Keeps box time, for the next start. It replaces what was kept before, also where that is later: the clock may
    /// have been wrong.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written.
    pub fn time_keep(&self, kept: KeptTime) -> Result<(), VaultError> {
        let KeptTime { now_ms, confirmed_ms, age_ms } = kept;
        let set = "UPDATE memory SET now_ms = ?, confirmed_ms = ?, age_ms = ?";
        self.write(|tx| tx.execute(set, (now_ms, confirmed_ms, age_ms)))?;
        Ok(())
    }

    /// The time kept last. The age is no less than that at which a session was used: what was kept may be older.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn time_kept(&self) -> Result<KeptTime, VaultError> {
        let kept = |row: &rusqlite::Row<'_>| {
            Ok(KeptTime { now_ms: row.get(0)?, confirmed_ms: row.get(1)?, age_ms: row.get(2)? })
        };
        let get = "SELECT now_ms, confirmed_ms,
                       max(age_ms, (SELECT coalesce(max(seen_age_ms), 0) FROM sessions)) FROM memory";
        Ok(self.db().query_row(get, (), kept)?)
    }

    /// Keeps that the bundle of a night was downloaded at `now_ms`, box time.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written.
    pub fn bundle_keep(&self, night: &NightId, now_ms: i64) -> Result<(), VaultError> {
        let kept = (night.as_str(), now_ms);
        self.write(|tx| tx.execute("UPDATE memory SET bundle_night = ?, bundle_ms = ?", kept))?;
        Ok(())
    }

    /// The night whose bundle was downloaded last, and when, box time in ms.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn bundle_kept(&self) -> Result<Option<(NightId, i64)>, VaultError> {
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let kept: (Option<String>, Option<i64>) =
            self.db().query_row("SELECT bundle_night, bundle_ms FROM memory", (), row)?;
        Ok(kept.0.and_then(|night| NightId::new(night).ok()).zip(kept.1))
    }

    /// Keeps when the box was on the internet, ms since 1970. It replaces what was kept before, also where that is
    /// later: the clock may have been wrong.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written.
    pub fn link_keep(&self, at_ms: i64) -> Result<(), VaultError> {
        self.write(|tx| tx.execute("UPDATE memory SET link_ms = ?", [at_ms]))?;
        Ok(())
    }

    /// When the box was last known to be on the internet, ms since 1970.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn link_kept(&self) -> Result<Option<i64>, VaultError> {
        Ok(self.db().query_row("SELECT link_ms FROM memory", (), |row| row.get(0))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_along_and_the_last_link_outlive_the_box() {
        let dir = tempfile::tempdir().unwrap();
        let night = NightId::new("2026-11-20").unwrap();
        {
            let vault = Vault::open(dir.path()).unwrap();
            assert_eq!((vault.bundle_kept().unwrap(), vault.link_kept().unwrap()), (None, None));
            vault.bundle_keep(&night, 7).unwrap();
            // The second is that of a clock that was put back.
            vault.link_keep(10).unwrap();
            vault.link_keep(9).unwrap();
        }
        let vault = Vault::open(dir.path()).unwrap();
        assert_eq!((vault.bundle_kept().unwrap(), vault.link_kept().unwrap()), (Some((night, 7)), Some(9)));
    }
}
