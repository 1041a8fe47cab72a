//! A copy of the people's database from before a trial. A new version may change its tables at its first start, and the
//! version before cannot read them then. When the box goes back, the copy replaces the database.
//!
//! Runs at every start, before the box opens the database.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::UpdateProblem;
use super::slots::Slot;
use super::state::open_plain;
use super::target::UpdateTarget;
use crate::files;

/// Folder of the copy.
const KEPT: &str = "before-update";
/// File with the slot on trial. It is written last: without it the copy is not whole.
const MARK: &str = "slot";
/// SQLite's files: the database, its write-ahead log, and the log's index.
const DATABASE: &str = "box.db";
const LOG: &str = "box.db-wal";
const INDEX: &str = "box.db-shm";

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing had to be done.
    Nothing,
    /// A trial begins: the database was copied.
    Copied,
    /// The trial has failed: the copy is the database again.
    Restored,
}

/// Copies the database when the slot on trial starts, and restores it when the other slot starts after that.
///
/// # Errors
/// As the disk says.
pub fn before_start(target: &UpdateTarget) -> Result<Kept, UpdateProblem> {
    // The box must serve even if the loader's entries cannot be read.
    let on_trial = target.bootloader.on_trial(target).unwrap_or(false);
    let kept = target.data.join(KEPT);
    let failed = UpdateProblem::at(&kept);
    match marked(&kept) {
        Some(slot) if slot == target.running => {
            // The second try keeps the copy: the first may have changed the database.
            if !on_trial {
                forget(&target.data).map_err(failed)?;
            }
            Ok(Kept::Nothing)
        }
        Some(_) => restore(&target.data, &kept).map(|()| Kept::Restored).map_err(failed),
        None if on_trial => copy(&target.data, &kept, target.running).map(|()| Kept::Copied).map_err(failed),
        None => Ok(Kept::Nothing),
    }
}

/// Removes the copy, because the trial has succeeded.
///
/// # Errors
/// As the disk says.
pub fn forget(data: &Path) -> io::Result<()> {
    let kept = data.join(KEPT);
    match fs::remove_dir_all(&kept) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn marked(kept: &Path) -> Option<Slot> {
    match fs::read_to_string(kept.join(MARK)).ok()?.trim() {
        "a" => Some(Slot::A),
        "b" => Some(Slot::B),
        _ => None,
    }
}

fn copy(data: &Path, kept: &Path, running: Slot) -> io::Result<()> {
    forget(data)?;
    fs::create_dir(kept)?;
    for name in [DATABASE, LOG] {
        match open_plain(&data.join(name)) {
            Ok(mut file) => copy_file(&mut file, &kept.join(name))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    files::replace(&kept.join(MARK), running.letter().to_string().as_bytes(), 0o600)?;
    File::open(data)?.sync_all()
}

fn restore(data: &Path, kept: &Path) -> io::Result<()> {
    // SQLite would apply a log of the new database to the old one.
    for name in [LOG, INDEX] {
        match fs::remove_file(data.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    for name in [DATABASE, LOG] {
        match open_plain(&kept.join(name)) {
            Ok(mut file) => copy_file(&mut file, &data.join(name))?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    File::open(data)?.sync_all()?;
    fs::remove_file(kept.join(MARK))?;
    File::open(kept)?.sync_all()?;
    fs::remove_dir_all(kept)
}

fn copy_file(from: &mut File, to: &Path) -> io::Result<()> {
    files::replace_with(to, 0o600, |file| io::copy(from, file).map(drop))
}
