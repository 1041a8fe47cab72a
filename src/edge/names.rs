//! How long names of winners are kept, and how they are erased.

use jiff::civil::Date;
use jiff::{Span, Timestamp, tz::TimeZone};

use super::app::App;
use crate::vault::{Vault, VaultError};
use domain::{By, ClockSource, Entry, NightId};

/// How long the box runs on before a time that nothing confirmed erases a name, ms of its age.
const DOUBT_MS: i64 = 12 * 3_600_000;

/// The last day on which names of this night are kept.
pub(super) fn kept_until(night: &NightId, days: u16) -> Option<Date> {
    let began: Date = night.as_str().get(..10)?.parse().ok()?;
    began.checked_add(Span::new().days(days)).ok()
}

/// Erases the names of a night, and writes down that there were some.
///
/// # Errors
/// [`VaultError`] when they could not be erased.
pub(super) async fn forget(app: &App, by: &By, night: NightId) -> Result<(), VaultError> {
    let erased = night.clone();
    let names = app.with_vault(move |vault| vault.forget_names(&erased)).await?;
    if names > 0 {
        let names = u32::try_from(names).unwrap_or(u32::MAX);
        app.note(by, Entry::NamesForgotten { night, names }).await;
    }
    Ok(())
}

/// Erases the names of every night whose time is over. Where nobody but a person or a battery told the time, only after
/// the box has said so for twelve hours of running: a clock that is wrong for an evening erases nothing.
///
/// # Errors
/// [`VaultError`] when they could not all be erased: the next heartbeat tries again.
pub(super) async fn forget_old(app: &App, clock: Option<ClockSource>) -> Result<(), VaultError> {
    let now = Timestamp::from_millisecond(app.now_ms()).unwrap_or_default();
    // By the date in London: half a day sooner or later is no matter after weeks.
    let today = now.to_zoned(TimeZone::UTC).date();
    let is_over = |night: &NightId| kept_until(night, app.names_kept_days).is_some_and(|last| last < today);
    let nights = app.with_vault(Vault::nights_with_names).await?;
    let mut due: Vec<NightId> = nights.into_iter().filter(is_over).collect();
    let is_confirmed = matches!(clock, Some(ClockSource::Ntp | ClockSource::Cloud));
    // A confirmed time ends every doubt: what waits by a later wrong one waits from then on.
    let (doubtful, age_ms) = (if is_confirmed { Vec::new() } else { due.clone() }, app.age_ms());
    let waited = app.with_vault(move |vault| vault.names_due(&doubtful, age_ms, DOUBT_MS)).await?;
    if !is_confirmed {
        due = waited;
    }
    for night in due {
        forget(app, &By::system(), night).await?;
    }
    Ok(())
}
