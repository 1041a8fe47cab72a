//! Open challenges: a device answers one to prove that it still holds the key it was enrolled with.

use std::collections::VecDeque;

use domain::DeviceId;

/// How long a challenge can be answered, in ms.
pub(super) const GOOD_MS: i64 = 60_000;
/// Open challenges of one device, which may have several tabs open; a further one evicts the oldest.
const PER_DEVICE_MAX: usize = 4;
/// Open challenges in all, so that enrolled devices cannot fill the memory; a further one evicts the oldest.
const OPEN_MAX: usize = 512;

/// A challenge and its signature by the device key.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    /// The challenge, as it was sent to the device.
    pub challenge: &'a str,
    /// ECDSA P-256 over its UTF-8 bytes, SHA-256, r‖s, base64url without padding.
    pub signature: &'a str,
}

/// Open challenges, oldest first. In memory only: after a restart devices ask again.
#[derive(Default)]
pub(super) struct Challenges(VecDeque<OpenChallenge>);

pub(super) struct OpenChallenge {
    pub(super) device: DeviceId,
    pub(super) text: String,
    pub(super) expires_age_ms: i64,
}

impl Challenges {
    pub(super) fn add(&mut self, open: OpenChallenge, age_ms: i64) {
        self.0.retain(|other| other.expires_age_ms > age_ms);
        if self.0.iter().filter(|other| other.device == open.device).count() >= PER_DEVICE_MAX {
            let oldest = self.0.iter().position(|other| other.device == open.device);
            oldest.and_then(|index| self.0.remove(index));
        }
        if self.0.len() >= OPEN_MAX {
            self.0.pop_front();
        }
        self.0.push_back(open);
    }

    /// Removes the challenge; true when it was open, for this device.
    pub(super) fn consume(&mut self, device: &DeviceId, text: &str, age_ms: i64) -> bool {
        let found = self.0.iter().position(|open| open.device == *device && open.text == text);
        found.and_then(|index| self.0.remove(index)).is_some_and(|open| open.expires_age_ms > age_ms)
    }
}
