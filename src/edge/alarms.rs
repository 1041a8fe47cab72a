//! One entry about guessing says as much as a thousand.

use std::sync::atomic::{AtomicI64, Ordering};

/// Least time between two notes, in ms: a guesser must not fill the ledger.
const APART_MS: i64 = 60_000;

/// When guessing was last written down.
#[derive(Debug)]
pub(super) struct Alarms(AtomicI64);

impl Default for Alarms {
    fn default() -> Self {
        Self(AtomicI64::new(i64::MIN))
    }
}

impl Alarms {
    /// Whether a note is due; if so, it counts as written.
    pub fn is_due(&self, now_ms: i64) -> bool {
        let due = |last: i64| (now_ms.saturating_sub(last).saturating_abs() >= APART_MS).then_some(now_ms);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, due).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_a_minute_whatever_the_clock_does() {
        let alarms = Alarms::default();
        let due: Vec<bool> = [0, 1, 59_999, 60_000, 60_001, -1].map(|now| alarms.is_due(now)).to_vec();
        assert_eq!(due, [true, false, false, true, false, true]);
    }
}
