//! Names of winners. The ledger holds a salted hash; the name and its salt stand here, and can be forgotten.

use rusqlite::OptionalExtension as _;
use sha2::{Digest as _, Sha256};

use super::entropy::fresh;
use super::{Denied, Vault, VaultError, from_text};
use crate::domain::{Digest, GameId, Label, NightId, Serial};

/// Names kept for one win: corrections and refused attempts, not a guest book.
const NAMES_PER_WIN_MAX: u32 = 8;

/// A winner whose name staff wrote down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Winner {
    /// What the ledger holds: SHA-256("hallbox name v1\n" ‖ 32 bytes of salt ‖ name).
    pub digest: Digest,
    /// The game.
    pub game: GameId,
    /// Its stage.
    pub stage: u8,
    /// The card.
    pub serial: Serial,
    /// The name.
    pub name: Label,
}

impl Vault {
    /// Keeps a winner's name and returns what the ledger may hold of it. The same name for the same win
    /// again returns the same; another name is kept beside it, for the ledger says which one counts.
    ///
    /// # Errors
    /// [`Denied::Full`] when too many names were given for one win.
    pub fn name_keep(
        &self,
        night: &NightId,
        game: &GameId,
        stage: u8,
        serial: Serial,
        name: &Label,
    ) -> Result<Digest, Denied> {
        let win = (night.as_str(), game.as_str(), stage, serial.0);
        self.write(|tx| {
            let mut rows = tx.prepare_cached(
                "SELECT digest, name FROM winners WHERE night = ? AND game = ? AND stage = ? AND serial = ?",
            )?;
            let kept = rows
                .query_map(win, |row| Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, String>(1)?)))?
                .collect::<Result<Vec<_>, _>>()?;
            if let Some((digest, _)) = kept.iter().find(|(_, kept)| kept == name.as_str()) {
                return Ok(Digest(*digest));
            }
            if kept.len() >= NAMES_PER_WIN_MAX as usize {
                return Err(Denied::Full { what: "names for one win", limit: NAMES_PER_WIN_MAX });
            }
            let salt: [u8; 32] = fresh(self.entropy.as_ref());
            let digest = commitment(&salt, name);
            tx.execute(
                "INSERT INTO winners (digest, night, game, stage, serial, salt, name) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (digest.0, win.0, win.1, win.2, win.3, salt, name.as_str()),
            )?;
            Ok(digest)
        })
    }

    /// The name behind a digest of the ledger, unless it was forgotten.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn name(&self, digest: &Digest) -> Result<Option<Label>, VaultError> {
        let name = self
            .db()
            .query_row("SELECT name FROM winners WHERE digest = ?", [digest.0], |row| row.get(0))
            .optional()?;
        name.map(|name| from_text(name, "name of a winner")).transpose()
    }

    /// The names kept for a night.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn names(&self, night: &NightId) -> Result<Vec<Winner>, VaultError> {
        let db = self.db();
        let mut rows = db.prepare_cached(
            "SELECT digest, game, stage, serial, name FROM winners WHERE night = ? ORDER BY rowid",
        )?;
        let mut rows = rows.query([night.as_str()])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(Winner {
                digest: Digest(row.get(0)?),
                game: from_text(row.get(1)?, "game of a winner")?,
                stage: row.get(2)?,
                serial: Serial(row.get(3)?),
                name: from_text(row.get(4)?, "name of a winner")?,
            });
        }
        Ok(all)
    }

    /// Forgets every name of a night, salts included: the digests in the ledger then say nothing about
    /// anybody. Returns how many.
    ///
    /// # Errors
    /// [`VaultError`] when they could not all be erased: try again.
    pub fn forget_names(&self, night: &NightId) -> Result<usize, VaultError> {
        let gone = self.write(|tx| tx.execute("DELETE FROM winners WHERE night = ?", [night.as_str()]))?;
        // What was written lately still stands in the write-ahead log.
        self.db().query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?;
        Ok(gone)
    }
}

fn commitment(salt: &[u8; 32], name: &Label) -> Digest {
    let mut hash = Sha256::new();
    hash.update(b"hallbox name v1\n");
    hash.update(salt);
    hash.update(name.as_str());
    Digest(hash.finalize().into())
}
