//! Every change to a disk, one step at a time: the power may fail between any two steps.
//!
//! Guarantees. A file is whole on the disk when [`Disk::write`] returns. After [`Disk::rename`] the name belongs to the
//! old file or the new one, never to none: on FAT, which has no journal, Linux changes one entry of 32 bytes inside one
//! sector, and cards write a sector whole or not at all. Changed names are on the disk after [`Disk::sync`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use domain::Digest;
use rustix::fs::{Advice, fadvise};

use super::{UpdateProblem, bundle};
use crate::files::unfinished;

/// Longest file that is read whole, bytes.
const TEXT_BYTES_MAX: u64 = 256 * 1024;
/// Bytes written at a time: one flash block of most cards.
const CHUNK: usize = 4 * 1024 * 1024;

/// A disk of the appliance; tests have one that loses power.
pub trait Disk {
    /// Reads a small file.
    ///
    /// # Errors
    /// As the system says; also for a longer file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// The names in a folder, sorted, with a slash after those of folders; none when the folder does not exist.
    ///
    /// # Errors
    /// As the system says.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;

    /// Makes a folder, which may exist already.
    ///
    /// # Errors
    /// As the system says.
    fn make_dir(&mut self, dir: &Path) -> io::Result<()>;

    /// Writes a new file in place of the old one. Its bytes are on the disk when this returns.
    ///
    /// # Errors
    /// As the system or `content` says.
    fn write(&mut self, path: &Path, content: &mut dyn Read) -> io::Result<()>;

    /// Overwrites the beginning of a partition. The bytes are on the disk when this returns.
    ///
    /// # Errors
    /// As the system or `content` says.
    fn overwrite(&mut self, partition: &Path, content: &mut dyn Read) -> io::Result<()>;

    /// Renames a file, in place of the file that has the name.
    ///
    /// # Errors
    /// As the system says.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// As the system says.
    fn remove(&mut self, path: &Path) -> io::Result<()>;

    /// Makes changes to this folder's names durable.
    ///
    /// # Errors
    /// As the system says.
    fn sync(&mut self, dir: &Path) -> io::Result<()>;

    /// Digest of the first bytes of a file or partition, read from the disk and not from the page cache.
    ///
    /// # Errors
    /// As the system says; also when there are fewer bytes.
    fn digest(&self, path: &Path, bytes: u64) -> io::Result<Digest>;

    /// Length of a file or partition, bytes.
    ///
    /// # Errors
    /// As the system says.
    fn size(&self, path: &Path) -> io::Result<u64>;

    /// Free space below a folder, bytes.
    ///
    /// # Errors
    /// As the system says.
    fn free(&self, dir: &Path) -> io::Result<u64>;
}

/// Replaces a small file: after a power cut it is the old one or the new one.
pub(super) fn replace(disk: &mut impl Disk, path: &Path, content: &[u8]) -> io::Result<()> {
    let unfinished = unfinished(path);
    disk.write(&unfinished, &mut &*content)?;
    disk.rename(&unfinished, path)?;
    disk.sync(path.parent().unwrap_or(Path::new(".")))
}

/// Reads a small file that holds text.
pub(super) fn read_text(disk: &impl Disk, path: &Path) -> Result<String, UpdateProblem> {
    let bytes = disk.read(path).map_err(UpdateProblem::at(path))?;
    String::from_utf8(bytes).map_err(|_| UpdateProblem::Io(format!("{} is no text", path.display())))
}

/// The file systems and partitions of this computer.
#[derive(Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(TEXT_BYTES_MAX + 1).read_to_end(&mut bytes)?;
        if u64::try_from(bytes.len()).is_ok_and(|bytes| bytes <= TEXT_BYTES_MAX) {
            Ok(bytes)
        } else {
            Err(io::ErrorKind::FileTooLarge.into())
        }
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let items = match fs::read_dir(dir) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            items => items?,
        };
        let mut names = Vec::new();
        for item in items {
            let item = item?;
            let end = if item.file_type()?.is_dir() { "/" } else { "" };
            names.extend(item.file_name().into_string().map(|name| name + end));
        }
        names.sort();
        Ok(names)
    }

    fn make_dir(&mut self, dir: &Path) -> io::Result<()> {
        match fs::create_dir(dir) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            made => made,
        }
    }

    fn write(&mut self, path: &Path, content: &mut dyn Read) -> io::Result<()> {
        match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        // `create_new`: nothing is written through a link that was left there.
        copy(OpenOptions::new().write(true).create_new(true).open(path)?, content)
    }

    fn overwrite(&mut self, partition: &Path, content: &mut dyn Read) -> io::Result<()> {
        copy(OpenOptions::new().write(true).open(partition)?, content)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn sync(&mut self, dir: &Path) -> io::Result<()> {
        let dir = File::open(dir)?;
        // FAT's allocation tables belong to no file, so the whole file system is synced.
        rustix::fs::syncfs(&dir)?;
        dir.sync_all()
    }

    fn digest(&self, path: &Path, bytes: u64) -> io::Result<Digest> {
        let file = File::open(path)?;
        // The page cache would always read back well.
        fadvise(&file, 0, None, Advice::DontNeed)?;
        let (found, digest) = bundle::digest(file.take(bytes))?;
        if found == bytes { Ok(digest) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        // Metadata of a partition tell no length.
        File::open(path)?.seek(SeekFrom::End(0))
    }

    fn free(&self, dir: &Path) -> io::Result<u64> {
        let disk = rustix::fs::statvfs(dir)?;
        Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
    }
}

fn copy(mut to: File, content: &mut dyn Read) -> io::Result<()> {
    let mut buffer = vec![0; CHUNK];
    loop {
        let mut filled = 0;
        while filled < buffer.len() {
            match content.read(&mut buffer[filled..])? {
                0 => break,
                bytes => filled += bytes,
            }
        }
        to.write_all(&buffer[..filled])?;
        // Synced piece by piece: unwritten data for a slow card must not fill a small memory.
        to.sync_data()?;
        if filled < buffer.len() {
            return to.sync_all();
        }
    }
}
