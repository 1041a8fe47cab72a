//! One bucket for each address, so that what one guest spends is not missing to the others.

use std::collections::HashMap;
use std::time::Duration;

use tokio::time::Instant;

use super::permits::AddressKey;
use super::token_bucket::TokenBucket;

/// Addresses remembered: more than a hall has phones. 64 bytes each.
const ADDRESSES_MAX: usize = 8_192;

/// The buckets of the addresses that spent something lately.
#[derive(Debug)]
pub(super) struct AddressBuckets {
    burst: u32,
    refill: Duration,
    spent: HashMap<AddressKey, TokenBucket>,
}

impl AddressBuckets {
    /// `burst` tokens at once for each address, one more every `refill`.
    pub(super) fn new(burst: u32, refill: Duration) -> Self {
        Self { burst, refill, spent: HashMap::new() }
    }

    /// Whether this address has a token left.
    ///
    /// # Errors
    /// How long until it has one.
    pub(super) fn check(&self, from: AddressKey, now: Instant) -> Result<(), Duration> {
        self.spent.get(&from).map_or(Ok(()), |bucket| bucket.check(now))
    }

    /// Consumes one token of this address.
    ///
    /// # Errors
    /// How long until there is one.
    pub(super) fn try_consume(&mut self, from: AddressKey, now: Instant) -> Result<(), Duration> {
        if self.spent.len() >= ADDRESSES_MAX && !self.spent.contains_key(&from) {
            self.make_room(now);
        }
        let fresh = || TokenBucket::new(self.burst, self.refill, now);
        self.spent.entry(from).or_insert_with(fresh).try_consume(now)
    }

    /// Forgets those whose bucket is full again, else the one that spent least: it loses least by that.
    fn make_room(&mut self, now: Instant) {
        self.spent.retain(|_, bucket| bucket.full_at() > now);
        if self.spent.len() >= ADDRESSES_MAX {
            let least = self.spent.iter().min_by_key(|(_, bucket)| bucket.full_at()).map(|(&key, _)| key);
            least.map(|key| self.spent.remove(&key));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_address_spends_is_not_missing_to_another() {
        let now = Instant::now();
        let mut buckets = AddressBuckets::new(2, Duration::from_secs(60));
        assert!((0..2).all(|_| buckets.try_consume(1, now).is_ok()));
        assert_eq!(buckets.try_consume(1, now), Err(Duration::from_secs(60)));
        assert_eq!(buckets.check(1, now), Err(Duration::from_secs(60)));
        assert_eq!((buckets.check(2, now), buckets.try_consume(2, now)), (Ok(()), Ok(())));
    }

    #[test]
    fn addresses_without_end_take_no_memory_without_end_and_free_nobody_who_waits() {
        let now = Instant::now();
        let mut buckets = AddressBuckets::new(3, Duration::from_secs(60));
        while buckets.try_consume(0, now).is_ok() {}
        for address in 1..=2 * ADDRESSES_MAX as u64 {
            buckets.try_consume(address, now).unwrap();
        }
        assert!(buckets.spent.len() <= ADDRESSES_MAX);
        assert!(buckets.check(0, now).is_err(), "whoever spent most is kept");
    }
}
