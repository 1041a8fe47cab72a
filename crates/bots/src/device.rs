//! A device of staff: the key it is known by, and what its browser keeps.

use std::sync::Arc;

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use data_encoding::BASE64URL_NOPAD;

use super::door::Cookies;
use super::{BotError, While as _};
use protocol::DeviceKey;

/// A device with a key of its own. A clone is another window of the same browser, with a copy of its cookies.
#[derive(Clone)]
pub struct StaffDevice {
    key: Arc<EcdsaKeyPair>,
    /// Cookies of device and session.
    pub cookies: Cookies,
}

impl StaffDevice {
    /// A device nobody has enrolled.
    ///
    /// # Errors
    /// [`BotError`] when no key can be made.
    pub fn new() -> Result<Self, BotError> {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).on("making a device key")?;
        Ok(Self { key: Arc::new(key), cookies: Cookies::default() })
    }

    /// The public half of its key, as it is enrolled.
    #[must_use]
    pub fn public(&self) -> DeviceKey {
        DeviceKey { public_key: BASE64URL_NOPAD.encode(self.key.public_key().as_ref()) }
    }

    /// The box's challenge, signed: what a sign-in sends.
    ///
    /// # Errors
    /// [`BotError`] when signing fails.
    pub fn sign(&self, challenge: &str) -> Result<String, BotError> {
        let signature = self.key.sign(&SystemRandom::new(), challenge.as_bytes()).on("signing")?;
        Ok(BASE64URL_NOPAD.encode(signature.as_ref()))
    }
}
