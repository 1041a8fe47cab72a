//! Phones that have been through the guide: their captive probes are answered with success.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Addresses remembered: four times what the box's DHCP gives away.
const PHONES_MAX: usize = 4_096;
/// A phone is remembered for an evening.
const VALID_MS: i64 = 6 * 60 * 60 * 1_000;

/// Age of the box at the last visit, ms, by address.
#[derive(Debug, Default)]
pub(in crate::edge) struct GuidedPhones(Mutex<HashMap<IpAddr, i64>>);

impl GuidedPhones {
    pub(super) fn contains(&self, ip: IpAddr, age_ms: i64) -> bool {
        self.lock().get(&ip).is_some_and(|&at_age_ms| is_valid(at_age_ms, age_ms))
    }

    pub(super) fn insert(&self, ip: IpAddr, age_ms: i64) {
        let mut phones = self.lock();
        if phones.len() >= PHONES_MAX {
            phones.retain(|_, &mut at_age_ms| is_valid(at_age_ms, age_ms));
        }
        if phones.len() < PHONES_MAX || phones.contains_key(&ip) {
            phones.insert(ip, age_ms);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, i64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_valid(at_age_ms: i64, age_ms: i64) -> bool {
    age_ms - at_age_ms < VALID_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_welcome_for_an_evening() {
        let (phones, ip) = (GuidedPhones::default(), IpAddr::from([10, 77, 0, 51]));
        assert!(!phones.contains(ip, 0));
        phones.insert(ip, 1_000);
        assert!(phones.contains(ip, 1_000 + VALID_MS - 1));
        assert!(!phones.contains(ip, 1_000 + VALID_MS));
    }

    #[test]
    fn strangers_cannot_fill_the_memory() {
        let phones = GuidedPhones::default();
        let ip = |n: u32| IpAddr::from(n.to_be_bytes());
        for n in 0..5_000 {
            phones.insert(ip(n), 0);
        }
        assert_eq!(phones.lock().len(), PHONES_MAX);
        phones.insert(ip(9_000), VALID_MS);
        assert!(phones.contains(ip(9_000), VALID_MS));
    }
}
