//! Every change to a disk, one step at a time: between any two of them the power may go.
//!
//! What may be relied on. A file written by [`Disk::write`] is whole on the disk when the call returns. A name
//! changed by [`Disk::rename`] is the old file or the new one, never none: on FAT, which has no journal, Linux
//! changes one entry of 32 bytes inside one sector for that, and cards write a sector whole or not at all. The
//! change is on the disk after [`Disk::sync`].

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use domain::Digest;
use rustix::fs::{Advice, fadvise};

use super::bundle;

/// No text of ours is longer, bytes.
const TEXT_BYTES_MAX: u64 = 256 * 1024;
/// Bytes written at a time: one flash block of most cards.
const CHUNK: usize = 4 * 1024 * 1024;

/// A place to read from and to change.
pub trait Disk {
    /// A small file.
    ///
    /// # Errors
    /// As the system says; also for a file that is too long to be one of ours.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Names in a folder, sorted, those of folders with a slash at the end; none when it is not there.
    ///
    /// # Errors
    /// As the system says.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;

    /// Makes a folder that may be there already.
    ///
    /// # Errors
    /// As the system says.
    fn make_dir(&mut self, dir: &Path) -> io::Result<()>;

    /// Writes a file anew; its bytes are on the disk after it.
    ///
    /// # Errors
    /// As the system or `content` says.
    fn write(&mut self, path: &Path, content: &mut dyn Read) -> io::Result<()>;

    /// Writes over the beginning of a partition; its bytes are on the disk after it.
    ///
    /// # Errors
    /// As the system or `content` says.
    fn overwrite(&mut self, partition: &Path, content: &mut dyn Read) -> io::Result<()>;

    /// Gives a file another name, in place of the file that has it.
    ///
    /// # Errors
    /// As the system says.
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Takes a file away.
    ///
    /// # Errors
    /// As the system says.
    fn remove(&mut self, path: &Path) -> io::Result<()>;

    /// Names of this folder are on the disk after it.
    ///
    /// # Errors
    /// As the system says.
    fn sync(&mut self, dir: &Path) -> io::Result<()>;

    /// Digest of the first bytes of a file or partition, read from the disk and not from memory.
    ///
    /// # Errors
    /// As the system says; also when there are fewer bytes.
    fn digest(&self, path: &Path, bytes: u64) -> io::Result<Digest>;

    /// Bytes of a file or partition.
    ///
    /// # Errors
    /// As the system says.
    fn size(&self, path: &Path) -> io::Result<u64>;

    /// Bytes that can still be written below a folder.
    ///
    /// # Errors
    /// As the system says.
    fn free(&self, dir: &Path) -> io::Result<u64>;
}

/// Writes a small file so that after a power cut it is the old one or the new one.
///
/// # Errors
/// As the disk says.
pub fn replace(disk: &mut impl Disk, path: &Path, content: &[u8]) -> io::Result<()> {
    let unfinished = unfinished(path);
    disk.write(&unfinished, &mut &*content)?;
    disk.rename(&unfinished, path)?;
    disk.sync(path.parent().unwrap_or(Path::new(".")))
}

/// What a file is called until it is whole.
#[must_use]
pub fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

/// The real one.
#[derive(Debug, Default)]
pub struct Real;

impl Disk for Real {
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
        // New: nothing is written through a link that somebody left there.
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
        // On FAT the tables of free space are nobody's: the whole file system is asked.
        rustix::fs::syncfs(&dir)?;
        dir.sync_all()
    }

    fn digest(&self, path: &Path, bytes: u64) -> io::Result<Digest> {
        let file = File::open(path)?;
        // What memory still holds would always read back well.
        fadvise(&file, 0, None, Advice::DontNeed)?;
        let (found, digest) = bundle::digest(file.take(bytes))?;
        if found == bytes { Ok(digest) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn size(&self, path: &Path) -> io::Result<u64> {
        // A partition has no length but an end.
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
        // Written as it comes: a box with little memory does not drown in what waits for a slow card.
        to.sync_data()?;
        if filled < buffer.len() {
            return to.sync_all();
        }
    }
}
