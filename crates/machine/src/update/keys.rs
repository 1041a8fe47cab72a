//! Keys that sign updates. The image has a list of trusted ones, so that a key can succeed another.

use std::fs;
use std::path::Path;

use data_encoding::HEXLOWER;

use super::UpdateProblem;
use proof::{BoxKey, VerifierKey};

/// Largest key file, bytes.
const KEY_BYTES_MAX: u64 = 1_024;
/// First word of a file with a secret key.
const SECRET: &str = "hallbox-update-secret-key";

/// A secret key that signs updates. It is never on a box.
#[derive(Debug)]
pub struct SigningKey(BoxKey);

impl SigningKey {
    /// The key of 32 secret bytes.
    ///
    /// # Errors
    /// [`UpdateProblem::Io`] unless the name is 1 to 40 lower-case letters, digits and hyphens.
    pub fn from_seed(seed: [u8; 32], name: &str) -> Result<Self, UpdateProblem> {
        BoxKey::from_seed(seed, name).map(Self).map_err(|_| {
            UpdateProblem::Io(format!("{name:?} names no key: use 1 to 40 small letters, digits and hyphens"))
        })
    }

    /// Reads a file that [`secret_text`] made.
    ///
    /// # Errors
    /// [`UpdateProblem::Io`] when it cannot be read or holds something else.
    pub fn read(path: &Path) -> Result<Self, UpdateProblem> {
        let text = small_text(path)?;
        let words: Vec<&str> = text.split_whitespace().collect();
        let [SECRET, name, seed] = words[..] else {
            return Err(UpdateProblem::Io(format!("{} is no secret key for updates", path.display())));
        };
        let seed = HEXLOWER.decode(seed.as_bytes()).ok().and_then(|seed| seed.try_into().ok());
        let seed =
            seed.ok_or_else(|| UpdateProblem::Io(format!("the key in {} is damaged", path.display())))?;
        Self::from_seed(seed, name)
    }

    /// The public half, one line.
    #[must_use]
    pub fn public(&self) -> String {
        self.0.verifier_key()
    }

    /// The key's id and the signature.
    pub(super) fn sign(&self, text: &str) -> [u8; 68] {
        self.0.sign(text)
    }
}

/// The content of a secret key's file, one line.
#[must_use]
pub fn secret_text(seed: [u8; 32], name: &str) -> String {
    format!("{SECRET} {name} {}\n", HEXLOWER.encode(&seed))
}

/// The keys this box trusts.
#[derive(Clone, Debug, Default)]
pub struct TrustedKeys(Vec<VerifierKey>);

impl TrustedKeys {
    /// Every key in the files `*.pub` of a folder. Files that cannot be read are skipped with a warning.
    ///
    /// # Errors
    /// [`UpdateProblem::NoKeys`] when there is none.
    pub fn read(dir: &Path) -> Result<Self, UpdateProblem> {
        let mut keys = Vec::new();
        for item in fs::read_dir(dir).into_iter().flatten().flatten() {
            let path = item.path();
            if path.extension().is_none_or(|ending| ending != "pub") {
                continue;
            }
            let key = small_text(&path).ok().and_then(|text| VerifierKey::parse(text.trim()).ok());
            if key.is_none() {
                tracing::warn!("{} is no key for updates", path.display());
            }
            keys.extend(key);
        }
        if keys.is_empty() { Err(UpdateProblem::NoKeys(dir.display().to_string())) } else { Ok(Self(keys)) }
    }

    /// Checks the key's id and the signature.
    pub(super) fn verify(&self, text: &str, line: &[u8; 68]) -> Result<(), UpdateProblem> {
        let (id, signature) = line.split_first_chunk::<4>().expect("68 is more than 4");
        let signature = signature.try_into().expect("64 are left");
        // Two keys may have the same id by accident.
        let mut known = self.0.iter().filter(|key| key.id() == *id).peekable();
        if known.peek().is_none() {
            return Err(UpdateProblem::UnknownKey(HEXLOWER.encode(id)));
        }
        if known.any(|key| key.verifies(text, signature)) { Ok(()) } else { Err(UpdateProblem::BadSignature) }
    }
}

impl FromIterator<VerifierKey> for TrustedKeys {
    fn from_iter<I: IntoIterator<Item = VerifierKey>>(keys: I) -> Self {
        Self(keys.into_iter().collect())
    }
}

fn small_text(path: &Path) -> Result<String, UpdateProblem> {
    let failed = UpdateProblem::at(path);
    let length = fs::metadata(path).map_err(&failed)?.len();
    if length > KEY_BYTES_MAX {
        return Err(failed(std::io::ErrorKind::FileTooLarge.into()));
    }
    fs::read_to_string(path).map_err(failed)
}
