//! Box time, from the system's clock or a staff device's.
//!
//! Many small computers have no clock that runs without power. Box time therefore starts no earlier than anything
//! the box remembers, and tells what set it. It leaps, in either direction, only where [`BoxClock::step`] or
//! [`BoxClock::offer`] says so: whoever keeps the ledger calls them, and writes each step down.

mod offer;

use domain::ClockSource;

pub use offer::ClockOffer;

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 3_600_000;
/// A system clock that is no further from box time than this is followed, ms: where it is behind, box time stands
/// still until the clock has caught up.
const FOLLOWED_MAX_MS: i64 = 2_000;
/// For a system clock that is no further behind than this, ms, box time runs at half speed until both agree.
const SLOWED_MAX_MS: i64 = 3_600_000;
/// Days after the build for which a certificate that begins with it serves. Devices accept 825 in all.
const BUILD_DAYS_MAX: i64 = 600;

/// A reading of the system's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    /// Milliseconds since 1970.
    pub at_ms: i64,
    /// What set it; `None` when nothing has since the machine started.
    pub source: Option<ClockSource>,
}

/// What a box knows of time before it looks at any clock, all in ms since 1970.
#[derive(Clone, Copy, Debug, Default)]
pub struct KnownTimes {
    /// When the program was built. It is later than that, whatever a clock says.
    pub built_ms: i64,
    /// Box time when it was saved last. It may have been wrong.
    pub saved_ms: Option<i64>,
    /// Box time when a clock that needs no person told it last: the internet, the collector, a clock with a battery.
    pub confirmed_ms: Option<i64>,
}

/// A change of box time from one moment to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockStep {
    /// Box time before, ms since 1970.
    pub from_ms: i64,
    /// Box time after.
    pub to_ms: i64,
    /// What asked for it.
    pub source: ClockSource,
}

/// What certificates are made and judged by.
#[derive(Clone, Copy, Debug)]
pub struct CertificateTime {
    /// Box time, ms since 1970: judges certificates that others signed.
    pub now_ms: i64,
    /// When a certificate made now begins, ms since 1970: [`BoxClock::certificates_begin_ms`].
    pub begin_ms: i64,
    /// Milliseconds of a clock that never jumps: measures pauses between attempts.
    pub mono_ms: u64,
}

impl CertificateTime {
    /// Where the clock is right and no certificate is older than it.
    #[must_use]
    pub fn at(now_ms: i64) -> Self {
        Self { now_ms, begin_ms: now_ms, mono_ms: u64::try_from(now_ms).unwrap_or(0) }
    }
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
    /// Whether anything has set it since the machine started.
    is_set: bool,
    built_ms: i64,
    confirmed_ms: Option<i64>,
}

impl BoxClock {
    /// Starts at what the internet or the collector says, else at the latest of three times: when the program was
    /// built, what was saved, and the system's clock.
    #[must_use]
    pub fn start(mono_ms: u64, system: SystemClock, known: KnownTimes) -> Self {
        let KnownTimes { built_ms, saved_ms, confirmed_ms } = known;
        let floor_ms = built_ms.max(saved_ms.unwrap_or(built_ms));
        let (spare_ms, source, is_set) = (0, None, false);
        let mut clock = Self { at_ms: floor_ms, mono_ms, spare_ms, source, is_set, built_ms, confirmed_ms };
        clock.step(mono_ms, system);
        // A system clock without a source may still have run on through a short power cut.
        if system.source.is_none() {
            clock.at_ms = clock.at_ms.max(system.at_ms);
        }
        clock
    }

    /// Raises box time to the time of the newest entry.
    pub fn not_before(&mut self, at_ms: i64) {
        if at_ms > self.at_ms {
            self.at_ms = at_ms;
            self.source = None;
        }
    }

    /// Box time now, and what set it. It never goes back, and leaps nowhere. `mono_ms` never runs backwards.
    pub fn read(&mut self, mono_ms: u64, system: SystemClock) -> (i64, Option<ClockSource>) {
        let passed = i64::try_from(mono_ms.saturating_sub(self.mono_ms)).unwrap_or(i64::MAX);
        self.mono_ms = self.mono_ms.max(mono_ms);
        let runs_on = self.at_ms.saturating_add(passed);
        let behind_ms = runs_on.saturating_sub(system.at_ms);
        match self.believed(system) {
            Some(source) if behind_ms.saturating_abs() <= FOLLOWED_MAX_MS => {
                self.follow(system.at_ms.max(self.at_ms), source);
            }
            // A little behind: half speed until both agree.
            Some(source) if (0..=SLOWED_MAX_MS).contains(&behind_ms) => {
                let passed = passed + self.spare_ms;
                let slowed_ms = self.at_ms + passed / 2;
                if system.at_ms >= slowed_ms {
                    self.follow(system.at_ms, source);
                } else {
                    (self.at_ms, self.spare_ms, self.source) = (slowed_ms, passed % 2, None);
                }
            }
            // Far behind: the clock's battery is empty, or box time is wrong. Until it is known which, the time has
            // no source.
            Some(_) if behind_ms > 0 && self.source != Some(ClockSource::Staff) => {
                self.at_ms = runs_on;
                self.source = None;
            }
            // Ahead, or nothing to go by: a step is due, or none.
            _ => self.at_ms = runs_on,
        }
        (self.at_ms, self.source)
    }

    /// Goes to the system clock's time, where that is to be believed more than box time: ahead, for any clock that was
    /// set; back, for the internet's and the collector's alone. `None` where box time stays.
    pub fn step(&mut self, mono_ms: u64, system: SystemClock) -> Option<ClockStep> {
        let (from_ms, _) = self.read(mono_ms, system);
        let source = self.believed(system)?;
        let to_ms = system.at_ms;
        let is_ahead = to_ms > from_ms.saturating_add(FOLLOWED_MAX_MS);
        let is_back = is_from_network(source) && to_ms < from_ms.saturating_sub(SLOWED_MAX_MS);
        (is_ahead || is_back).then(|| {
            self.follow(to_ms, source);
            ClockStep { from_ms, to_ms, source }
        })
    }

    /// Whether anything has set the clock since the machine started.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.is_set
    }

    /// Box time when a clock that needs no person told it last, ms since 1970.
    #[must_use]
    pub fn confirmed_ms(&self) -> Option<i64> {
        self.confirmed_ms
    }

    /// When a certificate made now begins: when the program was built, which is past for every device. Once that is
    /// more than 600 days before the last confirmed time, 600 days before that. A time that only a person told, or
    /// nobody, moves nothing: certificates that begin in the future are refused by every device.
    #[must_use]
    pub fn certificates_begin_ms(&self) -> i64 {
        let confirmed = self.confirmed_ms.map(|at_ms| at_ms.saturating_sub(BUILD_DAYS_MAX * DAY_MS));
        confirmed.map_or(self.built_ms, |begin_ms| begin_ms.max(self.built_ms))
    }

    fn follow(&mut self, at_ms: i64, source: ClockSource) {
        (self.at_ms, self.spare_ms, self.source, self.is_set) = (at_ms, 0, Some(source), true);
        if source != ClockSource::Staff {
            self.confirmed_ms = Some(at_ms);
        }
    }

    /// What set the system's clock, unless box time has a better source or the clock says less than the build.
    fn believed(&self, system: SystemClock) -> Option<ClockSource> {
        let source = system.source.filter(|_| system.at_ms >= self.built_ms)?;
        let is_better = is_from_network(source) || self.source.is_none_or(|known| source >= known);
        is_better.then_some(source)
    }
}

/// Whether a source is right whatever the box believed before. A clock with a battery runs on without power, but
/// whoever set it may have been wrong.
fn is_from_network(source: ClockSource) -> bool {
    matches!(source, ClockSource::Ntp | ClockSource::Cloud)
}

#[cfg(test)]
mod tests;
