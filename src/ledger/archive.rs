//! Nights that are over: what the disk keeps of them, copies of them, and how they are removed.
//!
//! A night is removed only after a copy of all of it was read back: the copy's entries have the root of the ledger.
//! The signed checkpoint stays, so that every copy can still be compared with it.

use std::cmp::Reverse;
use std::fs::{self, File};
use std::io::{self, Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use domain::{Digest, Entry, NightId};
use machine::files;
use proof::BoxKey;
use proof::bundle::{ReadError, Verification, pack, unpack, verify_bytes};
use proof::checkpoint;
use proof::tree::Tree;
use serde::{Deserialize, Serialize};

use super::error::{AppendError, OpenError};
use super::export::ExportError;
use super::store::{FILE, Store};
use super::{checkpoint_file, set_aside};

/// Beside the checkpoint of a night that was removed.
const REMOVED: &str = "removed";

/// What the disk keeps of one night.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptLedger {
    /// The night.
    pub night: NightId,
    /// Bytes its folder takes.
    pub bytes: u64,
    /// How it was removed, if it was.
    pub removed: Option<Removed>,
    /// Why it was set aside, if it was: in words.
    pub set_aside: Option<String>,
}

/// A night whose ledger was removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removed {
    /// Entries it had.
    pub size: u64,
    /// Root over them.
    pub root: Digest,
    /// When, ms since 1970.
    pub at_ms: i64,
}

/// All of a ledger, by its size and root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Whole {
    /// Number of entries.
    pub size: u64,
    /// Root over them.
    pub root: Digest,
}

/// Why a file is no copy of a night. The texts are for the owner.
#[derive(Debug, thiserror::Error)]
pub enum NoCopy {
    /// Choose the right file.
    #[error("{0} Choose the bundle of this night, or download it again.")]
    Unreadable(#[from] ReadError),
    /// The same.
    #[error("This bundle is not whole: {0}. Download it again.")]
    NotWhole(String),
    /// The same.
    #[error("This bundle is of {0}. Choose the bundle of this night.")]
    Another(String),
    /// It was saved too early.
    #[error(
        "This bundle has {has} of {wanted} entries: it was saved before the night was over. Download it again."
    )]
    Early {
        /// Entries of the copy.
        has: u64,
        /// Entries of the ledger.
        wanted: u64,
    },
    /// One of the two is forged.
    #[error(
        "This bundle has other entries than the night on the box. Keep both, and find out which is true."
    )]
    Differs,
    /// The ledger itself cannot be read.
    #[error(transparent)]
    Ledger(#[from] OpenError),
}

/// Why a night was not removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// The ledger cannot be read.
    #[error(transparent)]
    Ledger(#[from] OpenError),
    /// It grew since the copy was compared.
    #[error("The night has changed since its copy was read back. Read a new copy back first.")]
    Changed,
    /// As the disk says.
    #[error("The night could not be removed: {0}.")]
    Disk(#[from] io::Error),
}

fn folder(data: &Path, night: &NightId) -> PathBuf {
    data.join("nights").join(night.as_str())
}

/// Everything the disk keeps of nights, newest first.
///
/// # Errors
/// As the disk says.
pub fn list(data: &Path) -> io::Result<Vec<KeptLedger>> {
    let mut kept = Vec::new();
    let items = match fs::read_dir(data.join("nights")) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(kept),
        items => items?,
    };
    for item in items {
        let item = item?;
        let Some(night) = item.file_name().to_str().and_then(|name| NightId::new(name).ok()) else {
            continue;
        };
        let dir = item.path();
        let has_ledger = fs::symlink_metadata(dir.join(FILE)).is_ok();
        let removed = (!has_ledger).then(|| removed(&dir)).flatten();
        if has_ledger || removed.is_some() {
            kept.push(KeptLedger { night, bytes: bytes_of(&dir)?, removed, set_aside: set_aside::why(&dir) });
        }
    }
    kept.sort_by_key(|kept| Reverse(order(&kept.night)));
    Ok(kept)
}

/// Sort key of nights: `2026-11-20-10` comes after `2026-11-20-9`.
#[must_use]
pub fn order(night: &NightId) -> (String, u32) {
    let text = night.as_str();
    let (date, number) = text.split_at(text.len().min(10));
    (date.to_owned(), number.trim_start_matches('-').parse().unwrap_or(1))
}

fn bytes_of(dir: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for file in fs::read_dir(dir)? {
        bytes += file?.metadata()?.len();
    }
    Ok(bytes)
}

/// How the night in this folder was removed, if it was.
pub(super) fn removed(dir: &Path) -> Option<Removed> {
    serde_json::from_slice(&fs::read(dir.join(REMOVED)).ok()?).ok()
}

/// The bundle of a night that no box runs with.
///
/// # Errors
/// [`ExportError`].
pub fn bundle(data: &Path, night: &NightId, key: &BoxKey) -> Result<Vec<u8>, ExportError> {
    let dir = folder(data, night);
    let (store, tree) = open_whole(&dir, night)?;
    if tree.size() == 0 {
        return Err(ExportError::Empty(dir));
    }
    let checkpoint = checkpoint::sign(&key.origin(night), tree.size(), &Digest(tree.root()), key);
    let mut leaves = |range| Ok::<_, AppendError>(store.read(range)?);
    let out = pack(Cursor::new(Vec::new()), &checkpoint, &[key.verifier_key()], &mut leaves)?;
    Ok(out.into_inner())
}

/// Number of entries of a ledger, once all of it was read.
///
/// # Errors
/// [`OpenError`], which says what is wrong with it.
pub fn check(data: &Path, night: &NightId) -> Result<u64, OpenError> {
    Ok(open_whole(&folder(data, night), night)?.1.size())
}

/// Reads a copy back and compares it with the ledger: all of it, entry by entry.
///
/// # Errors
/// [`NoCopy`].
pub fn compare<R: Read + Seek>(data: &Path, night: &NightId, key: &BoxKey, copy: R) -> Result<Whole, NoCopy> {
    let proven = match verify_bytes(&unpack(copy)?) {
        Verification::Good(proven) => proven,
        Verification::Bad { seq, why } => return Err(NoCopy::NotWhole(format!("entry {seq}: {why}"))),
        Verification::Incomplete { why } => return Err(NoCopy::NotWhole(why)),
    };
    if proven.origin != key.origin(night) || proven.fingerprint != key.fingerprint() {
        return Err(NoCopy::Another(proven.origin.to_string()));
    }
    let (_, tree) = open_whole(&folder(data, night), night)?;
    let (has, wanted) = (proven.size, tree.size());
    if has < wanted && tree.root_at(has) == Some(proven.root.0) {
        return Err(NoCopy::Early { has, wanted });
    }
    if has != wanted || proven.root.0 != tree.root() {
        return Err(NoCopy::Differs);
    }
    Ok(Whole { size: has, root: proven.root })
}

/// Removes the ledger of a night whose copy was compared; its checkpoint stays.
///
/// # Errors
/// [`RemoveError`]; the ledger is as it was then.
///
/// # Panics
/// Never: numbers and a digest always encode.
pub fn remove(
    data: &Path,
    night: &NightId,
    key: &BoxKey,
    copy: Whole,
    at_ms: i64,
) -> Result<Removed, RemoveError> {
    let dir = folder(data, night);
    let (store, tree) = open_whole(&dir, night)?;
    let Whole { size, root } = copy;
    if (tree.size(), tree.root()) != (size, root.0) {
        return Err(RemoveError::Changed);
    }
    let head = checkpoint::sign(&key.origin(night), size, &root, key);
    checkpoint_file::keep_durably(&dir, &head)?;
    let removed = Removed { size, root, at_ms };
    let note = serde_json::to_vec(&removed).expect("numbers and a digest always encode");
    files::replace(&dir.join(REMOVED), &note, 0o644)?;
    drop(store);
    for name in [FILE.to_owned(), format!("{FILE}-wal"), format!("{FILE}-shm")] {
        match fs::remove_file(dir.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    File::open(&dir)?.sync_all()?;
    Ok(removed)
}

/// Opens the ledger of a night and reads all of it.
fn open_whole(dir: &Path, night: &NightId) -> Result<(Store, Tree), OpenError> {
    let store = Store::open(dir, false)?;
    let mut found = None;
    let (_, tree) = store.replay(&mut |body| {
        if let (0, Entry::NightOpened { night, .. }) = (body.seq, body.entry) {
            found = Some(night);
        }
    })?;
    match found {
        Some(found) if found != *night => {
            let (dir, wanted) = (dir.to_owned(), night.to_string());
            Err(OpenError::OtherNight { dir, found: found.to_string(), wanted })
        }
        _ => Ok((store, tree)),
    }
}
