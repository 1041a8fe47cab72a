//! What the box remembers of the nights themselves, so that a night that was lost or exchanged shows.

use super::{Vault, VaultError};

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
}
