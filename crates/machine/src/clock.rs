//! Box time, from the system's clock or a staff device's.
//!
//! Many small computers have no clock that runs without power. Box time therefore starts no earlier than anything
//! the box remembers, never goes back while the box runs, and tells what set it.

use domain::ClockSource;

/// A system clock that is no further behind box time than this is box time's source, ms. Box time stands still until
/// the clock has caught up.
const BEHIND_MAX_MS: i64 = 2_000;
/// For a system clock that is no further behind than this, ms, box time runs at half speed until both agree.
const SLOWED_MAX_MS: i64 = 3_600_000;
/// A staff device's time further ahead than this is refused, ms: no box is ten years without power.
const AHEAD_MAX_MS: i64 = 10 * 366 * 24 * 3_600_000;

/// A reading of the system's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    /// Milliseconds since 1970.
    pub at_ms: i64,
    /// What set it; `None` when nothing has since the machine started.
    pub source: Option<ClockSource>,
}

/// A change of box time by a staff device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockStep {
    /// Box time before, ms since 1970.
    pub from_ms: i64,
    /// Box time after.
    pub to_ms: i64,
}

/// Why a staff device's time is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OfferRefused {
    /// A better source has set the clock.
    #[error("the clock is kept by something better than a phone")]
    BetterKnown,
    /// Box time would go back, and new entries would be dated before older ones.
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
    /// Milliseconds that passed at half speed and are not counted yet: 0 or 1.
    spare_ms: i64,
    source: Option<ClockSource>,
}

impl BoxClock {
    /// Starts at the latest of three times: when the program was built, what was saved, and the system's clock.
    #[must_use]
    pub fn start(mono_ms: u64, system: SystemClock, built_ms: i64, saved_ms: Option<i64>) -> Self {
        let floor_ms = built_ms.max(saved_ms.unwrap_or(built_ms));
        let mut clock = Self { at_ms: floor_ms, mono_ms, spare_ms: 0, source: None };
        // A system clock without a source may still have run on through a short power cut.
        clock.at_ms = clock.at_ms.max(system.at_ms);
        clock.read(mono_ms, system);
        clock
    }

    /// Raises box time to the time of the newest entry.
    pub fn not_before(&mut self, at_ms: i64) {
        if at_ms > self.at_ms {
            self.at_ms = at_ms;
            self.source = None;
        }
    }

    /// Box time now, and what set it. `mono_ms` never runs backwards.
    pub fn read(&mut self, mono_ms: u64, system: SystemClock) -> (i64, Option<ClockSource>) {
        let passed = i64::try_from(mono_ms.saturating_sub(self.mono_ms)).unwrap_or(i64::MAX);
        self.mono_ms = self.mono_ms.max(mono_ms);
        let runs_on = self.at_ms.saturating_add(passed);
        let better = system.source.filter(|source| self.source.is_none_or(|known| *source >= known));
        match better {
            Some(source) if system.at_ms >= runs_on - BEHIND_MAX_MS => {
                self.at_ms = system.at_ms.max(self.at_ms);
                self.source = Some(source);
            }
            // A little behind: half speed until both agree.
            Some(_) if system.at_ms >= runs_on - SLOWED_MAX_MS => {
                let passed = passed + self.spare_ms;
                self.at_ms += passed / 2;
                self.spare_ms = passed % 2;
                self.source = None;
            }
            // Far behind: the clock's battery is empty, or an entry has a date in the future. The time has no source.
            Some(_) if self.source != Some(ClockSource::Staff) => {
                self.at_ms = runs_on;
                self.source = None;
            }
            _ => self.at_ms = runs_on,
        }
        (self.at_ms, self.source)
    }

    /// Sets box time to a staff device's time.
    ///
    /// # Errors
    /// [`OfferRefused`] says why box time stays.
    pub fn offer(
        &mut self,
        mono_ms: u64,
        system: SystemClock,
        offered_ms: i64,
    ) -> Result<ClockStep, OfferRefused> {
        let (from_ms, source) = self.read(mono_ms, system);
        if source.is_some_and(|known| known > ClockSource::Staff) {
            return Err(OfferRefused::BetterKnown);
        }
        if offered_ms < from_ms - BEHIND_MAX_MS {
            return Err(OfferRefused::Behind);
        }
        if offered_ms > from_ms.saturating_add(AHEAD_MAX_MS) {
            return Err(OfferRefused::FarAhead);
        }
        self.at_ms = offered_ms.max(from_ms);
        self.source = Some(ClockSource::Staff);
        Ok(ClockStep { from_ms, to_ms: self.at_ms })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BUILT: i64 = 1_790_000_000_000;
    const DAY: i64 = 24 * 3_600_000;

    fn system(at_ms: i64, source: Option<ClockSource>) -> SystemClock {
        SystemClock { at_ms, source }
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
        // The battery of a hardware clock is empty: it says 1970.
        let mut clock = BoxClock::start(0, set(0), BUILT, None);
        assert_eq!(clock.read(9, set(9)), (BUILT + 9, None));
        assert_eq!(clock.read(20, set(BUILT + DAY)), (BUILT + DAY, Some(ClockSource::Ntp)));
        // Box time is a minute fast: it slows down, and tells that it has no source.
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
        assert_eq!(clock.offer(0, lost, BUILT - DAY), Err(OfferRefused::Behind));
        assert_eq!(clock.offer(0, lost, BUILT + 11 * 366 * DAY), Err(OfferRefused::FarAhead));
        let to_ms = BUILT + 30 * DAY;
        assert_eq!(clock.offer(0, lost, to_ms), Ok(ClockStep { from_ms: BUILT, to_ms }));
        assert_eq!(clock.read(50, lost), (to_ms + 50, Some(ClockSource::Staff)));
        let ntp = system(to_ms + DAY, Some(ClockSource::Ntp));
        assert_eq!(clock.read(60, ntp), (to_ms + DAY, Some(ClockSource::Ntp)));
        assert_eq!(clock.offer(60, ntp, to_ms + 2 * DAY), Err(OfferRefused::BetterKnown));
    }

    proptest! {
        #[test]
        fn box_time_never_goes_back(
            looks in prop::collection::vec((0u64..100_000, -DAY..DAY, 0u8..4, any::<bool>()), 1..40)
        ) {
            use ClockSource::{Ntp, Rtc, Staff};
            let mut clock = BoxClock::start(0, system(BUILT, None), BUILT, None);
            let (mut mono, mut before) = (0, BUILT);
            for (passed, off, source, offered) in looks {
                mono += passed;
                let source = [None, Some(Staff), Some(Ntp), Some(Rtc)][usize::from(source)];
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
