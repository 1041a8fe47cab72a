//! A night's bundle as a file.

use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use domain::{Digest, Entry};
use machine::files;
use proof::BoxKey;
use proof::bundle::{Leaves, PackError, pack};
use proof::checkpoint::{self, Checkpoint};

use super::error::{AppendError, OpenError};
use super::store::Store;

/// A bundle that was written.
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
    /// Nothing more can be recorded: see [`AppendError`].
    #[error(transparent)]
    Ledger(#[from] AppendError),
    /// The ledger cannot be opened: see [`OpenError`].
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Play first.
    #[error("The ledger in {} has no entries yet: there is nothing to export.", .0.display())]
    Empty(PathBuf),
    /// Start again: the replay will name the entry.
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

/// Writes the bundle of a night while no box runs with it: opens the ledger, checks all of it, signs its head.
///
/// # Errors
/// [`ExportError`]; `path` is as it was then.
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

/// Writes a bundle; after a power cut there is a whole one at `path`, or what was there before.
pub(super) fn to_file(
    path: &Path,
    checkpoint: &Checkpoint,
    keys: &[String],
    leaves: &mut Leaves<'_, AppendError>,
) -> Result<Summary, ExportError> {
    let bytes = files::replace_with(path, 0o644, |file| {
        let out = pack(BufWriter::new(file), checkpoint, keys, leaves)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok::<_, ExportError>(file.metadata()?.len())
    })?;
    Ok(Summary { checkpoint: checkpoint.clone(), bytes })
}
