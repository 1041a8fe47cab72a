//! The owner's one-time code of a box without a screen: kept beside the vault across starts until the box has an owner,
//! so that it can be read on the card.

use std::fs;
use std::io;
use std::path::Path;

use machine::files;

use super::claim::new_code;
use super::entropy::Os;

/// In the venue's folder.
const FILE: &str = "owner-code.txt";
/// `ABCD-EFGH`.
const LENGTH: usize = 9;

/// The code kept in the venue's folder `data`, if there is one.
#[must_use]
pub fn kept(data: &Path) -> Option<String> {
    let text = fs::read_to_string(data.join(FILE)).ok()?;
    let code = text.trim();
    let whole = code.len() == LENGTH && code.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric());
    whole.then(|| code.to_owned())
}

/// The kept code, or a new one that is kept from now on. For a box without an owner.
///
/// # Errors
/// As the disk says.
pub fn keep(data: &Path) -> io::Result<String> {
    if let Some(code) = kept(data) {
        return Ok(code);
    }
    let code = new_code(&Os);
    files::replace(&data.join(FILE), format!("{code}\n").as_bytes(), 0o600)?;
    Ok(code)
}

/// Removes the code: the box has an owner.
///
/// # Errors
/// As the disk says.
pub fn forget(data: &Path) -> io::Result<()> {
    match fs::remove_file(data.join(FILE)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether a venue's folder has never been used.
#[must_use]
pub fn is_new(data: &Path) -> bool {
    !data.join(super::FILE).exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_kept_until_it_is_let_go_and_a_damaged_one_is_made_anew() {
        let data = tempfile::tempdir().unwrap();
        assert_eq!(kept(data.path()), None);
        let code = keep(data.path()).unwrap();
        assert_eq!((keep(data.path()).unwrap(), kept(data.path())), (code.clone(), Some(code.clone())));
        fs::write(data.path().join(FILE), "AB").unwrap();
        assert_ne!(keep(data.path()).unwrap(), code);
        forget(data.path()).unwrap();
        forget(data.path()).unwrap();
        assert_eq!(kept(data.path()), None);
    }
}
