//! Challenges: proof that a device still holds the key it was enrolled with.

use std::collections::VecDeque;

use data_encoding::BASE64URL_NOPAD;

use super::entropy::fresh;
use super::{Denied, Device, Vault, locked};
use domain::DeviceId;

/// How long a challenge is good, in ms.
const GOOD_MS: i64 = 60_000;
/// Open challenges of one device: it may have several tabs open, the oldest gives way.
const PER_DEVICE_MAX: usize = 4;
/// Open challenges in all; bounds the memory whatever enrolled devices do.
const OPEN_MAX: usize = 512;

/// A challenge and its signature by the device key.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// The challenge, as it was given out.
    pub challenge: &'a str,
    /// ECDSA P-256 over its UTF-8 bytes, SHA-256, r‖s, base64url without padding.
    pub signature: &'a str,
}

/// Open challenges, oldest first. In memory only: a restart makes devices ask again.
#[derive(Default)]
pub(super) struct Challenges(VecDeque<Open>);

struct Open {
    device: DeviceId,
    text: String,
    expires_ms: i64,
}

impl Challenges {
    fn add(&mut self, open: Open, now_ms: i64) {
        self.0.retain(|other| other.expires_ms > now_ms);
        if self.0.iter().filter(|other| other.device == open.device).count() >= PER_DEVICE_MAX {
            let oldest = self.0.iter().position(|other| other.device == open.device);
            oldest.and_then(|index| self.0.remove(index));
        }
        if self.0.len() >= OPEN_MAX {
            self.0.pop_front();
        }
        self.0.push_back(open);
    }

    /// Takes the challenge out; true when it was open, for this device.
    fn take(&mut self, device: &DeviceId, text: &str, now_ms: i64) -> bool {
        let found = self.0.iter().position(|open| open.device == *device && open.text == text);
        found.and_then(|index| self.0.remove(index)).is_some_and(|open| open.expires_ms > now_ms)
    }
}

impl Vault {
    /// A text for the device to sign: good once, for a minute.
    #[must_use]
    pub fn challenge(&self, device: &DeviceId, now_ms: i64) -> String {
        let random = BASE64URL_NOPAD.encode(&fresh::<32>(self.entropy.as_ref()));
        // The prefix keeps a signature made for one purpose and box from being used for another.
        let text = format!("hallbox device v1 {} {device} {random}", self.identity.box_id);
        let open = Open { device: device.clone(), text: text.clone(), expires_ms: now_ms + GOOD_MS };
        locked(&self.challenges).add(open, now_ms);
        text
    }

    /// Whether the device answered a challenge given to it. The challenge is used up either way.
    ///
    /// # Errors
    /// [`Denied::Wrong`] when it did not, or the device is unknown or suspended.
    pub fn prove(&self, device: &DeviceId, proof: &Proof<'_>, now_ms: i64) -> Result<Device, Denied> {
        if !locked(&self.challenges).take(device, proof.challenge, now_ms) {
            return Err(Denied::Wrong);
        }
        let (device, key) = self.device_and_key(device)?.ok_or(Denied::Wrong)?;
        let signature = BASE64URL_NOPAD.decode(proof.signature.as_bytes()).map_err(|_| Denied::Wrong)?;
        if key.signed(proof.challenge.as_bytes(), &signature) { Ok(device) } else { Err(Denied::Wrong) }
    }
}
