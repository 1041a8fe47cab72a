//! The one place that reads the clock.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use tracing::warn;

use domain::ClockSource;
use machine::clock::{BoxClock, ClockStep, SystemClock};

use crate::hall::{Clock, Moment};
use crate::vault::Vault;

/// A night rolls over at this hour, local time: a party that ends at two is still last evening.
const ROLLOVER_HOUR: i64 = 6;

/// Box time is kept in the vault this often, ms: so much of it a box without a clock loses when the
/// power goes while nothing is written.
const SAVED_EVERY_MS: i64 = 10 * 60 * 1_000;

/// Box time, shared by the hall and the edge. Cheap to clone.
#[derive(Clone)]
pub struct BoxTime(Arc<Shared>);

struct Shared {
    started: Instant,
    /// Whether the kernel took its time from a clock with a battery when it started.
    battery: bool,
    clock: Mutex<BoxClock>,
}

impl BoxTime {
    /// Starts the clock at the latest time that is known.
    #[must_use]
    pub fn start(vault: &Vault) -> Self {
        let saved_ms = vault.time_kept().unwrap_or_else(|error| {
            warn!(%error, "The time saved last cannot be read");
            None
        });
        let flag = std::fs::read("/sys/class/rtc/rtc0/hctosys");
        let battery = flag.is_ok_and(|flag| flag.starts_with(b"1"));
        let clock = BoxClock::start(0, system(battery), built_ms(), saved_ms);
        Self(Arc::new(Shared { started: Instant::now(), battery, clock: Mutex::new(clock) }))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        self.now().0
    }

    /// Milliseconds since 1970, and what set the clock.
    #[must_use]
    pub fn now(&self) -> (i64, Option<ClockSource>) {
        self.read(BoxClock::read)
    }

    /// Milliseconds since the box started; never jumps.
    #[must_use]
    pub fn mono_ms(&self) -> u64 {
        u64::try_from(self.0.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Does something with the clock, at this moment.
    fn read<T>(&self, work: impl FnOnce(&mut BoxClock, u64, SystemClock) -> T) -> T {
        let mut clock = self.0.clock.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at while locked: whoever comes later looks later.
        let mono_ms = self.mono_ms();
        work(&mut clock, mono_ms, system(self.0.battery))
    }
}

/// Box time for the hall, kept in the vault now and then.
pub struct HallClock {
    time: BoxTime,
    saved_ms: i64,
    vault: Arc<Vault>,
}

impl HallClock {
    /// The clock of this process.
    #[must_use]
    pub fn new(vault: Arc<Vault>, time: BoxTime) -> Self {
        Self { time, saved_ms: 0, vault }
    }

    fn save_time(&mut self, now_ms: i64) {
        self.saved_ms = now_ms;
        if let Err(error) = self.vault.time_keep(now_ms) {
            warn!(%error, "The time could not be saved");
        }
    }
}

/// What the system's clock says, milliseconds since 1970. Box time is [`BoxTime`].
#[must_use]
#[allow(clippy::disallowed_methods)] // the outermost place: everything else takes time as an argument
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Today's date in words, for prints.
#[must_use]
pub fn today() -> String {
    let now = jiff::Timestamp::from_millisecond(now_ms()).unwrap_or_default();
    now.to_zoned(jiff::tz::TimeZone::system()).strftime("%-d %B %Y").to_string()
}

impl Clock for HallClock {
    fn now(&mut self) -> Moment {
        let (mono_ms, (at_ms, source)) =
            self.time.read(|clock, mono_ms, system| (mono_ms, clock.read(mono_ms, system)));
        if at_ms - self.saved_ms >= SAVED_EVERY_MS {
            self.save_time(at_ms);
        }
        Moment { at_ms, mono_ms, source }
    }

    fn not_before(&mut self, at_ms: i64) {
        self.time.read(|clock, _, _| clock.not_before(at_ms));
    }

    fn set(&mut self, to_ms: i64) -> Result<(i64, i64), String> {
        let step = self.time.read(|clock, mono_ms, system| clock.offer(mono_ms, system, to_ms));
        let ClockStep { from_ms, to_ms } = step.map_err(|why| why.to_string())?;
        self.save_time(to_ms);
        Ok((from_ms, to_ms))
    }

    fn night_date(&mut self) -> jiff::civil::Date {
        let now = jiff::Timestamp::from_millisecond(self.time.now_ms()).unwrap_or_default();
        // On the clock on the wall: the hour is the same on the days when summer time begins or ends.
        let local = now.to_zoned(jiff::tz::TimeZone::system()).datetime();
        let hours = jiff::SignedDuration::from_hours(ROLLOVER_HOUR);
        local.checked_sub(hours).map_or(local.date(), jiff::civil::DateTime::date)
    }
}

/// What the system's clock says, and what set it: systemd-timesyncd leaves a file when it has.
fn system(battery: bool) -> SystemClock {
    let network = Path::new("/run/systemd/timesync/synchronized").exists();
    let kept = battery.then_some(ClockSource::Rtc);
    SystemClock { at_ms: now_ms(), source: if network { Some(ClockSource::Ntp) } else { kept } }
}

/// When this program was built, as far as it can tell.
fn built_ms() -> i64 {
    if let Some(seconds) = option_env!("SOURCE_DATE_EPOCH").and_then(|text| text.parse::<i64>().ok()) {
        return seconds.saturating_mul(1_000);
    }
    let modified = std::env::current_exe().and_then(std::fs::metadata).and_then(|file| file.modified());
    let since = modified.ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_starts_no_earlier_than_what_was_saved_and_saves_what_staff_say() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Arc::new(Vault::open(dir.path()).unwrap());
        let hour_ms = 3_600_000;
        // As after a power cut on a machine whose clock fell back by an hour and more.
        let saved_ms = now_ms() + 2 * hour_ms;
        vault.time_keep(saved_ms).unwrap();
        let mut clock = HallClock::new(Arc::clone(&vault), BoxTime::start(&vault));
        assert!(clock.now().at_ms >= saved_ms);
        clock.not_before(saved_ms + hour_ms);
        assert!(clock.now().at_ms >= saved_ms + hour_ms);
        match clock.set(saved_ms + 2 * hour_ms) {
            Ok((_, to_ms)) => assert_eq!(vault.time_kept().unwrap(), Some(to_ms)),
            // This machine's own clock is kept by something better, and known to be.
            Err(why) => assert!(why.contains("better"), "{why}"),
        }
    }
}
