//! Reading a bundle that anybody may have made.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::{CHECKPOINT, ENTRIES_MAX, HASH, KEYS, Kind, TILE, levels, tile_path, tiles};
use crate::checkpoint::{self, CHECKPOINT_BYTES_MAX};
use crate::leaf::LEAF_BYTES_MAX;
use crate::tree::Hash;

/// Largest file opened, bytes: a night of 50,000 entries packs into about 5 MiB.
const FILE_BYTES_MAX: u64 = 64 << 20;
/// Everything unpacked, bytes.
const UNPACKED_BYTES_MAX: u64 = 256 << 20;
/// Files in the zip: [`ENTRIES_MAX`] entries make about 7,900.
const FILES_MAX: usize = 10_000;
/// Bytes of `keys.txt`.
const KEYS_BYTES_MAX: u64 = 16 * 1024;
/// The record every zip ends with.
const END_RECORD: usize = 22;

/// Why a file could not be read as a bundle.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Check the path.
    #[error("The bundle could not be read: {0}.")]
    Io(#[from] io::Error),
    /// Ask for the right file.
    #[error("This file is no Hallbox bundle: {0}.")]
    NotABundle(String),
    /// Somebody made it to fill your memory.
    #[error("This bundle is larger than any night could be ({0}): it was not opened.")]
    TooLarge(&'static str),
}

impl From<ZipError> for ReadError {
    fn from(error: ZipError) -> Self {
        match error {
            ZipError::Io(error) => Self::Io(error),
            other => Self::NotABundle(other.to_string()),
        }
    }
}

/// What a bundle holds, not yet believed.
#[derive(Clone, Debug, Default)]
pub struct Bundle {
    /// Text of the signed head; empty when there was none.
    pub checkpoint: String,
    /// Lines of `keys.txt`.
    pub keys: Vec<String>,
    /// The entries as they were hashed, in order, up to the first one that could not be read.
    pub leaves: Vec<Vec<u8>>,
    /// Hash tiles, level by level.
    pub(super) hashes: Vec<Vec<Hash>>,
    /// The first entry whose tile cannot be taken apart, and why.
    pub(super) broken: Option<(u64, String)>,
    /// The first file that should be there and is not.
    pub(super) missing: Option<String>,
}

/// Unpacks a bundle. Believes nothing: see [`super::verify_bytes`].
///
/// # Errors
/// [`ReadError`] when this is no bundle at all, or one that would not fit into memory.
pub fn read(path: &Path) -> Result<Bundle, ReadError> {
    unpack(File::open(path)?)
}

/// As [`read`], from anything seekable.
///
/// # Errors
/// As [`read`].
pub fn unpack<R: Read + Seek>(mut file: R) -> Result<Bundle, ReadError> {
    check_end_record(&mut file)?;
    let mut archive = ZipArchive::new(file)?;
    if archive.has_duplicate_names() {
        return Err(ReadError::NotABundle("two of its files have the same name".into()));
    }
    if archive.has_overlapping_files()? {
        return Err(ReadError::NotABundle("its files overlap".into()));
    }
    let mut unpacker = Unpacker { archive, left: UNPACKED_BYTES_MAX, bundle: Bundle::default() };
    unpacker.read_text()?;
    // A head that cannot be read is for the verifier to report; it says nothing about how many entries to expect.
    let size = checkpoint::parse_unverified(&unpacker.bundle.checkpoint).map_or(0, |head| head.size);
    if size > ENTRIES_MAX {
        return Err(ReadError::TooLarge("more than a million entries"));
    }
    unpacker.read_entries(size)?;
    unpacker.read_hashes(size)?;
    Ok(unpacker.bundle)
}

/// Counts the files before a list of them is built in memory: a small zip can name millions.
fn check_end_record<R: Read + Seek>(file: &mut R) -> Result<(), ReadError> {
    let length = file.seek(SeekFrom::End(0))?;
    if length > FILE_BYTES_MAX {
        return Err(ReadError::TooLarge("more than 64 MiB"));
    }
    let Some(start) = length.checked_sub(END_RECORD as u64) else {
        return Err(ReadError::NotABundle("it is too short to be a zip".into()));
    };
    file.seek(SeekFrom::Start(start))?;
    let mut record = [0; END_RECORD];
    file.read_exact(&mut record)?;
    if !record.starts_with(b"PK\x05\x06") {
        return Err(ReadError::NotABundle("it does not end like a plain zip".into()));
    }
    if usize::from(u16::from_le_bytes([record[10], record[11]])) > FILES_MAX {
        return Err(ReadError::TooLarge("more than 10,000 files"));
    }
    Ok(())
}

struct Unpacker<R> {
    archive: ZipArchive<R>,
    /// Bytes that may still be unpacked.
    left: u64,
    bundle: Bundle,
}

/// One file of the zip.
enum Fetched {
    Bytes(Vec<u8>),
    Missing,
    /// It is there and cannot be unpacked.
    Broken(String),
}

impl<R: Read + Seek> Unpacker<R> {
    fn read_text(&mut self) -> Result<(), ReadError> {
        let mut text = |name: &str, max| match self.fetch(name, max)? {
            Fetched::Bytes(bytes) => {
                String::from_utf8(bytes).map_err(|_| ReadError::NotABundle(format!("its {name} is no text")))
            }
            Fetched::Broken(why) => Err(ReadError::NotABundle(format!("its {name} is broken: {why}"))),
            Fetched::Missing => Ok(String::new()),
        };
        let checkpoint = text(CHECKPOINT, CHECKPOINT_BYTES_MAX as u64)?;
        let keys = text(KEYS, KEYS_BYTES_MAX)?;
        for (name, text) in [(CHECKPOINT, &checkpoint), (KEYS, &keys)] {
            if text.is_empty() {
                self.miss(name.to_owned());
            }
        }
        self.bundle.keys = keys.lines().map(str::to_owned).collect();
        self.bundle.checkpoint = checkpoint;
        Ok(())
    }

    fn read_entries(&mut self, size: u64) -> Result<(), ReadError> {
        for (index, width) in tiles(size) {
            let path = tile_path(Kind::Entries, index, width);
            let start = index * TILE;
            match self.fetch(&path, width * (LEAF_BYTES_MAX as u64 + 2))? {
                Fetched::Bytes(bytes) => {
                    let (leaves, why) = split_tile(&bytes, width);
                    let end = start + leaves.len() as u64;
                    self.bundle.leaves.extend(leaves);
                    if let Some(why) = why {
                        self.bundle.broken = Some((end, format!("{path} {why}")));
                        return Ok(());
                    }
                }
                Fetched::Broken(why) => {
                    self.bundle.broken = Some((start, format!("{path} cannot be unpacked: {why}")));
                    return Ok(());
                }
                Fetched::Missing => {
                    self.miss(path);
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn read_hashes(&mut self, size: u64) -> Result<(), ReadError> {
        for (level, items) in levels(size) {
            let mut row = Vec::new();
            for (index, width) in tiles(items) {
                let path = tile_path(Kind::Hashes(level), index, width);
                let why = match self.fetch(&path, TILE * HASH as u64)? {
                    Fetched::Bytes(bytes) if bytes.len() as u64 == width * HASH as u64 => {
                        row.extend(bytes.as_chunks::<HASH>().0);
                        continue;
                    }
                    Fetched::Bytes(_) => "has the wrong length".to_owned(),
                    Fetched::Broken(why) => format!("cannot be unpacked: {why}"),
                    Fetched::Missing => {
                        self.miss(path);
                        break;
                    }
                };
                let seq = (index * TILE) << (8 * level);
                if self.bundle.broken.as_ref().is_none_or(|(first, _)| seq < *first) {
                    self.bundle.broken = Some((seq, format!("{path} {why}")));
                }
                break;
            }
            self.bundle.hashes.push(row);
        }
        Ok(())
    }

    fn miss(&mut self, name: String) {
        self.bundle.missing.get_or_insert(name);
    }

    fn fetch(&mut self, name: &str, max: u64) -> Result<Fetched, ReadError> {
        let file = match self.archive.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(Fetched::Missing),
            Err(ZipError::Io(error)) => return Err(error.into()),
            Err(error) => return Ok(Fetched::Broken(error.to_string())),
        };
        let mut bytes = Vec::new();
        // Declared sizes are claims: what comes out is counted instead.
        let limit = max.min(self.left);
        if let Err(error) = file.take(limit + 1).read_to_end(&mut bytes) {
            return Ok(Fetched::Broken(error.to_string()));
        }
        let length = bytes.len() as u64;
        if length > self.left {
            return Err(ReadError::TooLarge("more than 256 MiB unpacked"));
        }
        self.left -= length;
        if length > max { Ok(Fetched::Broken("it is too long".into())) } else { Ok(Fetched::Bytes(bytes)) }
    }
}

/// Cuts a tile into its entries; says what was wrong after the last good one.
fn split_tile(mut bytes: &[u8], width: u64) -> (Vec<Vec<u8>>, Option<String>) {
    let mut leaves = Vec::new();
    for _ in 0..width {
        let Some((length, rest)) = bytes.split_first_chunk::<2>() else {
            return (leaves, Some("ends too early".into()));
        };
        let Some((leaf, rest)) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length))) else {
            return (leaves, Some("ends within an entry".into()));
        };
        leaves.push(leaf.to_vec());
        bytes = rest;
    }
    let why = (!bytes.is_empty()).then(|| "goes on after its last entry".to_owned());
    (leaves, why)
}
