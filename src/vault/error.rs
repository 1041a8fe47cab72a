//! Failures of the vault, named by what to do next, and its refusals.

use domain::{Serial, Thing, set::SetError};

use super::pin::WeakPin;

/// The vault failed.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// No room left.
    #[error("the disk is full: free some space, then start again")]
    Full,
    /// The file or its folder is read-only.
    #[error("box.db cannot be written: check who owns it and whether the disk is read-only ({0})")]
    ReadOnly(rusqlite::Error),
    /// Another program holds the database.
    #[error("another program is using box.db: stop it or wait, then try again")]
    Busy,
    /// Reading or writing failed otherwise: the disk may be broken.
    #[error("box.db cannot be read or written: {0}")]
    Storage(rusqlite::Error),
    /// The data folder cannot be used.
    #[error("the data folder cannot be used: {0}")]
    Folder(#[from] std::io::Error),
    /// Written by a newer program: update this one, or restore a backup.
    #[error("box.db has version {found}, this program knows up to {known}: use a newer hallbox")]
    TooNew {
        /// Version found.
        found: i64,
        /// Newest version this program can read.
        known: i64,
    },
    /// Its content makes no sense: restore a backup.
    #[error("box.db is damaged ({0}): restore it from a backup")]
    Damaged(String),
    /// A PIN cannot be hashed: there is not enough memory.
    #[error("a PIN cannot be hashed: {0}")]
    Hashing(argon2::Error),
}

impl VaultError {
    pub(super) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged(what.into())
    }
}

/// Why the vault refuses something.
#[derive(Debug, thiserror::Error)]
pub enum Denied {
    /// The PIN, code, token, cookie or signature is wrong or expired. Which one is not told, on purpose.
    #[error("not right")]
    Wrong,
    /// Too many wrong tries.
    #[error("too many tries")]
    Wait {
        /// Milliseconds until another try counts.
        left_ms: i64,
    },
    /// The PIN is too easy to guess.
    #[error(transparent)]
    WeakPin(#[from] WeakPin),
    /// The box has an owner.
    #[error("the box already has an owner")]
    AlreadyClaimed,
    /// Somebody has a name that looks the same.
    #[error("somebody has this name")]
    NameTaken,
    /// Not a P-256 public key.
    #[error("not an uncompressed P-256 point")]
    BadKey,
    /// There is no such person or device.
    #[error("unknown {0:?}")]
    Unknown(Thing),
    /// No owner would be left to manage the box.
    #[error("the last owner cannot be suspended")]
    LastOwner,
    /// A limit is reached.
    #[error("no more than {limit} {what}")]
    Full {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: u32,
    },
    /// Another set has this serial: a card number means one card for ever.
    #[error("serial {serial} belongs to another set: import with an offset, so that every serial is new")]
    SerialTaken {
        /// The first one that is taken.
        serial: Serial,
    },
    /// There is no such card set.
    #[error(transparent)]
    Set(#[from] SetError),
    /// The vault itself failed.
    #[error(transparent)]
    Failed(#[from] VaultError),
}

impl From<rusqlite::Error> for VaultError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::Full,
            Some(Code::ReadOnly | Code::CannotOpen | Code::PermissionDenied) => Self::ReadOnly(error),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Storage(error),
        }
    }
}

impl From<rusqlite::Error> for Denied {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failed(error.into())
    }
}
