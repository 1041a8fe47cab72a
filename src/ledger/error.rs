//! Failures of the ledger, named by what to do next.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why a ledger could not be opened. The texts are for the landlord.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Make room, start again.
    #[error("The disk is full. Free some space on the disk that holds {}, then start again.", .0.display())]
    Full(PathBuf),
    /// Make it writable, start again.
    #[error(
        "{} cannot be written. The card may be locked or worn out: check the switch and the owner of the folder, or \
         replace the card, then start again.",
        .0.display()
    )]
    ReadOnly(PathBuf),
    /// Stop the other program.
    #[error("The ledger is in use: another Hallbox already runs with {}. Stop it first.", .0.display())]
    InUse(PathBuf),
    /// Restore from a copy; keep the damaged folder.
    #[error(
        "The ledger in {} is damaged at entry {seq}: {why}. Keep this folder as it is, and restore the night from its \
         newest copy, or set it aside: on the staff page under More, Night, or with `hallbox nights set-aside`.",
        dir.display()
    )]
    Damaged {
        /// Folder of the night.
        dir: PathBuf,
        /// The first entry that cannot be trusted.
        seq: u64,
        /// What was seen.
        why: String,
    },
    /// Update the program.
    #[error(
        "The ledger in {} was written by a newer Hallbox (format {found}, this one reads {reads}). Update Hallbox.",
        dir.display()
    )]
    Newer {
        /// Folder of the night.
        dir: PathBuf,
        /// Format of the file.
        found: i64,
        /// Format of this program.
        reads: i64,
    },
    /// Point at a night that is there.
    #[error("There is no ledger in {}: the night was never played here, or it was removed.", .0.display())]
    Missing(PathBuf),
    /// Point at another folder.
    #[error("{} holds no Hallbox ledger ({why}). Choose another folder; nothing was changed.", dir.display())]
    NotALedger {
        /// Folder of the night.
        dir: PathBuf,
        /// What was found instead.
        why: String,
    },
    /// Point at the right night.
    #[error(
        "{} holds the ledger of another night ({found}, wanted {wanted}). Move it back to its own folder.",
        dir.display()
    )]
    OtherNight {
        /// Folder of the night.
        dir: PathBuf,
        /// Night in the first entry.
        found: String,
        /// Night asked for.
        wanted: String,
    },
    /// Build it properly.
    #[error(
        "This program was built with SQLite {0}, which can lose entries. Hallbox needs 3.51.3 or newer: install an \
         official build."
    )]
    OldSqlite(&'static str),
    /// Check the disk, start again.
    #[error(
        "The disk that holds {} does not answer as it should ({why}). Check the card and its contacts, then start \
         again.",
        dir.display()
    )]
    Io {
        /// Folder of the night.
        dir: PathBuf,
        /// What the system said.
        why: String,
    },
}

impl OpenError {
    /// Whether the ledger itself is what cannot be read: another start finds the same, another night does not.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged { .. }
            | Self::Newer { .. }
            | Self::NotALedger { .. }
            | Self::OtherNight { .. }
            | Self::Missing(_)
            | Self::Io { .. } => true,
            Self::Full(_) | Self::ReadOnly(_) | Self::InUse(_) | Self::OldSqlite(_) => false,
        }
    }

    /// The first entry that cannot be read; 0 when none can.
    #[must_use]
    pub fn seq(&self) -> u64 {
        if let Self::Damaged { seq, .. } = self { *seq } else { 0 }
    }

    pub(super) fn from_io(dir: &Path, error: &io::Error) -> Self {
        match Trouble::from_io(error) {
            Trouble::Full => Self::Full(dir.to_owned()),
            Trouble::ReadOnly => Self::ReadOnly(dir.to_owned()),
            _ => Self::Io { dir: dir.to_owned(), why: error.to_string() },
        }
    }

    /// `seq` is the entry that was being read.
    pub(super) fn from_sqlite(dir: &Path, seq: u64, error: &rusqlite::Error) -> Self {
        let (dir, why) = (dir.to_owned(), error.to_string());
        match Trouble::from_sqlite(error) {
            Trouble::Full => Self::Full(dir),
            Trouble::ReadOnly => Self::ReadOnly(dir),
            Trouble::Busy => Self::InUse(dir),
            Trouble::Foreign => Self::NotALedger { dir, why: "it is no database".into() },
            Trouble::Damaged => Self::Damaged { dir, seq, why },
            Trouble::Io => Self::Io { dir, why },
        }
    }
}

/// Why entries were not recorded. After any of these the writer refuses everything: stop the process, start again,
/// replay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AppendError {
    /// Make room, start again.
    #[error("The disk is full: nothing more can be recorded. Free some space, then start again.")]
    Full,
    /// Make it writable, start again.
    #[error("The disk cannot be written any more: nothing more can be recorded. Check or replace the card.")]
    ReadOnly,
    /// Check the disk, start again.
    #[error("The disk failed while recording ({0}). Check the card, then start again.")]
    Io(String),
    /// The caller skipped or repeated a seq; nothing was written.
    #[error("entry {found} was handed in where entry {wanted} belongs")]
    OutOfOrder {
        /// The seq that is next.
        wanted: u64,
        /// The seq handed in.
        found: u64,
    },
    /// The ledger was closed, or its writer is gone.
    #[error("The ledger is closed.")]
    Closed,
}

impl From<rusqlite::Error> for AppendError {
    fn from(error: rusqlite::Error) -> Self {
        match Trouble::from_sqlite(&error) {
            Trouble::Full => Self::Full,
            Trouble::ReadOnly => Self::ReadOnly,
            _ => Self::Io(error.to_string()),
        }
    }
}

/// Kinds of trouble, each with its own remedy.
#[derive(Debug, PartialEq, Eq)]
enum Trouble {
    Full,
    ReadOnly,
    Busy,
    Foreign,
    Damaged,
    Io,
}

impl Trouble {
    fn from_io(error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Io,
        }
    }

    fn from_sqlite(error: &rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Self::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::NotADatabase) => Self::Foreign,
            // A table that is missing or not as declared is damage too: this program made it.
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::TypeMismatch | ErrorCode::Unknown) | None => {
                Self::Damaged
            }
            Some(_) => Self::Io,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(code: i32) -> String {
        let error = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        OpenError::from_sqlite(Path::new("nights/x"), 7, &error).to_string()
    }

    #[test]
    fn every_kind_of_trouble_says_what_to_do() {
        use rusqlite::ffi;
        for (code, words) in [
            (ffi::SQLITE_FULL, "Free some space"),
            (ffi::SQLITE_READONLY, "replace the card"),
            (ffi::SQLITE_CANTOPEN, "replace the card"),
            (ffi::SQLITE_BUSY, "Stop it first"),
            (ffi::SQLITE_NOTADB, "Choose another folder"),
            (ffi::SQLITE_CORRUPT, "damaged at entry 7"),
            (ffi::SQLITE_IOERR, "Check the card"),
        ] {
            assert!(opened(code).contains(words), "{}", opened(code));
        }
        let readonly = io::Error::from(io::ErrorKind::ReadOnlyFilesystem);
        assert!(OpenError::from_io(Path::new("x"), &readonly).to_string().contains("replace the card"));
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(OpenError::from_io(Path::new("x"), &full).to_string().contains("Free some space"));
    }
}
