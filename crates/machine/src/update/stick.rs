//! Copies an update from a USB stick to the data partition, so that the stick may be removed before the owner decides.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Seek as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use super::UpdateProblem;
use super::bundle::{Head, UpdateBundle};
use super::keys::TrustedKeys;
use super::state::open_plain;

/// Beginning and end of an update's file name.
const START: &str = "hallbox-";
const END: &str = ".update";
/// Updates that are read of one stick.
const FILES_MAX: usize = 16;
/// Kept free on the data partition, bytes: the ledger of a night must never find it full.
const SPARE: u64 = 256 * 1024 * 1024;

/// An update on the data partition that was checked.
#[derive(Debug)]
pub struct Found {
    /// Its head.
    pub head: Head,
    /// Its file.
    pub path: PathBuf,
}

/// Looks for updates in the root of a stick, and copies the newest that `suits` into the folder `keep`. The copy is
/// checked whole. None when the stick has no update.
///
/// # Errors
/// [`UpdateProblem`] of the last one by name, when none can be used.
pub fn look(
    stick: &Path,
    keep: &Path,
    keys: &TrustedKeys,
    suits: impl Fn(&Head) -> Result<(), UpdateProblem>,
) -> Result<Option<Found>, UpdateProblem> {
    let mut problem = None;
    let mut best: Option<(Head, PathBuf)> = None;
    for path in updates(stick).map_err(UpdateProblem::at(stick))? {
        let head = UpdateBundle::open(&path, keys).map(|bundle| bundle.head().clone());
        match head.and_then(|head| suits(&head).map(|()| head)) {
            Ok(head)
                if best.as_ref().is_none_or(|(other, _)| other.manifest.version < head.manifest.version) =>
            {
                best = Some((head, path));
            }
            Ok(_) => {}
            Err(why) => problem = Some(why),
        }
    }
    match (best, problem) {
        (Some((head, path)), _) => copy(&path, &head, keep, keys).map(Some),
        (None, Some(problem)) => Err(problem),
        (None, None) => Ok(None),
    }
}

/// Files in the root of a stick that are named like updates, sorted by name.
///
/// # Errors
/// As the stick says.
pub fn updates(stick: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for item in fs::read_dir(stick)? {
        let item = item?;
        let name = item.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(START) && name.ends_with(END) && item.file_type()?.is_file() {
            found.push(item.path());
        }
    }
    found.sort();
    let first = found.len().saturating_sub(FILES_MAX);
    Ok(found.split_off(first))
}

/// Copies a bundle, then checks the copy, which is what will be installed.
fn copy(path: &Path, head: &Head, keep: &Path, keys: &TrustedKeys) -> Result<Found, UpdateProblem> {
    let failed = UpdateProblem::at(keep);
    check_room(keep, head.total())?;
    let to = keep.join(head.manifest.file_name());
    let part = to.with_extension("part");
    let mut file = open_plain(path).map_err(UpdateProblem::at(path))?;
    file.rewind().map_err(UpdateProblem::at(path))?;
    let copied = write_part(&part, &mut io::Read::take(&mut file, head.total()));
    let kept = copied.map_err(&failed).and_then(|()| accept(&part, keep, keys));
    if kept.is_err() {
        // It may not exist.
        let _ = fs::remove_file(&part);
    }
    kept
}

/// Writes a new file and makes its bytes durable. [`accept`] gives it its name once it was checked.
fn write_part(path: &Path, from: &mut impl io::Read) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    io::copy(from, &mut file)?;
    file.sync_all()
}

/// Checks whether the data partition has room for so many bytes.
pub(super) fn check_room(keep: &Path, needs: u64) -> Result<(), UpdateProblem> {
    let disk = rustix::fs::statvfs(keep).map_err(|error| UpdateProblem::at(keep)(error.into()))?;
    let room = disk.f_bavail.saturating_mul(disk.f_frsize).saturating_sub(SPARE);
    if needs <= room {
        Ok(())
    } else {
        Err(UpdateProblem::NoRoom { part: "the update".to_owned(), needs, room })
    }
}

/// Checks a whole bundle that is in `keep` under a temporary name, and gives it its own. All other bundles there are
/// removed.
pub(super) fn accept(part: &Path, keep: &Path, keys: &TrustedKeys) -> Result<Found, UpdateProblem> {
    let failed = UpdateProblem::at(keep);
    let mut bundle = UpdateBundle::open(part, keys)?;
    bundle.check()?;
    let head = bundle.head().clone();
    let path = keep.join(head.manifest.file_name());
    for other in updates(keep).map_err(&failed)? {
        if other != path {
            fs::remove_file(other).map_err(&failed)?;
        }
    }
    fs::rename(part, &path).and_then(|()| File::open(keep)?.sync_all()).map_err(&failed)?;
    Ok(Found { head, path })
}
