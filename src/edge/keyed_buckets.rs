//! One bucket for each address or device, so that what one spends is not missing to the others.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

use tokio::time::Instant;

use super::token_bucket::TokenBucket;

/// Keys remembered: more than a hall has phones. 64 bytes each.
const KEYS_MAX: usize = 8_192;

/// The buckets of those that spent something lately.
#[derive(Debug)]
pub(super) struct KeyedBuckets<K> {
    burst: u32,
    refill: Duration,
    spent: HashMap<K, TokenBucket>,
}

impl<K: Clone + Eq + Hash> KeyedBuckets<K> {
    /// `burst` tokens at once for each key, one more every `refill`.
    pub(super) fn new(burst: u32, refill: Duration) -> Self {
        Self { burst, refill, spent: HashMap::new() }
    }

    /// Whether this key has a token left.
    ///
    /// # Errors
    /// How long until it has one.
    pub(super) fn check(&self, key: &K, now: Instant) -> Result<(), Duration> {
        self.spent.get(key).map_or(Ok(()), |bucket| bucket.check(now))
    }

    /// Consumes one token of this key.
    ///
    /// # Errors
    /// How long until there is one.
    pub(super) fn try_consume(&mut self, key: K, now: Instant) -> Result<(), Duration> {
        if self.spent.len() >= KEYS_MAX && !self.spent.contains_key(&key) {
            self.make_room(now);
        }
        let fresh = || TokenBucket::new(self.burst, self.refill, now);
        self.spent.entry(key).or_insert_with(fresh).try_consume(now)
    }

    /// Forgets those whose bucket is full again, else the one that spent least: it loses least by that.
    fn make_room(&mut self, now: Instant) {
        self.spent.retain(|_, bucket| bucket.full_at() > now);
        if self.spent.len() >= KEYS_MAX {
            let least =
                self.spent.iter().min_by_key(|(_, bucket)| bucket.full_at()).map(|(key, _)| key.clone());
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
        let mut buckets = KeyedBuckets::new(2, Duration::from_mins(1));
        assert!((0..2).all(|_| buckets.try_consume(1, now).is_ok()));
        assert_eq!(buckets.try_consume(1, now), Err(Duration::from_mins(1)));
        assert_eq!(buckets.check(&1, now), Err(Duration::from_mins(1)));
        assert_eq!((buckets.check(&2, now), buckets.try_consume(2, now)), (Ok(()), Ok(())));
    }

    #[test]
    fn addresses_without_end_take_no_memory_without_end_and_free_nobody_who_waits() {
        let now = Instant::now();
        let mut buckets = KeyedBuckets::new(3, Duration::from_mins(1));
        while buckets.try_consume(0, now).is_ok() {}
        for address in 1..=2 * KEYS_MAX as u64 {
            buckets.try_consume(address, now).unwrap();
        }
        assert!(buckets.spent.len() <= KEYS_MAX);
        assert!(buckets.check(&0, now).is_err(), "whoever spent most is kept");
    }
}
