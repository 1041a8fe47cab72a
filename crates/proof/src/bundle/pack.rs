//! Writing a bundle.

use std::io::{self, Seek, Write};
use std::ops::Range;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{CHECKPOINT, KEYS, Kind, TILE, TILE_LEN, levels, tile_path, tiles};
use crate::checkpoint::Checkpoint;
use crate::tree::{Tree, leaf_hash};

/// Why no bundle was packed.
#[derive(Debug)]
pub enum PackError<E> {
    /// Choose another place, or make room.
    Write(io::Error),
    /// Whoever keeps the leaves could not lend them.
    Leaves(E),
    /// The leaves are not those the checkpoint was signed over.
    Damaged,
}

impl<E> From<io::Error> for PackError<E> {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}

impl<E> From<zip::result::ZipError> for PackError<E> {
    fn from(error: zip::result::ZipError) -> Self {
        Self::Write(error.into())
    }
}

/// Lends the bytes of leaves, at most 256 at a time.
pub type Leaves<'a, E> = dyn FnMut(Range<u64>) -> Result<Vec<Vec<u8>>, E> + 'a;

/// Writes the zip. Equal ledgers make equal bytes.
///
/// # Errors
/// [`PackError`]; `out` holds half a zip then.
pub fn pack<W: Write + Seek, E>(
    out: W,
    checkpoint: &Checkpoint,
    keys: &[String],
    leaves: &mut Leaves<'_, E>,
) -> Result<W, PackError<E>> {
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
        for leaf in leaves(start..start + width).map_err(PackError::Leaves)? {
            let length = u16::try_from(leaf.len()).map_err(|_| PackError::Damaged)?;
            zip.write_all(&length.to_be_bytes())?;
            zip.write_all(&leaf)?;
            tree.push(leaf_hash(&leaf));
        }
    }
    if tree.size() != checkpoint.size || tree.root() != checkpoint.root.0 {
        return Err(PackError::Damaged);
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
