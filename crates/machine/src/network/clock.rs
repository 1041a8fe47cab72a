//! Box time: what to believe when nothing, the system, or a member of staff says how late it is.
//!
//! Many small computers have no clock that runs without power. Box time therefore starts no earlier
//! than anything the box remembers, never goes back while it runs, and says what set it.

use domain::ClockSource;

/// A clock that is no further behind box time than this sets it: box time waits for it, ms.
const BEHIND_MAX_MS: i64 = 2_000;
/// Box time goes slower for a clock that is no further behind than this, ms: twice as long it takes.
const SLOWED_MAX_MS: i64 = 3_600_000;
/// Nobody's phone is this far ahead of the box, ms: ten years in a drawer.
const AHEAD_MAX_MS: i64 = 10 * 366 * 24 * 3_600_000;

/// What the system's clock says.
#[derive(Clone, Copy, Debug)]
pub struct System {
    /// Milliseconds since 1970.
    pub at_ms: i64,
    /// What set it; `None` when nothing did since the power came back.
    pub source: Option<ClockSource>,
}

/// A step of the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Box time before, ms since 1970.
    pub from_ms: i64,
    /// Box time after.
    pub to_ms: i64,
}

/// Why a time that was offered is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// Something better keeps the clock.
    #[error("the clock is kept by something better than a phone")]
    BetterKnown,
    /// Time would run backwards: entries would stand before older ones.
    #[error("the box has written later times than that")]
    Behind,
    /// No real clock is that far ahead.
    #[error("that is more than ten years ahead")]
    FarAhead,
}

/// The clock of a running box.
#[derive(Clone, Debug)]
pub struct BoxClock {
    /// Box time at [`Self::mono_ms`].
    at_ms: i64,
    mono_ms: u64,
    /// Half a step at half speed.
    spare_ms: i64,
    source: Option<ClockSource>,
}

impl BoxClock {
    /// Starts at the latest of what is known: when the program was built, what was saved, and what the
    /// system says.
    #[must_use]
    pub fn start(mono_ms: u64, system: System, built_ms: i64, saved_ms: Option<i64>) -> Self {
        let floor_ms = built_ms.max(saved_ms.unwrap_or(built_ms));
        let mut clock = Self { at_ms: floor_ms, mono_ms, spare_ms: 0, source: None };
        // A system clock that nobody set may still have been kept over a short power cut.
        clock.at_ms = clock.at_ms.max(system.at_ms);
        clock.read(mono_ms, system);
        clock
    }

    /// Box time is at least this: the newest entry was written then.
    pub fn not_before(&mut self, at_ms: i64) {
        if at_ms > self.at_ms {
            self.at_ms = at_ms;
            self.source = None;
        }
    }

    /// Box time now, and what set it. `mono_ms` never runs backwards.
    pub fn read(&mut self, mono_ms: u64, system: System) -> (i64, Option<ClockSource>) {
        let passed = i64::try_from(mono_ms.saturating_sub(self.mono_ms)).unwrap_or(i64::MAX);
        self.mono_ms = self.mono_ms.max(mono_ms);
        let runs_on = self.at_ms.saturating_add(passed);
        let better = system.source.filter(|source| self.source.is_none_or(|known| *source >= known));
        match better {
            Some(source) if system.at_ms >= runs_on - BEHIND_MAX_MS => {
                self.at_ms = system.at_ms.max(self.at_ms);
                self.source = Some(source);
            }
            // A little behind: box time goes at half speed until the two meet.
            Some(_) if system.at_ms >= runs_on - SLOWED_MAX_MS => {
                let passed = passed + self.spare_ms;
                self.at_ms += passed / 2;
                self.spare_ms = passed % 2;
                self.source = None;
            }
            // Far behind what was written: an empty battery, or an entry from the future. Nothing set it.
            Some(_) if self.source != Some(ClockSource::Staff) => {
                self.at_ms = runs_on;
                self.source = None;
            }
            _ => self.at_ms = runs_on,
        }
        (self.at_ms, self.source)
    }

    /// A member of staff's phone says how late it is.
    ///
    /// # Errors
    /// [`NotTaken`] says why the clock stays as it is.
    pub fn offer(&mut self, mono_ms: u64, system: System, offered_ms: i64) -> Result<Step, NotTaken> {
        let (from_ms, source) = self.read(mono_ms, system);
        if source.is_some_and(|known| known > ClockSource::Staff) {
            return Err(NotTaken::BetterKnown);
        }
        if offered_ms < from_ms - BEHIND_MAX_MS {
            return Err(NotTaken::Behind);
        }
        if offered_ms > from_ms.saturating_add(AHEAD_MAX_MS) {
            return Err(NotTaken::FarAhead);
        }
        self.at_ms = offered_ms.max(from_ms);
        self.source = Some(ClockSource::Staff);
        Ok(Step { from_ms, to_ms: self.at_ms })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BUILT: i64 = 1_790_000_000_000;
    const DAY: i64 = 24 * 3_600_000;

    fn system(at_ms: i64, source: Option<ClockSource>) -> System {
        System { at_ms, source }
    }

    #[test]
    fn a_box_without_a_clock_starts_at_the_latest_time_it_knows() {
        let lost = system(0, None);
        assert_eq!(BoxClock::start(0, lost, BUILT, None).read(0, lost), (BUILT, None));
        let saved = Some(BUILT + DAY);
        assert_eq!(BoxClock::start(0, lost, BUILT, saved).read(5, lost), (BUILT + DAY + 5, None));
        let kept = system(BUILT + 2 * DAY, None);
        let mut clock = BoxClock::start(0, kept, BUILT, saved);
        assert_eq!(clock.read(0, kept), (BUILT + 2 * DAY, None));
        clock.not_before(BUILT + 3 * DAY);
        assert_eq!(clock.read(7, kept), (BUILT + 3 * DAY + 7, None));
    }

    #[test]
    fn a_clock_that_was_set_is_believed_unless_it_is_behind_what_was_written() {
        let set = |at_ms| system(at_ms, Some(ClockSource::Ntp));
        let mut clock = BoxClock::start(0, set(BUILT + DAY), BUILT, None);
        assert_eq!(clock.read(0, set(BUILT + DAY)), (BUILT + DAY, Some(ClockSource::Ntp)));
        // The battery of a clock is empty: it was set, to 1970.
        let mut clock = BoxClock::start(0, set(0), BUILT, None);
        assert_eq!(clock.read(9, set(9)), (BUILT + 9, None));
        assert_eq!(clock.read(20, set(BUILT + DAY)), (BUILT + DAY, Some(ClockSource::Ntp)));
        // It was a minute fast: box time waits for it, and says that it does.
        let slow = |passed: i64| set(BUILT + DAY - 60_000 + passed);
        assert_eq!(clock.read(20 + 1_001, slow(1_001)), (BUILT + DAY + 500, None));
        assert_eq!(clock.read(20 + 2_002, slow(2_002)), (BUILT + DAY + 1_001, None));
        let (met, source) = clock.read(20 + 200_000, slow(200_000));
        assert_eq!((met, source), (BUILT + DAY + 100_000, None));
        assert_eq!(clock.read(20 + 200_001, slow(200_001)), (BUILT + DAY + 140_001, Some(ClockSource::Ntp)));
    }

    #[test]
    fn a_phone_sets_a_clock_that_nothing_better_keeps() {
        let lost = system(0, None);
        let mut clock = BoxClock::start(0, lost, BUILT, None);
        assert_eq!(clock.offer(0, lost, BUILT - DAY), Err(NotTaken::Behind));
        assert_eq!(clock.offer(0, lost, BUILT + 11 * 366 * DAY), Err(NotTaken::FarAhead));
        let to_ms = BUILT + 30 * DAY;
        assert_eq!(clock.offer(0, lost, to_ms), Ok(Step { from_ms: BUILT, to_ms }));
        assert_eq!(clock.read(50, lost), (to_ms + 50, Some(ClockSource::Staff)));
        let ntp = system(to_ms + DAY, Some(ClockSource::Ntp));
        assert_eq!(clock.read(60, ntp), (to_ms + DAY, Some(ClockSource::Ntp)));
        assert_eq!(clock.offer(60, ntp, to_ms + 2 * DAY), Err(NotTaken::BetterKnown));
    }

    proptest! {
        #[test]
        fn box_time_never_goes_back(looks in prop::collection::vec((0u64..100_000, -DAY..DAY, 0u8..4, any::<bool>()), 1..40)) {
            let mut clock = BoxClock::start(0, system(BUILT, None), BUILT, None);
            let (mut mono, mut before) = (0, BUILT);
            for (passed, off, source, offered) in looks {
                mono += passed;
                let source = [None, Some(ClockSource::Staff), Some(ClockSource::Ntp), Some(ClockSource::Rtc)][usize::from(source)];
                let shown = system(BUILT + off, source);
                if offered {
                    let _ = clock.offer(mono, shown, BUILT - off);
                }
                let (now, _) = clock.read(mono, shown);
                prop_assert!(now >= before);
                before = now;
            }
        }
    }
}
