//! Game seeds.

use rusqlite::OptionalExtension as _;

use super::{Vault, VaultError};
use domain::{GameId, NightId, Seed};

impl Vault {
    /// Makes the seed of a game durable, before its commitment enters the ledger. If the game has a seed already, that
    /// one stands and is returned: a retry must not replace a seed that was committed to.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be written: do not commit to the seed.
    pub fn seed_make(&self, night: &NightId, game: &GameId, seed: &Seed) -> Result<Seed, VaultError> {
        self.write(|tx| {
            tx.execute(
                "INSERT OR IGNORE INTO game_seeds (night, game, seed) VALUES (?, ?, ?)",
                (night.as_str(), game.as_str(), seed.0),
            )?;
            let stands = tx.query_row(
                "SELECT seed FROM game_seeds WHERE night = ? AND game = ?",
                (night.as_str(), game.as_str()),
                |row| row.get(0),
            )?;
            Ok(Seed(stands))
        })
    }

    /// A fresh seed for [`Vault::seed_make`].
    #[must_use]
    pub fn seed_fresh(&self) -> Seed {
        Seed(super::entropy::fresh(self.entropy.as_ref()))
    }

    /// The seed of a game.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn seed(&self, night: &NightId, game: &GameId) -> Result<Option<Seed>, VaultError> {
        let db = self.db();
        let mut rows = db.prepare_cached("SELECT seed FROM game_seeds WHERE night = ? AND game = ?")?;
        let seed = rows.query_row((night.as_str(), game.as_str()), |row| row.get(0)).optional()?;
        Ok(seed.map(Seed))
    }
}
