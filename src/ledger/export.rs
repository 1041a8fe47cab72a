//! A night as a bundle in a file.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use domain::{Digest, Entry};
use proof::BoxKey;
use proof::bundle::{Leaves, PackError, pack};
use proof::checkpoint::{self, Checkpoint};

use super::error::{AppendError, OpenError};
use super::store::Store;

/// What a bundle holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The signed head it ends with.
    pub checkpoint: Checkpoint,
    /// Size of the file.
    pub bytes: u64,
}

/// Why no bundle was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// Choose another place, or make room.
    #[error("The bundle could not be written: {0}. Choose another place or free some space.")]
    Write(#[from] io::Error),
    /// See the ledger's own message.
    #[error(transparent)]
    Ledger(#[from] AppendError),
    /// See the ledger's own message.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Play first.
    #[error("The ledger in {} has no entries yet: there is nothing to export.", .0.display())]
    Empty(PathBuf),
    /// Stop, start again: the replay will name the entry.
    #[error(
        "The ledger reads differently from what was recorded. Restart Hallbox: it will name the damaged entry."
    )]
    Damaged,
}

impl From<PackError<AppendError>> for ExportError {
    fn from(error: PackError<AppendError>) -> Self {
        match error {
            PackError::Write(error) => Self::Write(error),
            PackError::Leaves(error) => Self::Ledger(error),
            PackError::Damaged => Self::Damaged,
        }
    }
}

/// Writes the bundle of a night that no box runs: opens the ledger, checks all of it, signs its head.
///
/// # Errors
/// [`ExportError`]; nothing is left at `path` then.
pub fn export_closed(dir: &Path, key: &BoxKey, path: &Path) -> Result<Summary, ExportError> {
    let store = Store::open(dir, false)?;
    let mut night = None;
    let (_, tree) = store.replay(&mut |body| {
        if let (0, Entry::NightOpened { night: id, .. }) = (body.seq, body.entry) {
            night = Some(id);
        }
    })?;
    let night = night.ok_or_else(|| ExportError::Empty(dir.to_owned()))?;
    let checkpoint = checkpoint::sign(&key.origin(&night), tree.size(), &Digest(tree.root()), key);
    to_file(path, &checkpoint, &[key.verifier_key()], &mut |range| Ok(store.read(range)?))
}

/// Writes a bundle beside `path`, then renames it: a half-written bundle is never found there.
pub(crate) fn to_file(
    path: &Path,
    checkpoint: &Checkpoint,
    keys: &[String],
    leaves: &mut Leaves<'_, AppendError>,
) -> Result<Summary, ExportError> {
    let mut part = OsString::from(path);
    part.push(".part");
    let result = write_part(Path::new(&part), checkpoint, keys, leaves).and_then(|bytes| {
        fs::rename(&part, path)?;
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()?;
        Ok(Summary { checkpoint: checkpoint.clone(), bytes })
    });
    if result.is_err() {
        // It may not even be there.
        let _ = fs::remove_file(&part);
    }
    result
}

fn write_part(
    part: &Path,
    checkpoint: &Checkpoint,
    keys: &[String],
    leaves: &mut Leaves<'_, AppendError>,
) -> Result<u64, ExportError> {
    let out = pack(BufWriter::new(File::create(part)?), checkpoint, keys, leaves)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}
