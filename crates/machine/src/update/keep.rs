//! The people's database as it was before a trial. A new version may change its tables at its first start, and the
//! version before could not read them any more: when the box goes back, so does the database.
//!
//! Called before the box opens it, at every start.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::Problem;
use super::boot::Switch;
use super::disk::Real;
use super::place::Place;
use super::slots::Slot;
use super::state::{copy_to, open_plain};

/// Folder of the copy.
const KEPT: &str = "before-update";
/// Written last: the slot on trial. Without it the copy is not whole.
const MARK: &str = "slot";
/// What SQLite keeps of the database, and what makes no sense without the file it belongs to.
const DATABASE: &str = "box.db";
const LOG: &str = "box.db-wal";
const INDEX: &str = "box.db-shm";

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was to be done.
    Nothing,
    /// A trial begins: there is a copy.
    Copied,
    /// The trial has ended badly: the copy is what the box opens.
    Restored,
}

/// Copies the database when the slot on trial starts, puts it back when another slot starts after that.
///
/// # Errors
/// [`Problem`].
pub fn before_start(place: &Place) -> Result<Kept, Problem> {
    // Loader entries that cannot be read are no reason not to serve.
    let on_trial = place.switch.on_trial(place).unwrap_or(false);
    let kept = place.data.join(KEPT);
    let failed = Problem::at(&kept);
    match marked(&kept) {
        Some(slot) if slot == place.running => {
            // A second try must not copy what the first has changed.
            if !on_trial {
                forget(&place.data).map_err(failed)?;
            }
            Ok(Kept::Nothing)
        }
        Some(_) => restore(&place.data, &kept).map(|()| Kept::Restored).map_err(failed),
        None if on_trial => copy(&place.data, &kept, place.running).map(|()| Kept::Copied).map_err(failed),
        None => Ok(Kept::Nothing),
    }
}

/// The trial has ended well: the copy goes.
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
            Ok(mut file) => copy_to(&kept.join(name), &mut file)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    File::open(kept)?.sync_all()?;
    copy_to(&kept.join(MARK), &mut running.letter().to_string().as_bytes())?;
    File::open(kept)?.sync_all()?;
    File::open(data)?.sync_all()
}

fn restore(data: &Path, kept: &Path) -> io::Result<()> {
    // A log beside a database it does not belong to would be played into it.
    for name in [LOG, INDEX] {
        match fs::remove_file(data.join(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    for name in [DATABASE, LOG] {
        match open_plain(&kept.join(name)) {
            Ok(mut file) => copy_to(&data.join(name), &mut file)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    File::open(data)?.sync_all()?;
    fs::remove_file(kept.join(MARK))?;
    File::open(kept)?.sync_all()?;
    fs::remove_dir_all(kept)
}

impl Switch {
    /// Whether the slot that runs has yet to show that it serves.
    ///
    /// # Errors
    /// [`Problem`].
    pub fn on_trial(self, place: &Place) -> Result<bool, Problem> {
        Ok(self.slots(&Real, place)?.trial.is_some_and(|trial| trial.slot == place.running))
    }
}
