//! What the box remembers of the nights themselves, so that a night that was lost or exchanged shows.

use super::{Vault, VaultError};
use domain::NightId;

impl Vault {
    /// Remembers the newest checkpoint of the newest night.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written: a loss before the next one would not be noticed.
    pub fn checkpoint_keep(&self, text: &str) -> Result<(), VaultError> {
        self.write(|tx| tx.execute("UPDATE memory SET checkpoint = ?", [text]))?;
        Ok(())
    }

    /// The checkpoint remembered last.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn checkpoint_kept(&self) -> Result<Option<String>, VaultError> {
        Ok(self.db().query_row("SELECT checkpoint FROM memory", (), |row| row.get(0))?)
    }

    /// Remembers how late it is, ms since 1970. Never goes back.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written.
    pub fn time_keep(&self, now_ms: i64) -> Result<(), VaultError> {
        self.write(|tx| tx.execute("UPDATE memory SET now_ms = max(coalesce(now_ms, 0), ?)", [now_ms]))?;
        Ok(())
    }

    /// The latest time remembered.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn time_kept(&self) -> Result<Option<i64>, VaultError> {
        Ok(self.db().query_row("SELECT now_ms FROM memory", (), |row| row.get(0))?)
    }

    /// Remembers that somebody took a night along, at `now_ms`, box time.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written.
    pub fn bundle_keep(&self, night: &NightId, now_ms: i64) -> Result<(), VaultError> {
        let kept = (night.as_str(), now_ms);
        self.write(|tx| tx.execute("UPDATE memory SET bundle_night = ?, bundle_ms = ?", kept))?;
        Ok(())
    }

    /// The night taken along last, and when, box time in ms.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn bundle_kept(&self) -> Result<Option<(NightId, i64)>, VaultError> {
        let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let kept: (Option<String>, Option<i64>) =
            self.db().query_row("SELECT bundle_night, bundle_ms FROM memory", (), row)?;
        Ok(kept.0.and_then(|night| NightId::new(night).ok()).zip(kept.1))
    }

    /// Remembers when the box was on the internet, ms since 1970. Never goes back.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written.
    pub fn link_keep(&self, at_ms: i64) -> Result<(), VaultError> {
        self.write(|tx| tx.execute("UPDATE memory SET link_ms = max(coalesce(link_ms, 0), ?)", [at_ms]))?;
        Ok(())
    }

    /// When the box was on the internet last, as far as it remembers.
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
            vault.link_keep(9).unwrap();
            vault.link_keep(8).unwrap();
        }
        let vault = Vault::open(dir.path()).unwrap();
        assert_eq!((vault.bundle_kept().unwrap(), vault.link_kept().unwrap()), (Some((night, 7)), Some(9)));
    }
}
