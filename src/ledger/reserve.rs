//! A file that takes some of the disk's room, so that there is some when the disk is full.
//!
//! A full disk must not shut out the owner: signing in and removing old nights write a little. The reserve is let go
//! when nothing else is left and taken again when there is room.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use machine::files::unfinished;
use rustix::fs::{FallocateFlags, fallocate};
use tracing::warn;

use super::doctor::free_bytes;

/// Name of the file in the venue's folder.
const FILE: &str = "reserve";
/// Its size, bytes: a thousand sign-ins, or the checkpoints of as many nights.
const RESERVE_BYTES: u64 = 4 << 20;
/// Free bytes below which the disk counts as full: SQLite writes whole pages, several at a time.
const LEAST_BYTES: u64 = 256 << 10;
/// Free bytes beside the reserve from which there is room again: a busy quarter of an hour.
const ROOM_BYTES: u64 = 4 << 20;

/// The reserve of a venue.
#[derive(Clone, Debug)]
pub struct Reserve {
    data: PathBuf,
}

impl Reserve {
    /// The reserve in a venue's folder.
    #[must_use]
    pub fn at(data: &Path) -> Self {
        Self { data: data.to_owned() }
    }

    fn path(&self) -> PathBuf {
        self.data.join(FILE)
    }

    /// Whether nothing but the reserve is left of the disk.
    #[must_use]
    pub fn is_needed(&self) -> bool {
        free_bytes(&self.data).is_ok_and(|free| free < LEAST_BYTES)
    }

    /// Gives the room back, if it was taken.
    pub fn release(&self) {
        match fs::remove_file(self.path()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                warn!(%error, "The reserve on the disk could not be let go");
            }
            _ => {}
        }
    }

    /// Takes the room, unless it is taken already. Only where as much again stays free.
    ///
    /// # Errors
    /// [`io::ErrorKind::StorageFull`] when there is too little room; others as the system says.
    pub fn take(&self) -> io::Result<()> {
        let (path, free) = (self.path(), free_bytes(&self.data)?);
        let is_taken = path.metadata().is_ok_and(|file| file.len() == RESERVE_BYTES);
        let wanted = if is_taken { LEAST_BYTES } else { RESERVE_BYTES + ROOM_BYTES };
        if free < wanted {
            return Err(io::ErrorKind::StorageFull.into());
        }
        if is_taken {
            return Ok(());
        }
        let new = unfinished(&path);
        let made = File::create(&new).and_then(|file| fill(&file)).and_then(|()| fs::rename(&new, &path));
        if made.is_err() {
            // It may not exist.
            let _ = fs::remove_file(&new);
        }
        made
    }
}

fn fill(file: &File) -> io::Result<()> {
    match fallocate(file, FallocateFlags::empty(), 0, RESERVE_BYTES) {
        Ok(()) => {}
        // FAT and some network disks know no reservation: bytes that are written take room everywhere.
        Err(rustix::io::Errno::OPNOTSUPP) => {
            let mut zeros = io::Read::take(io::repeat(0), RESERVE_BYTES);
            io::copy(&mut zeros, &mut &*file)?;
        }
        Err(error) => return Err(error.into()),
    }
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reserve_is_taken_once_and_given_back() {
        let dir = tempfile::tempdir().unwrap();
        let reserve = Reserve::at(dir.path());
        reserve.take().unwrap();
        reserve.take().unwrap();
        assert_eq!(fs::metadata(dir.path().join(FILE)).unwrap().len(), RESERVE_BYTES);
        assert!(!reserve.is_needed());
        reserve.release();
        reserve.release();
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0);
        assert!(Reserve::at(&dir.path().join("gone")).take().is_err());
    }
}
