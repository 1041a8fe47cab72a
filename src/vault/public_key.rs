//! Public keys of devices (ECDSA P-256).

use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED, ParsedPublicKey};
use data_encoding::BASE64URL_NOPAD;

use super::error::Denied;

/// A device's public key: a point on P-256, uncompressed. Holding one proves that it is a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey(pub(super) [u8; 65]);

impl PublicKey {
    /// Parses 65 bytes: 0x04, x, y.
    ///
    /// # Errors
    /// [`Denied::BadKey`] when they are no point on the curve.
    pub fn new(bytes: &[u8]) -> Result<Self, Denied> {
        let bytes: [u8; 65] = bytes.try_into().map_err(|_| Denied::BadKey)?;
        if bytes[0] != 4 {
            return Err(Denied::BadKey);
        }
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes).map_err(|_| Denied::BadKey)?;
        Ok(Self(bytes))
    }

    /// Parses the key as it travels: base64url without padding.
    ///
    /// # Errors
    /// [`Denied::BadKey`] when it is not that, or no point on the curve.
    pub fn parse(text: &str) -> Result<Self, Denied> {
        Self::new(&BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| Denied::BadKey)?)
    }

    /// Whether this key signed the message (ECDSA, SHA-256, r‖s).
    #[must_use]
    pub fn signed(&self, message: &[u8], signature: &[u8]) -> bool {
        ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, self.0)
            .is_ok_and(|key| key.verify_sig(message, signature).is_ok())
    }
}
