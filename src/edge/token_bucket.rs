//! Limits how often something is done.

use std::time::Duration;

use tokio::time::Instant;

/// `burst` tokens at once, one more every `refill`.
#[derive(Debug)]
pub(super) struct TokenBucket {
    burst: u32,
    refill: Duration,
    /// When the bucket is full again.
    full_at: Instant,
}

impl TokenBucket {
    /// A full bucket.
    pub(super) fn new(burst: u32, refill: Duration, now: Instant) -> Self {
        Self { burst, refill, full_at: now }
    }

    /// Whether there is a token.
    ///
    /// # Errors
    /// How long until there is one.
    pub(super) fn check(&self, now: Instant) -> Result<(), Duration> {
        let missing = self.full_at.max(now) + self.refill - now;
        match missing.checked_sub(self.refill * self.burst) {
            None | Some(Duration::ZERO) => Ok(()),
            Some(wait) => Err(wait),
        }
    }

    /// Consumes one token.
    ///
    /// # Errors
    /// How long until there is one.
    pub(super) fn try_consume(&mut self, now: Instant) -> Result<(), Duration> {
        self.check(now)?;
        self.full_at = self.full_at.max(now) + self.refill;
        Ok(())
    }

    /// When nothing of it will be missing any more.
    pub(super) fn full_at(&self) -> Instant {
        self.full_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_and_then_one_at_a_time() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut bucket = TokenBucket::new(3, Duration::from_millis(100), start);
        assert!((0..3).all(|_| bucket.try_consume(start).is_ok()));
        assert_eq!(bucket.try_consume(start), Err(Duration::from_millis(100)));
        assert_eq!(bucket.try_consume(at(40)), Err(Duration::from_millis(60)));
        assert_eq!(bucket.try_consume(at(100)), Ok(()));
        assert!(bucket.try_consume(at(100)).is_err());
        assert!((0..3).all(|_| bucket.try_consume(at(10_000)).is_ok()));
        assert!(bucket.try_consume(at(10_000)).is_err());
    }
}
