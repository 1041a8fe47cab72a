//! The one place that reads the clock.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;
use tracing::warn;

use domain::{ClockSource, ClockStays};
use machine::clock::{BoxClock, CertificateTime, ClockOffer, ClockStep, KnownTimes, SystemClock};

use crate::hall::{Clock, Moment};
use crate::vault::{KeptTime, Vault};

/// A night rolls over at this hour, local time: a party that ends at two is still last evening.
const ROLLOVER_HOUR: i64 = 6;

/// Box time is kept in the vault this often: so much of it a box without a clock loses when the power goes while
/// nothing is written.
pub(super) const KEPT_EACH: Duration = Duration::from_mins(10);

/// Box time, shared by the hall and the edge. Cheap to clone.
#[derive(Clone)]
pub struct BoxTime(Arc<Shared>);

struct Shared {
    started: Instant,
    /// Looks at the system's clock.
    look: Box<dyn Fn() -> SystemClock + Send + Sync>,
    /// Age of the box at its start, ms.
    age_ms: i64,
    clock: Mutex<BoxClock>,
}

impl BoxTime {
    /// Starts the clock at the latest time that is known.
    #[must_use]
    pub fn start(vault: &Vault) -> Self {
        // Whether the kernel took its time from a clock with a battery when it started.
        let flag = std::fs::read("/sys/class/rtc/rtc0/hctosys");
        let battery = flag.is_ok_and(|flag| flag.starts_with(b"1"));
        Self::by(vault, move || system(battery))
    }

    /// As [`BoxTime::start`], by another system clock.
    fn by(vault: &Vault, look: impl Fn() -> SystemClock + Send + Sync + 'static) -> Self {
        let KeptTime { now_ms, confirmed_ms, age_ms } = vault.time_kept().unwrap_or_else(|error| {
            warn!(%error, "The time saved last cannot be read");
            KeptTime::default()
        });
        let known = KnownTimes { built_ms: built_ms(), saved_ms: now_ms, confirmed_ms };
        let mut clock = BoxClock::start(0, look(), known);
        let off_ms = off_ms(known, &mut clock, look());
        let (age_ms, clock) = (age_ms.saturating_add(off_ms), Mutex::new(clock));
        Self(Arc::new(Shared { started: Instant::now(), look: Box::new(look), age_ms, clock }))
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

    /// Whether anything has set the clock since the machine started.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.read(|clock, _, _| clock.is_set())
    }

    /// What certificates are made and judged by.
    #[must_use]
    pub fn certificate_time(&self) -> CertificateTime {
        self.read(|clock, mono_ms, system| {
            let (now_ms, _) = clock.read(mono_ms, system);
            CertificateTime { now_ms, begin_ms: clock.certificates_begin_ms(), mono_ms }
        })
    }

    /// Milliseconds since the box started; never jumps.
    #[must_use]
    pub fn mono_ms(&self) -> u64 {
        u64::try_from(self.0.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Age of the box, ms: how long it has run in all its starts, with the time it was off where clocks that need no
    /// person tell it. Sessions and waits are counted by it: it never jumps and never goes back, whatever becomes of
    /// box time.
    #[must_use]
    pub fn age_ms(&self) -> i64 {
        self.0.age_ms.saturating_add(i64::try_from(self.mono_ms()).unwrap_or(i64::MAX))
    }

    /// Keeps box time and the age of the box in the vault, for the next start.
    pub fn keep(&self, vault: &Vault) {
        let kept = self.read(|clock, mono_ms, system| KeptTime {
            now_ms: Some(clock.read(mono_ms, system).0),
            confirmed_ms: clock.confirmed_ms(),
            age_ms: self.age_ms(),
        });
        if let Err(error) = vault.time_keep(kept) {
            warn!(%error, "The time could not be saved");
        }
    }

    /// Does something with the clock, at this moment.
    fn read<T>(&self, work: impl FnOnce(&mut BoxClock, u64, SystemClock) -> T) -> T {
        let mut clock = self.0.clock.lock().unwrap_or_else(PoisonError::into_inner);
        // Looked at while locked: whoever comes later looks later.
        let mono_ms = self.mono_ms();
        work(&mut clock, mono_ms, (self.0.look)())
    }
}

/// Box time for the hall, which alone makes it leap.
pub struct HallClock {
    time: BoxTime,
    /// Where the venue is: its nights begin and end by the clock on its wall.
    zone: TimeZone,
    vault: Arc<Vault>,
}

impl HallClock {
    /// The clock of this process.
    #[must_use]
    pub fn new(vault: Arc<Vault>, time: BoxTime, zone: TimeZone) -> Self {
        Self { time, zone, vault }
    }
}

/// What the system's clock says, milliseconds since 1970. Box time is [`BoxTime`].
#[must_use]
#[allow(clippy::disallowed_methods)] // the outermost place: everything else takes time as an argument
pub fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

impl Clock for HallClock {
    fn now(&mut self) -> Moment {
        let (mono_ms, (at_ms, source)) =
            self.time.read(|clock, mono_ms, system| (mono_ms, clock.read(mono_ms, system)));
        Moment { at_ms, mono_ms, source }
    }

    fn not_before(&mut self, at_ms: i64) {
        self.time.read(|clock, _, _| clock.not_before(at_ms));
    }

    fn set(&mut self, offer: ClockOffer) -> Result<ClockStep, ClockStays> {
        let step = self.time.read(|clock, mono_ms, system| clock.offer(mono_ms, system, offer))?;
        self.time.keep(&self.vault);
        Ok(step)
    }

    fn step(&mut self) -> Option<ClockStep> {
        let step = self.time.read(BoxClock::step)?;
        self.time.keep(&self.vault);
        Some(step)
    }

    fn night_date(&mut self) -> jiff::civil::Date {
        let now = jiff::Timestamp::from_millisecond(self.time.now_ms()).unwrap_or_default();
        // On the clock on the wall: the hour is the same on the days when summer time begins or ends.
        let local = now.to_zoned(self.zone.clone()).datetime();
        let hours = jiff::SignedDuration::from_hours(ROLLOVER_HOUR);
        local.checked_sub(hours).map_or(local.date(), jiff::civil::DateTime::date)
    }
}

/// How long the box was off, ms, as far as that is known: box time was saved and is read by a clock that needs no
/// person.
fn off_ms(known: KnownTimes, clock: &mut BoxClock, system: SystemClock) -> i64 {
    let each_ms = i64::try_from(KEPT_EACH.as_millis()).unwrap_or(i64::MAX);
    let sure =
        |(saved_ms, confirmed_ms): &(i64, i64)| saved_ms - confirmed_ms <= 2 * each_ms && clock.is_set();
    let saved = known.saved_ms.zip(known.confirmed_ms).filter(sure);
    saved.map_or(0, |(saved_ms, _)| (clock.read(0, system).0 - saved_ms).max(0))
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
        vault.time_keep(KeptTime { now_ms: Some(saved_ms), ..KeptTime::default() }).unwrap();
        let time = BoxTime::by(&vault, || SystemClock { at_ms: now_ms(), source: None });
        let mut clock = HallClock::new(Arc::clone(&vault), time.clone(), TimeZone::UTC);
        assert!(clock.now().at_ms >= saved_ms && !time.is_set());
        clock.not_before(saved_ms + hour_ms);
        assert!(clock.now().at_ms >= saved_ms + hour_ms);
        let to_ms = saved_ms + 2 * hour_ms;
        let there = jiff::Timestamp::from_millisecond(to_ms).unwrap().to_zoned(TimeZone::UTC);
        let offer = ClockOffer { now_ms: to_ms, seen_ms: None, typed: Some(there.date()) };
        assert_eq!(clock.set(offer).unwrap().to_ms, to_ms);
        assert!(vault.time_kept().unwrap().now_ms.unwrap() >= to_ms);
    }

    #[test]
    fn a_time_the_network_put_back_stays_back_after_a_start() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Arc::new(Vault::open(dir.path()).unwrap());
        let years_ms = 9 * 365 * 86_400_000;
        let wrong = KeptTime { now_ms: Some(now_ms() + years_ms), ..KeptTime::default() };
        vault.time_keep(wrong).unwrap();
        let told = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        let heard = Arc::clone(&told);
        let time = BoxTime::by(&vault, move || {
            let told = heard.load(std::sync::atomic::Ordering::SeqCst);
            SystemClock { at_ms: now_ms(), source: told.then_some(ClockSource::Ntp) }
        });
        let mut clock = HallClock::new(Arc::clone(&vault), time.clone(), TimeZone::UTC);
        assert_eq!(clock.step(), None);
        told.store(true, std::sync::atomic::Ordering::SeqCst);
        let step = clock.step().unwrap();
        assert!(step.from_ms - step.to_ms > years_ms - 60_000);
        let next = BoxTime::by(&vault, || SystemClock { at_ms: 0, source: None });
        assert!(next.now_ms() < step.from_ms - years_ms / 2);
    }

    #[test]
    fn the_age_of_the_box_counts_what_it_ran_and_what_clocks_without_people_tell() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Vault::open(dir.path()).unwrap();
        let (week_ms, now_ms) = (7 * 86_400_000, now_ms());
        let age_ms = |saved: KeptTime, at_ms: i64, source: Option<ClockSource>| {
            vault.time_keep(saved).unwrap();
            BoxTime::by(&vault, move || SystemClock { at_ms, source }).0.age_ms
        };
        let told = KeptTime { now_ms: Some(now_ms), confirmed_ms: Some(now_ms - 60_000), age_ms: 5 };
        assert_eq!(age_ms(told, now_ms + week_ms, Some(ClockSource::Rtc)), 5 + week_ms);
        // Nothing tells how long it was off: nobody is signed out for what a clock may say later.
        assert_eq!(age_ms(told, now_ms + week_ms, None), 5);
        let doubtful = KeptTime { confirmed_ms: None, ..told };
        assert_eq!(age_ms(doubtful, now_ms + week_ms, Some(ClockSource::Ntp)), 5);
        assert_eq!(age_ms(told, now_ms - week_ms, Some(ClockSource::Ntp)), 5, "it never goes back");
    }

    #[test]
    fn a_night_rolls_over_at_six_by_the_clock_on_the_wall_of_the_venue() {
        let dir = tempfile::tempdir().unwrap();
        let vault = Arc::new(Vault::open(dir.path()).unwrap());
        let date = |zone: &str, at: &str| {
            let at_ms = at.parse::<jiff::Timestamp>().unwrap().as_millisecond();
            // The network's word counts whatever the program's own date is.
            let time = BoxTime::by(&vault, move || SystemClock { at_ms, source: Some(ClockSource::Ntp) });
            let zone = TimeZone::get(zone).unwrap();
            HallClock::new(Arc::clone(&vault), time, zone).night_date().to_string()
        };
        // Half past eight in the evening in California, where the date in UTC is the next one already.
        assert_eq!(date("America/Los_Angeles", "2099-11-21T04:30:00Z"), "2099-11-20");
        assert_eq!(date("America/Los_Angeles", "2099-11-21T06:30:00Z"), "2099-11-20");
        assert_eq!(date("UTC", "2099-11-21T06:30:00Z"), "2099-11-21");
        for (at, night) in [("2099-07-01T12:59:00Z", "2099-06-30"), ("2099-07-01T13:00:00Z", "2099-07-01")] {
            assert_eq!(date("America/Los_Angeles", at), night, "in summer time");
        }
        assert_eq!(date("Pacific/Auckland", "2099-06-30T17:59:00Z"), "2099-06-30");
        assert_eq!(date("Pacific/Auckland", "2099-06-30T18:00:00Z"), "2099-07-01");
    }
}
