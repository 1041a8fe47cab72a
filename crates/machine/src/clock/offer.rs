//! The time that a staff device offers, and what the box asks before it takes it: a phone's clock may be years wrong.

use domain::{ClockSource, ClockStays};
use jiff::civil::Date;

use super::{BoxClock, ClockStep, DAY_MS, FOLLOWED_MAX_MS, SystemClock, is_from_network};

/// Furthest step while nothing has set the clock, ms: no box is ten years without power.
const UNSET_MAX_MS: i64 = 10 * 366 * DAY_MS;
/// Furthest step of a clock that was set since the machine started, ms: no clock loses two months while it runs.
const SET_MAX_MS: i64 = 60 * DAY_MS;
/// Beyond this, ms, a clock that was set is changed only when the person has confirmed both dates.
const UNCONFIRMED_MAX_MS: i64 = 36 * 3_600_000;
/// How old the box time that a person confirmed may be, ms: they read two dates and press a button.
const READ_MAX_MS: i64 = 10 * 60_000;
/// Zones reach from 12 hours behind UTC to 14 ahead, ms. The date a person types is that of some place on Earth: which
/// one, the box need not know to find a wrong year.
const ZONES_MS: (i64, i64) = (-12 * 3_600_000, 14 * 3_600_000);

/// A staff device's time, and what its owner said to it.
#[derive(Clone, Copy, Debug)]
pub struct ClockOffer {
    /// How late it is on the device, ms since 1970.
    pub now_ms: i64,
    /// The box time that the person saw beside it and confirmed to be wrong, ms since 1970.
    pub seen_ms: Option<i64>,
    /// Today's date, as the person typed it.
    pub typed: Option<Date>,
}

impl BoxClock {
    /// Sets box time to a staff device's time. It may go back, down to what is known for certain.
    ///
    /// # Errors
    /// [`ClockStays`] says why box time stays, or what the person has to confirm first.
    pub fn offer(
        &mut self,
        mono_ms: u64,
        system: SystemClock,
        offer: ClockOffer,
    ) -> Result<ClockStep, ClockStays> {
        let (from_ms, source) = self.read(mono_ms, system);
        let is_kept = source.is_some_and(|known| known > ClockSource::Staff)
            || self.believed(system).is_some_and(is_from_network);
        if is_kept {
            return Err(ClockStays::Kept);
        }
        let floor_ms = self.confirmed_ms.map_or(self.built_ms, |at_ms| at_ms.max(self.built_ms));
        if offer.now_ms < floor_ms.saturating_sub(FOLLOWED_MAX_MS) {
            return Err(ClockStays::KnownLater);
        }
        let gap_ms = offer.now_ms.saturating_sub(from_ms).saturating_abs();
        if self.is_set {
            offer.suits_a_set_clock(gap_ms, from_ms)
        } else {
            offer.suits_an_unset_clock(gap_ms)
        }?;
        // A phone that is a moment behind agrees: nothing goes back for it.
        let agrees = (0..=FOLLOWED_MAX_MS).contains(&from_ms.saturating_sub(offer.now_ms));
        let to_ms = if agrees { from_ms } else { offer.now_ms };
        self.follow(to_ms, ClockSource::Staff);
        Ok(ClockStep { from_ms, to_ms, source: ClockSource::Staff })
    }
}

impl ClockOffer {
    fn suits_an_unset_clock(&self, gap_ms: i64) -> Result<(), ClockStays> {
        if gap_ms > UNSET_MAX_MS {
            return Err(ClockStays::TenYears);
        }
        let typed = self.typed.ok_or(ClockStays::DateNeeded)?;
        let date_in = |zone_ms: i64| {
            let there = jiff::Timestamp::from_millisecond(self.now_ms.saturating_add(zone_ms)).ok()?;
            Some(there.to_zoned(jiff::tz::TimeZone::UTC).date())
        };
        let fits = date_in(ZONES_MS.0).zip(date_in(ZONES_MS.1));
        let fits = fits.is_some_and(|(first, last)| (first..=last).contains(&typed));
        if fits { Ok(()) } else { Err(ClockStays::OtherDate) }
    }

    fn suits_a_set_clock(&self, gap_ms: i64, from_ms: i64) -> Result<(), ClockStays> {
        if gap_ms > SET_MAX_MS {
            return Err(ClockStays::SixtyDays);
        }
        let is_seen = |seen_ms: i64| from_ms.saturating_sub(seen_ms).saturating_abs() <= READ_MAX_MS;
        let seen = self.seen_ms.is_some_and(is_seen);
        if gap_ms > UNCONFIRMED_MAX_MS && !seen { Err(ClockStays::ConfirmDates) } else { Ok(()) }
    }
}
