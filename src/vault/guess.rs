//! The budget of wrong typed codes: one for the whole box, because a device can take many addresses on a local network.

use std::collections::VecDeque;

/// Wrong codes a minute: a queue of guests who mistype stays below it.
const PER_MINUTE_MAX: usize = 30;
/// Wrong codes an hour. Over 8 hours, 2,400 guesses at 2,000 live cards among 2^35 codes hit one with a probability
/// of 1.4 in 10,000.
const PER_HOUR_MAX: usize = 300;
const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// Ages of the box at the wrong codes of the last hour, oldest first.
#[derive(Default)]
pub(super) struct GuessBudget(VecDeque<i64>);

impl GuessBudget {
    /// Whether a typed code may be looked up at all.
    pub(super) fn allows(&mut self, age_ms: i64) -> bool {
        self.0.retain(|&at| at > age_ms - HOUR_MS);
        let last_minute = self.0.iter().rev().take_while(|&&at| at > age_ms - MINUTE_MS).count();
        self.0.len() < PER_HOUR_MAX && last_minute < PER_MINUTE_MAX
    }

    /// Counts a wrong code; true when it used the budget up.
    pub(super) fn failed(&mut self, age_ms: i64) -> bool {
        self.0.push_back(age_ms);
        !self.allows(age_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_wrong_codes_in_a_minute_close_typed_entry_until_some_are_a_minute_old() {
        let mut budget = GuessBudget::default();
        for i in 0..30 {
            assert!(budget.allows(i), "code {i}");
            assert_eq!(budget.failed(i), i == 29);
        }
        assert!(!budget.allows(59_999));
        assert!(budget.allows(60_000));
    }

    #[test]
    fn three_hundred_wrong_codes_in_an_hour_close_it_however_slowly_they_come() {
        let mut budget = GuessBudget::default();
        for i in 0..300 {
            assert!(budget.allows(i * 10_000), "code {i}");
            budget.failed(i * 10_000);
        }
        assert!(!budget.allows(3_000_000));
        assert!(!budget.allows(HOUR_MS - 1));
        assert!(budget.allows(HOUR_MS));
    }
}
