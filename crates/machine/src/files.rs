//! Files that are whole after a power cut.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

/// Replaces the file at `path`, or makes it: after a power cut it is the old file or the new one, whole. `mode` holds
/// the permission bits; the process's umask does not apply.
///
/// # Errors
/// As the system says; then the old file stays.
pub fn replace(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    replace_with(path, mode, |file| file.write_all(bytes))
}

/// As [`replace`], for a file that `write` writes piece by piece. What `write` returns is returned once the file is
/// durable.
///
/// # Errors
/// As the system or `write` says; then the old file stays.
pub fn replace_with<T, E: From<io::Error>>(
    path: &Path,
    mode: u32,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    let unfinished = unfinished(path);
    let written = write_new(&unfinished, mode, write).and_then(|written| {
        fs::rename(&unfinished, path)?;
        // The name is durable only when the folder is synced.
        File::open(folder(path))?.sync_all()?;
        Ok(written)
    });
    if written.is_err() {
        // It may not exist.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// Temporary name of the file at `path` until it is whole.
#[must_use]
pub fn unfinished(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

fn write_new<T, E: From<io::Error>>(
    path: &Path,
    mode: u32,
    write: impl FnOnce(&mut File) -> Result<T, E>,
) -> Result<T, E> {
    // A file left by a crash may have another mode, or be a link to another file.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    let written = write(&mut file)?;
    match file.set_permissions(Permissions::from_mode(mode)) {
        // This process owns the file, so only a file system without modes refuses: the card's FAT.
        Err(error) if error.kind() != io::ErrorKind::PermissionDenied => return Err(error.into()),
        _ => file.sync_all()?,
    }
    Ok(written)
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let names = fs::read_dir(dir).unwrap().map(|item| item.unwrap().file_name().into_string().unwrap());
        names.collect()
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_with_the_mode_asked_for() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings");
        for (bytes, mode) in [("old", 0o600), ("new", 0o644)] {
            replace(&path, bytes.as_bytes(), mode).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), bytes);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode);
        }
        assert_eq!(names(dir.path()), ["settings"]);
    }

    #[test]
    fn a_file_that_could_not_be_written_leaves_the_old_one_and_nothing_else() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("settings");
        replace(&path, b"old", 0o600).unwrap();
        let full = |file: &mut File| -> io::Result<()> {
            file.write_all(b"ha")?;
            Err(io::ErrorKind::StorageFull.into())
        };
        assert_eq!(replace_with(&path, 0o600, full).unwrap_err().kind(), io::ErrorKind::StorageFull);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(dir.path()), ["settings"]);
    }

    #[test]
    fn nothing_is_written_through_a_link_that_was_left_there() {
        let dir = tempfile::tempdir().unwrap();
        let (path, other) = (dir.path().join("settings"), dir.path().join("other"));
        fs::write(&other, "theirs").unwrap();
        std::os::unix::fs::symlink(&other, unfinished(&path)).unwrap();
        replace(&path, b"ours", 0o600).unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "theirs");
        assert!(fs::symlink_metadata(&path).unwrap().is_file());
    }
}
