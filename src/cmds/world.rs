//! The one place that reads the clock and keeps game seeds for the hall.

use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::domain::{GameId, NightId, Seed, TeamDevice, TeamMember};
use crate::hall::{Moment, Team, World};
use crate::ledger::Clock;
use crate::vault::{Device, Person, Vault, VaultError};

/// A night rolls over at this hour, local time: a party that ends at two is still last evening.
const ROLLOVER_HOUR: i64 = 6;

/// The machine's clock, its random numbers and the vault.
pub struct Machine {
    started: Instant,
    vault: Arc<Vault>,
}

impl Machine {
    /// The world of this process.
    #[must_use]
    pub fn new(vault: Arc<Vault>) -> Self {
        Self { started: Instant::now(), vault }
    }
}

/// Box time, milliseconds since 1970.
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

impl World for Machine {
    fn now(&mut self) -> Moment {
        Moment {
            at_ms: now_ms(),
            mono_ms: u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX),
            clock: clock(),
        }
    }

    fn night_date(&mut self) -> jiff::civil::Date {
        let now = jiff::Timestamp::from_millisecond(now_ms()).unwrap_or_default();
        // On the clock on the wall: the hour is the same on the days when summer time begins or ends.
        let local = now.to_zoned(jiff::tz::TimeZone::system()).datetime();
        let hours = jiff::SignedDuration::from_hours(ROLLOVER_HOUR);
        local.checked_sub(hours).map_or(local.date(), jiff::civil::DateTime::date)
    }

    fn team(&mut self) -> Result<Team, String> {
        team(&self.vault).map_err(|error| error.to_string())
    }

    fn remember(&mut self, checkpoint: &str) -> Result<(), String> {
        self.vault.checkpoint_keep(checkpoint).map_err(|error| error.to_string())
    }

    fn remembered(&mut self) -> Result<Option<String>, String> {
        self.vault.checkpoint_kept().map_err(|error| error.to_string())
    }

    fn seed(&mut self, night: &NightId, game: &GameId, make: bool) -> Result<Option<Seed>, String> {
        let words = |error: VaultError| error.to_string();
        if let Some(seed) = self.vault.seed(night, game).map_err(words)? {
            return Ok(Some(seed));
        }
        if !make {
            return Ok(None);
        }
        // Kept before it is committed to: a seed lost after the commitment would end the game.
        self.vault.seed_make(night, game, &self.vault.seed_fresh()).map(Some).map_err(words)
    }
}

/// The team as the vault has it, without names.
///
/// # Errors
/// [`VaultError`] when it cannot be read.
pub fn team(vault: &Vault) -> Result<Team, VaultError> {
    let member =
        |person: Person| TeamMember { staff: person.id, role: person.role, suspended: person.suspended };
    let device = |device: Device| TeamDevice {
        device: device.id,
        profile: device.profile,
        suspended: device.suspended,
    };
    Ok(Team {
        people: vault.staff()?.into_iter().map(member).collect(),
        devices: vault.devices()?.into_iter().map(device).collect(),
    })
}

/// systemd-timesyncd leaves this file when it has set the clock.
fn clock() -> Clock {
    if std::path::Path::new("/run/systemd/timesync/synchronized").exists() { Clock::Ntp } else { Clock::None }
}
