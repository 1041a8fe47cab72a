//! Which nights were downloaded as a bundle, so that a factory reset does not erase the only copy.

use std::fs;
use std::io;
use std::path::Path;

use machine::files;

use super::archive;
use super::error::OpenError;
use super::store::Store;

/// Beside a ledger: how many entries the newest bundle had.
const FILE: &str = "exported";

/// Notes that a bundle of the first `entries` entries of the night in `dir` was written.
///
/// # Errors
/// As the disk says.
pub fn note(dir: &Path, entries: u64) -> io::Result<()> {
    files::replace(&dir.join(FILE), format!("{entries}\n").as_bytes(), 0o644)
}

/// Whether the newest bundle of the night in `dir` holds every card that was sold and every game that was played.
/// Also true for a night without any.
///
/// # Errors
/// [`OpenError`], above all when a box runs with this night.
pub fn is_exported(dir: &Path) -> Result<bool, OpenError> {
    if archive::removed(dir).is_some() {
        return Ok(true);
    }
    let noted = fs::read_to_string(dir.join(FILE)).unwrap_or_default();
    let entries = noted.trim().parse().unwrap_or(0);
    let store = Store::open(dir, false)?;
    Ok(!store.plays_from(entries)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proof::testing::leaves;

    #[test]
    fn a_night_is_exported_when_its_games_are() {
        let dir = tempfile::tempdir().unwrap();
        let exported = || is_exported(dir.path()).unwrap();
        let mut store = Store::open(dir.path(), true).unwrap();
        assert!(matches!(is_exported(dir.path()), Err(OpenError::InUse(_))));
        // The night was opened, and nothing was played.
        let leaves = leaves(4);
        store.append(&leaves[..1]).unwrap();
        drop(store);
        assert!(exported());
        Store::open(dir.path(), false).unwrap().append(&leaves[1..3]).unwrap();
        assert!(!exported());
        note(dir.path(), 2).unwrap();
        assert!(!exported(), "a ball was called since");
        note(dir.path(), 3).unwrap();
        assert!(exported());
        Store::open(dir.path(), false).unwrap().append(&leaves[3..]).unwrap();
        assert!(!exported());
        std::fs::write(dir.path().join(FILE), "many").unwrap();
        assert!(!exported());
    }
}
