//! Writing a bundle.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{CHECKPOINT, KEYS, Kind, TILE, TILE_LEN, levels, tile_path, tiles};
use crate::domain::{Digest, Entry};
use crate::ledger::checkpoint::{self, Checkpoint};
use crate::ledger::error::{AppendError, OpenError};
use crate::ledger::keys::BoxKey;
use crate::ledger::store::Store;
use crate::ledger::tree::{Tree, leaf_hash};

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

impl From<zip::result::ZipError> for ExportError {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Write(error.into())
    }
}

/// Lends leaves, at most 256 at a time.
type Leaves<'a> = dyn FnMut(Range<u64>) -> Result<Vec<Vec<u8>>, AppendError> + 'a;

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
pub(in crate::ledger) fn to_file(
    path: &Path,
    checkpoint: &Checkpoint,
    keys: &[String],
    leaves: &mut Leaves<'_>,
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
    leaves: &mut Leaves<'_>,
) -> Result<u64, ExportError> {
    let out = pack(BufWriter::new(File::create(part)?), checkpoint, keys, leaves)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.sync_all()?;
    Ok(file.metadata()?.len())
}

/// Writes the zip. Equal ledgers make equal bytes.
pub(super) fn pack<W: Write + Seek>(
    out: W,
    checkpoint: &Checkpoint,
    keys: &[String],
    leaves: &mut Leaves<'_>,
) -> Result<W, ExportError> {
    let mut zip = ZipWriter::new(out);
    // The default time of a zip is 1980: no clock is asked.
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    // Hashes do not shrink.
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file(CHECKPOINT, plain)?;
    zip.write_all(checkpoint.text.as_bytes())?;
    zip.start_file(KEYS, plain)?;
    keys.iter().try_for_each(|key| writeln!(zip, "{key}"))?;
    let mut tree = Tree::new();
    for (index, width) in tiles(checkpoint.size) {
        zip.start_file(tile_path(Kind::Entries, index, width), packed)?;
        let start = index * TILE;
        for leaf in leaves(start..start + width)? {
            let length = u16::try_from(leaf.len()).map_err(|_| ExportError::Damaged)?;
            zip.write_all(&length.to_be_bytes())?;
            zip.write_all(&leaf)?;
            tree.push(leaf_hash(&leaf));
        }
    }
    if tree.size() != checkpoint.size || tree.root() != checkpoint.root.0 {
        return Err(ExportError::Damaged);
    }
    for (level, items) in levels(checkpoint.size) {
        let mut hashes = tree.level(8 * level as usize).iter();
        for (index, width) in tiles(items) {
            zip.start_file(tile_path(Kind::Hashes(level), index, width), plain)?;
            for hash in hashes.by_ref().take(TILE_LEN) {
                zip.write_all(hash)?;
            }
        }
    }
    Ok(zip.finish()?)
}
