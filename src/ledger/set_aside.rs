//! Ledgers that cannot be read and that somebody gave up: they stay as they are, and the next night says so.

use std::fs;
use std::io;
use std::path::Path;

use machine::files;

/// In the folder of such a night: what was wrong, in words.
const FILE: &str = "set-aside";

/// Notes that the ledger in this folder is given up.
///
/// # Errors
/// As the disk says.
pub fn note(dir: &Path, why: &str) -> io::Result<()> {
    files::replace(&dir.join(FILE), format!("{why}\n").as_bytes(), 0o644)
}

/// Why the ledger in this folder was given up, if it was.
#[must_use]
pub fn why(dir: &Path) -> Option<String> {
    Some(fs::read_to_string(dir.join(FILE)).ok()?.trim_end().to_owned())
}
