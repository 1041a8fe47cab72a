//! From a USB stick to the data partition: the stick may be pulled out before the owner has decided.

use std::fs::{self, File};
use std::io::{self, Seek as _};
use std::path::{Path, PathBuf};

use super::Problem;
use super::bundle::{Bundle, Head};
use super::keys::TrustedKeys;
use super::state::{copy_to, open_plain};

/// How updates are called.
const START: &str = "hallbox-";
const END: &str = ".update";
/// Updates looked at on one stick at most.
const FILES_MAX: usize = 16;
/// Left free on the data partition, bytes: a night must never find it full.
pub(super) const SPARE: u64 = 256 * 1024 * 1024;

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// What it is.
    pub head: Head,
    /// Where it lies now.
    pub path: PathBuf,
}

/// Looks for updates in the root of a stick and keeps the newest that `suits` in `keep`, checked as a whole.
/// None when there is no update at all.
///
/// # Errors
/// [`Problem`] of the one that would have been the newest by its name, when none can be used.
pub fn look(
    stick: &Path,
    keep: &Path,
    keys: &TrustedKeys,
    suits: impl Fn(&Head) -> Result<(), Problem>,
) -> Result<Option<Found>, Problem> {
    let mut problem = None;
    let mut best: Option<(Head, PathBuf)> = None;
    for path in updates(stick).map_err(Problem::at(stick))? {
        let head = Bundle::open(&path, keys).map(|bundle| bundle.head().clone());
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
        (Some((head, path)), _) => take(&path, &head, keep, keys).map(Some),
        (None, Some(problem)) => Err(problem),
        (None, None) => Ok(None),
    }
}

/// Files in the root of a stick that are called like updates, by name.
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

/// Copies a bundle, then checks the copy: what is checked is what will be installed.
fn take(path: &Path, head: &Head, keep: &Path, keys: &TrustedKeys) -> Result<Found, Problem> {
    let failed = Problem::at(keep);
    room(keep, head.total())?;
    let to = keep.join(head.manifest.file_name());
    let part = to.with_extension("part");
    let mut file = open_plain(path).map_err(Problem::at(path))?;
    file.rewind().map_err(Problem::at(path))?;
    let copied = copy_to(&part, &mut io::Read::take(&mut file, head.total()));
    let kept = copied.map_err(&failed).and_then(|()| accept(&part, keep, keys));
    if kept.is_err() {
        // It may not even be there.
        let _ = fs::remove_file(&part);
    }
    kept
}

/// Whether so many bytes may still be kept.
pub(super) fn room(keep: &Path, needs: u64) -> Result<(), Problem> {
    let disk = rustix::fs::statvfs(keep).map_err(|error| Problem::at(keep)(error.into()))?;
    let room = disk.f_bavail.saturating_mul(disk.f_frsize).saturating_sub(SPARE);
    if needs <= room { Ok(()) } else { Err(Problem::NoRoom { part: "the update".to_owned(), needs, room }) }
}

/// Checks a whole bundle that lies in `keep` under another name and gives it its own; older ones go.
pub(super) fn accept(part: &Path, keep: &Path, keys: &TrustedKeys) -> Result<Found, Problem> {
    let failed = Problem::at(keep);
    let mut bundle = Bundle::open(part, keys)?;
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
