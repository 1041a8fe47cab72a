//! The key of a box, which signs for its ledgers.

use std::fmt;

use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

use crate::origin::{BadName, Origin, box_name};
use domain::NightId;

/// C2SP signature type of plain Ed25519 note signatures.
const ED25519: u8 = 1;
/// Hex digits of the fingerprint people compare: 96 bits, out of reach of anyone who grinds keys.
const FINGERPRINT_DIGITS: usize = 24;

/// The box's secret: signs checkpoints. Its `Debug` shows the name only.
#[derive(Clone)]
pub struct BoxKey {
    signing: SigningKey,
    public: VerifierKey,
}

impl BoxKey {
    /// The key that grows from 32 secret bytes, for the box of this name.
    ///
    /// # Errors
    /// [`BadName::Box`] unless the box is named by 1 to 40 lower-case letters, digits and hyphens.
    pub fn from_seed(seed: [u8; 32], box_id: &str) -> Result<Self, BadName> {
        let signing = SigningKey::from_bytes(&seed);
        let public = VerifierKey { name: box_name(box_id)?, key: signing.verifying_key() };
        Ok(Self { signing, public })
    }

    /// Name of the key, `hallbox/<box>`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.public.name()
    }

    /// The public half as one line of C2SP text: `name+hash+base64`.
    #[must_use]
    pub fn verifier_key(&self) -> String {
        self.public.to_string()
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.public
    }

    /// What people compare with the one printed on their card.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.public.fingerprint()
    }

    /// Ledger of this night on this box.
    #[must_use]
    pub fn origin(&self, night: &NightId) -> Origin {
        Origin::of_key(self.name(), night)
    }

    /// Key id and Ed25519 signature over the text, as they stand in a signature line.
    #[must_use]
    pub fn sign(&self, text: &str) -> [u8; 68] {
        let mut line = [0; 68];
        line[..4].copy_from_slice(&self.public.id());
        line[4..].copy_from_slice(&self.signing.sign(text.as_bytes()).to_bytes());
        line
    }
}

impl fmt::Debug for BoxKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BoxKey({})", self.name())
    }
}

/// Why a line is no verifier key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadKey {
    /// Not `name+hash+base64`.
    #[error("a key reads name+hash+base64")]
    Form,
    /// Not an Ed25519 key, or a weak one.
    #[error("this is not a usable Ed25519 key")]
    Kind,
    /// The hash in the middle does not belong to name and key.
    #[error("the key's hash does not belong to its name and bytes: it was mistyped or altered")]
    Hash,
}

/// The public half of a box key, as C2SP writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierKey {
    name: String,
    key: VerifyingKey,
}

impl VerifierKey {
    /// Reads one line `name+hash+base64`.
    ///
    /// # Errors
    /// [`BadKey`] says what is wrong with it.
    pub fn parse(line: &str) -> Result<Self, BadKey> {
        // The base64 may itself hold a plus.
        let mut parts = line.splitn(3, '+');
        let (Some(name), Some(hash), Some(bytes)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(BadKey::Form);
        };
        if name.is_empty() || name.len() > 160 || name.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(BadKey::Form);
        }
        let bytes = BASE64.decode(bytes.as_bytes()).map_err(|_| BadKey::Form)?;
        let Some((&ED25519, bytes)) = bytes.split_first() else { return Err(BadKey::Kind) };
        let bytes: &[u8; 32] = bytes.try_into().map_err(|_| BadKey::Kind)?;
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| BadKey::Kind)?;
        if key.is_weak() {
            return Err(BadKey::Kind);
        }
        let parsed = Self { name: name.to_owned(), key };
        if HEXLOWER.encode(&parsed.id()) == hash { Ok(parsed) } else { Err(BadKey::Hash) }
    }

    /// Name of the key, `hallbox/<box>` for ours.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first 96 bits of SHA-256 over the 32 bytes of the public key, in hex, in groups of four.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let hex = HEXLOWER.encode(&Sha256::digest(self.key.as_bytes()));
        let groups: Vec<_> = (0..FINGERPRINT_DIGITS).step_by(4).map(|at| &hex[at..at + 4]).collect();
        groups.join(" ")
    }

    /// The four bytes that stand before a signature.
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        let mut hash = Sha256::new();
        hash.update(self.name.as_bytes());
        hash.update([b'\n', ED25519]);
        hash.update(self.key.as_bytes());
        let digest: [u8; 32] = hash.finalize().into();
        [digest[0], digest[1], digest[2], digest[3]]
    }

    /// Whether the signature over the text is of this key.
    #[must_use]
    pub fn verifies(&self, text: &str, signature: &[u8; 64]) -> bool {
        self.key.verify_strict(text.as_bytes(), &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [ED25519; 33];
        bytes[1..].copy_from_slice(self.key.as_bytes());
        write!(f, "{}+{}+{}", self.name, HEXLOWER.encode(&self.id()), BASE64.encode(&bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_and_a_mistyped_one_is_not() {
        let key = BoxKey::from_seed([7; 32], "pub-on-the-corner").unwrap();
        let line = key.verifier_key();
        assert_eq!(VerifierKey::parse(&line).as_ref(), Ok(key.verifier()));
        for at in 0..line.len() {
            let mut bytes = line.clone().into_bytes();
            bytes[at] = if bytes[at] == b'b' { b'c' } else { b'b' };
            let Ok(text) = String::from_utf8(bytes) else { continue };
            assert!(VerifierKey::parse(&text).is_err(), "{text}");
        }
    }

    /// The example key of golang.org/x/mod/sumdb/note, an independent implementation.
    #[test]
    fn a_foreign_key_is_understood() {
        let line = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        assert_eq!(VerifierKey::parse(line).map(|key| key.to_string()).as_deref(), Ok(line));
    }

    #[test]
    fn the_fingerprint_is_six_groups_of_four() {
        let print = BoxKey::from_seed([7; 32], "a").unwrap().fingerprint();
        assert_eq!(print.split(' ').map(str::len).collect::<Vec<_>>(), [4; 6]);
        assert_ne!(print, BoxKey::from_seed([8; 32], "a").unwrap().fingerprint());
    }
}
