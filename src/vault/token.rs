//! Bearer tokens: handed out once, stored as their hash.

use std::fmt;

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest as _, Sha256};

use super::entropy::{Entropy, fresh};

/// A secret text in base64url, safe in cookies and URLs.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A token of `N` random bytes.
    pub(super) fn fresh<const N: usize>(entropy: &dyn Entropy) -> Self {
        Self(BASE64URL_NOPAD.encode(&fresh::<N>(entropy)))
    }

    /// The secret, for its holder only.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The hash the vault stores.
    pub(super) fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(secret)")
    }
}

/// The hash a token is looked up by. A plain hash is enough: tokens have 128 bits or more, and a look-up by hash leaks
/// no prefix of the secret through its timing.
pub(super) fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}
