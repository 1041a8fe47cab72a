//! Which nights have left the box as a bundle, so that nobody erases the only copy.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use super::error::OpenError;
use super::store::Store;

/// Lies beside a ledger: how many entries the newest bundle had.
const NOTE: &str = "exported";

/// Notes that a bundle with the first `entries` entries of the night in `dir` was handed out.
///
/// # Errors
/// As the disk says.
pub fn note(dir: &Path, entries: u64) -> io::Result<()> {
    let mut file = File::create(dir.join(NOTE))?;
    writeln!(file, "{entries}")?;
    file.sync_all()
}

/// Whether the newest bundle of the night in `dir` holds every card that was sold and every game that was played
/// there. True as well for a night in which nothing was.
///
/// # Errors
/// [`OpenError`], above all when a box runs with this night.
pub fn is_exported(dir: &Path) -> Result<bool, OpenError> {
    let noted = fs::read_to_string(dir.join(NOTE)).unwrap_or_default();
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
        std::fs::write(dir.path().join(NOTE), "many").unwrap();
        assert!(!exported());
    }
}
