//! The newest checkpoint, in a file beside the ledger.
//!
//! The file is not synced: a commit would wait for it, while a checkpoint that a power cut tears is signed again at the
//! next start.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;

use machine::files::{self, unfinished};
use tracing::warn;

use proof::checkpoint::{self, CHECKPOINT_BYTES_MAX, Checkpoint};
use proof::tree::Tree;
use proof::{BoxKey, Origin};

const FILE: &str = "checkpoint";

/// Keeps the checkpoint in the folder of its night, in place of the one before.
pub(super) fn keep(dir: &Path, checkpoint: &Checkpoint) {
    let path = dir.join(FILE);
    let new = unfinished(&path);
    if let Err(error) = fs::write(&new, &checkpoint.text).and_then(|()| fs::rename(&new, path)) {
        warn!(%error, size = checkpoint.size, "Could not keep the checkpoint; it will be signed again");
    }
}

/// As [`keep`], durably: for a ledger that will not be there to sign it again.
pub(super) fn keep_durably(dir: &Path, checkpoint: &Checkpoint) -> io::Result<()> {
    files::replace(&dir.join(FILE), checkpoint.text.as_bytes(), 0o644)
}

/// What the file holds.
#[derive(Default)]
pub(super) struct Kept {
    /// A checkpoint that the ledger continues.
    pub(super) newest: Option<Checkpoint>,
    /// A checkpoint that the ledger does not continue; it was copied to `checkpoint.<size>.lost`.
    pub(super) lost: Option<Checkpoint>,
}

/// Reads the checkpoint of this ledger; none when there is no file, or one of another ledger or a torn one.
pub(super) fn read(dir: &Path, origin: &Origin, key: &BoxKey, tree: &Tree) -> Kept {
    let path = dir.join(FILE);
    let text = match fs::metadata(&path) {
        Ok(file) if file.len() <= CHECKPOINT_BYTES_MAX as u64 => fs::read_to_string(&path),
        Ok(_) => Err(ErrorKind::FileTooLarge.into()),
        Err(error) if error.kind() == ErrorKind::NotFound => return Kept::default(),
        Err(error) => Err(error),
    };
    let checkpoint = text
        .map_err(|error| error.to_string())
        .and_then(|text| checkpoint::parse_and_verify(&text, key.verifier()).map_err(|bad| bad.to_string()));
    match checkpoint {
        Ok(checkpoint) if checkpoint.origin != *origin => Kept::default(),
        Ok(checkpoint) if tree.root_at(checkpoint.size) == Some(checkpoint.root.0) => {
            Kept { newest: Some(checkpoint), lost: None }
        }
        Ok(checkpoint) => {
            let copy = dir.join(format!("checkpoint.{}.lost", checkpoint.size));
            if let Err(error) = fs::copy(&path, copy) {
                warn!(%error, "Could not keep the checkpoint of the lost entries");
            }
            Kept { newest: None, lost: Some(checkpoint) }
        }
        Err(why) => {
            warn!(why, "The checkpoint beside the ledger is unusable; a new one will be signed");
            Kept::default()
        }
    }
}
