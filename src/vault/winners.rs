//! Names of winners. The ledger holds a salted hash; the name and its salt are here and can be erased.

use std::collections::HashMap;

use hmac::{Hmac, KeyInit as _, Mac as _};
use rusqlite::{OptionalExtension as _, Transaction};
use sha2::{Digest as _, Sha256};

use super::entropy::fresh;
use super::{Vault, VaultError, from_text};
use domain::{Digest, GameId, Label, NightId, Serial};

/// The win a name belongs to.
#[derive(Clone, Copy, Debug)]
pub struct PaidWin<'a> {
    /// The night.
    pub night: &'a NightId,
    /// The game.
    pub game: &'a GameId,
    /// Its stage.
    pub stage: u8,
    /// The card.
    pub serial: Serial,
}

/// A winner whose name staff entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Winner {
    /// The hash in the ledger: SHA-256("hallbox name v1\n" ‖ 32 bytes of salt ‖ name).
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
    /// The hash of a winner's name for the ledger: the same for the same name and win of a night, until its names are
    /// erased. Does not keep the name.
    ///
    /// # Errors
    /// [`VaultError`] when the night's secret cannot be read or made.
    pub fn name_digest(&self, win: &PaidWin<'_>, name: &Label) -> Result<Digest, VaultError> {
        let secret = self.write(|tx| self.name_secret(tx, win.night))?;
        Ok(commitment(&salt(&secret, win, name), name))
    }

    /// Keeps a winner's name, once the ledger holds its [`Vault::name_digest`]. Keeping it again changes nothing.
    ///
    /// # Errors
    /// [`VaultError`] when it could not be kept: try again.
    pub fn name_keep(&self, win: &PaidWin<'_>, name: &Label) -> Result<Digest, VaultError> {
        self.write(|tx| {
            let salt = salt(&self.name_secret(tx, win.night)?, win, name);
            let digest = commitment(&salt, name);
            let (night, game) = (win.night.as_str(), win.game.as_str());
            tx.execute(
                "INSERT OR IGNORE INTO winners (digest, night, game, stage, serial, salt, name)
                 VALUES (?, ?, ?, ?, ?, ?, ?)",
                (digest.0, night, game, win.stage, win.serial.0, salt, name.as_str()),
            )?;
            Ok(digest)
        })
    }

    fn name_secret(&self, tx: &Transaction<'_>, night: &NightId) -> Result<[u8; 32], rusqlite::Error> {
        let known = tx
            .query_row("SELECT secret FROM name_secrets WHERE night = ?", [night.as_str()], |row| row.get(0))
            .optional()?;
        if let Some(known) = known {
            return Ok(known);
        }
        let secret: [u8; 32] = fresh(self.entropy.as_ref());
        tx.execute("INSERT INTO name_secrets (night, secret) VALUES (?, ?)", (night.as_str(), secret))?;
        Ok(secret)
    }

    /// The name behind a digest of the ledger, unless it was erased.
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

    /// Nights of which something could be named: a name, or the secret that names are salted with. Oldest first.
    ///
    /// # Errors
    /// [`VaultError`] when the database cannot be read.
    pub fn nights_with_names(&self) -> Result<Vec<NightId>, VaultError> {
        let db = self.db();
        let mut rows = db.prepare_cached(
            "SELECT night FROM winners UNION SELECT night FROM name_secrets ORDER BY night",
        )?;
        let nights = rows.query_map((), |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        nights.into_iter().map(|night| from_text(night, "night of a winner")).collect()
    }

    /// Notes which nights are due by a clock that may be wrong, and returns those that have been for `wait_ms` of the
    /// age of the box, at every look. A night that is no longer due begins anew.
    ///
    /// # Errors
    /// [`VaultError`] when the note could not be written.
    pub fn names_due(&self, due: &[NightId], age_ms: i64, wait_ms: i64) -> Result<Vec<NightId>, VaultError> {
        let noted = self.names_due_since()?;
        let is_due = |night: &str| due.iter().any(|due| due.as_str() == night);
        let gone: Vec<&str> = noted.keys().map(String::as_str).filter(|night| !is_due(night)).collect();
        let new: Vec<&str> =
            due.iter().map(NightId::as_str).filter(|night| !noted.contains_key(*night)).collect();
        // Asked at every heartbeat: the card is written to only where something changed.
        if !(gone.is_empty() && new.is_empty()) {
            self.write(|tx| {
                for night in gone {
                    tx.execute("DELETE FROM names_due WHERE night = ?", [night])?;
                }
                for night in new {
                    tx.execute("INSERT INTO names_due VALUES (?, ?)", (night, age_ms))?;
                }
                Ok::<(), rusqlite::Error>(())
            })?;
        }
        let is_over =
            |night: &NightId| noted.get(night.as_str()).is_some_and(|since| age_ms - since >= wait_ms);
        Ok(due.iter().filter(|night| is_over(night)).cloned().collect())
    }

    /// Age of the box at which each night that is due was first seen to be.
    fn names_due_since(&self) -> Result<HashMap<String, i64>, VaultError> {
        let db = self.db();
        let mut rows = db.prepare_cached("SELECT night, since_age_ms FROM names_due")?;
        let noted = rows.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        Ok(noted)
    }

    /// Erases every name of a night with its salt: the digests in the ledger then tell nothing. Returns how many.
    ///
    /// # Errors
    /// [`VaultError`] when they could not all be erased: try again.
    pub fn forget_names(&self, night: &NightId) -> Result<usize, VaultError> {
        let gone = self.write(|tx| {
            tx.execute("DELETE FROM names_due WHERE night = ?", [night.as_str()])?;
            tx.execute("DELETE FROM name_secrets WHERE night = ?", [night.as_str()])?;
            tx.execute("DELETE FROM winners WHERE night = ?", [night.as_str()])
        })?;
        // The write-ahead log still holds recent names.
        self.db().query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?;
        Ok(gone)
    }
}

/// The salt of a name: unknown without the night's secret, and another one at every win.
fn salt(secret: &[u8; 32], win: &PaidWin<'_>, name: &Label) -> [u8; 32] {
    let keyed = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    let PaidWin { night, game, stage, serial } = win;
    let message = format!("hallbox name salt v1\n{night}\n{game}\n{stage}\n{serial}\n{name}");
    keyed.chain_update(message).finalize().into_bytes().into()
}

fn commitment(salt: &[u8; 32], name: &Label) -> Digest {
    let mut hash = Sha256::new();
    hash.update(b"hallbox name v1\n");
    hash.update(salt);
    hash.update(name.as_str());
    Digest(hash.finalize().into())
}
