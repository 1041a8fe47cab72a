//! Guessing is noted in the ledger at most once a minute: a guesser must not fill it.

use std::sync::atomic::{AtomicI64, Ordering};

/// Least time between two notes, ms.
const INTERVAL_MS: i64 = 60_000;

/// When the last note was due, age of the box in ms.
#[derive(Debug)]
pub(super) struct Alarms(AtomicI64);

impl Default for Alarms {
    fn default() -> Self {
        Self(AtomicI64::new(i64::MIN))
    }
}

impl Alarms {
    /// Whether a note is due; if so, the next one is due a minute later.
    pub(super) fn try_start_note(&self, age_ms: i64) -> bool {
        let due = |last: i64| (age_ms.saturating_sub(last) >= INTERVAL_MS).then_some(age_ms);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, due).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_a_minute() {
        let alarms = Alarms::default();
        let due: Vec<bool> = [0, 1, 59_999, 60_000, 60_001].map(|age| alarms.try_start_note(age)).to_vec();
        assert_eq!(due, [true, false, false, true, false]);
    }
}
