//! The times of a ledger's entries. They never go back, but at the one entry that says that the clock was wrong.

use domain::Entry;

/// The times of the entries since the clock was put back last, or since the ledger began.
#[derive(Clone, Debug, Default)]
pub struct EntryTimes {
    /// Seq of the first of them.
    first: u64,
    /// Milliseconds since 1970, ascending.
    at_ms: Vec<i64>,
}

impl EntryTimes {
    /// Seq of the first entry that is dated later than `to_ms`, where that is the right time now: from it on the
    /// clock was wrong. `None` where no entry is.
    #[must_use]
    pub fn wrong_since(&self, to_ms: i64) -> Option<u64> {
        let right = self.at_ms.partition_point(|&at_ms| at_ms <= to_ms);
        (right < self.at_ms.len()).then(|| self.first.saturating_add(right as u64))
    }

    /// Whether the next entry may have this time.
    ///
    /// # Errors
    /// In words: time goes back and no entry says so, or the entry says so wrongly.
    pub fn check(&self, at_ms: i64, entry: &Entry) -> Result<(), String> {
        let newest_ms = self.at_ms.last().copied().unwrap_or(i64::MIN);
        let Entry::ClockCorrected { from_ms, to_ms, since, .. } = entry else {
            return if at_ms < newest_ms {
                Err("it is dated before the entry before it, and does not say that the clock was wrong"
                    .to_owned())
            } else {
                Ok(())
            };
        };
        if *from_ms < newest_ms {
            return Err(
                "box time was later already than the time it says the clock went back from".to_owned()
            );
        }
        if !(*to_ms..*from_ms).contains(&at_ms) {
            return Err("it is not dated after the time the clock went back to".to_owned());
        }
        match self.wrong_since(*to_ms) {
            Some(first) if first == *since => Ok(()),
            Some(first) => {
                Err(format!("entries are dated later than that since seq {first}, not since {since}"))
            }
            None => Err("no entry is dated later than the time the clock went back to".to_owned()),
        }
    }

    /// Takes the next entry.
    pub fn push(&mut self, at_ms: i64, entry: &Entry) {
        if matches!(entry, Entry::ClockCorrected { .. }) {
            self.first = self.first.saturating_add(self.at_ms.len() as u64);
            self.at_ms.clear();
        }
        // Ascending also where a damaged ledger is not: `check` tells of that.
        self.at_ms.push(self.at_ms.last().map_or(at_ms, |&newest_ms| newest_ms.max(at_ms)));
    }
}

#[cfg(test)]
mod tests {
    use domain::{ClockSource, Label};

    use super::*;

    const DAY: i64 = 86_400_000;

    fn note() -> Entry {
        Entry::GuessingNoticed { what: Label::new("PINs").unwrap() }
    }

    fn back(from_ms: i64, to_ms: i64, since: u64) -> Entry {
        Entry::ClockCorrected { from_ms, to_ms, source: ClockSource::Ntp, since }
    }

    fn after(at_ms: &[i64]) -> EntryTimes {
        let mut times = EntryTimes::default();
        for &at_ms in at_ms {
            times.push(at_ms, &note());
        }
        times
    }

    #[test]
    fn time_goes_back_only_where_an_entry_says_since_when_it_was_wrong() {
        let times = after(&[10, 20, 9 * DAY, 9 * DAY + 5]);
        assert!(times.check(9 * DAY + 5, &note()).is_ok());
        assert!(times.check(30, &note()).is_err());
        assert!(times.check(30, &back(9 * DAY + 9, 30, 2)).is_ok());
        let wrong = [
            // Another seq, a time that is not reached, a start that is past, a step that goes on, nothing wrong.
            (30, back(9 * DAY + 9, 30, 1)),
            (29, back(9 * DAY + 9, 30, 2)),
            (30, back(9 * DAY, 30, 2)),
            (9 * DAY + 9, back(9 * DAY + 9, 9 * DAY + 20, 2)),
            (9 * DAY + 6, back(9 * DAY + 9, 9 * DAY + 6, 4)),
        ];
        for (at_ms, entry) in wrong {
            assert!(times.check(at_ms, &entry).is_err(), "{at_ms} {entry:?}");
        }
    }

    #[test]
    fn a_clock_may_be_wrong_twice() {
        let mut times = after(&[10, 9 * DAY]);
        times.push(DAY, &back(9 * DAY + 1, DAY, 1));
        // The correction itself was dated wrong.
        assert_eq!((times.wrong_since(DAY), times.wrong_since(20)), (None, Some(2)));
        times.push(DAY + 5, &note());
        assert!(times.check(20, &back(DAY + 9, 20, 2)).is_ok());
        assert!(times.check(20, &back(DAY + 9, 20, 1)).is_err());
    }
}
