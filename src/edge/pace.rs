//! How fast one socket may ask for things.

use std::time::Duration;

use tokio::time::Instant;

/// A bucket of tokens: so many at once, one more every so often.
#[derive(Debug)]
pub(super) struct Pace {
    burst: u32,
    refill: Duration,
    /// When the bucket will be full again.
    full_at: Instant,
}

impl Pace {
    pub fn new(burst: u32, refill: Duration, now: Instant) -> Self {
        Self { burst, refill, full_at: now }
    }

    /// Takes a token.
    ///
    /// # Errors
    /// How long to wait for one when there is none.
    pub fn take(&mut self, now: Instant) -> Result<(), Duration> {
        let full_at = self.full_at.max(now) + self.refill;
        let room = self.refill * self.burst;
        match (full_at - now).checked_sub(room) {
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
        let mut pace = Pace::new(3, Duration::from_millis(100), start);
        assert!((0..3).all(|_| pace.take(start).is_ok()));
        assert_eq!(pace.take(start), Err(Duration::from_millis(100)));
        assert_eq!(pace.take(at(40)), Err(Duration::from_millis(60)));
        assert_eq!(pace.take(at(100)), Ok(()));
        assert!(pace.take(at(100)).is_err());
        assert!((0..3).all(|_| pace.take(at(10_000)).is_ok()));
        assert!(pace.take(at(10_000)).is_err());
    }
}
