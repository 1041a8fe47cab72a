//! The settings file: its name, its largest size, and reading it.

use std::fs;
use std::io::{self, Read as _};
use std::path::Path;

/// Name of the settings file.
pub const FILE: &str = "hallbox.toml";
/// Largest file that is parsed, bytes. A longer one is no settings file.
pub(super) const BYTES_MAX: u64 = 64 * 1024;

/// Reads at most one byte more than [`BYTES_MAX`], so that the parser can refuse a longer file.
pub(super) fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(BYTES_MAX + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
