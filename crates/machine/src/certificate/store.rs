//! Reads and writes the files of the folder `tls`.

use std::fs;
use std::path::Path;

use super::TlsError;
use crate::files;

pub(super) fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|source| TlsError::Files { path: path.into(), source })
}

/// The file as text; none when it is not UTF-8.
pub(super) fn read_text(path: &Path) -> Result<Option<String>, TlsError> {
    Ok(String::from_utf8(read(path)?).ok())
}

/// Replaces a file that only the box's own user may read.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), TlsError> {
    files::replace(path, bytes, 0o600).map_err(|source| TlsError::Files { path: path.into(), source })
}

pub(super) fn remove(path: &Path) -> Result<(), TlsError> {
    fs::remove_file(path).map_err(|source| TlsError::Files { path: path.into(), source })
}
