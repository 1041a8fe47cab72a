//! Limits the requests of one socket.

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

    /// Consumes one token.
    ///
    /// # Errors
    /// How long until there is one.
    pub(super) fn try_consume(&mut self, now: Instant) -> Result<(), Duration> {
        let full_at = self.full_at.max(now) + self.refill;
        let capacity = self.refill * self.burst;
        match (full_at - now).checked_sub(capacity) {
            None | Some(Duration::ZERO) => {
                self.full_at = full_at;
                Ok(())
            }
            Some(wait) => Err(wait),
        }
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
