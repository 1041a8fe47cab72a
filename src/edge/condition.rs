//! How the box itself is, and what somebody has to look after.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::time::Instant;

use super::App;
use domain::ClockSource;
use machine::certificate::selection::{CertificateSource, CertificateStatus};
use protocol::UpdateNews;
use protocol::{Condition, Notice, RadioView, StaffMessage, StorageSpeed, StorageView, WifiView};

/// Box time that moves by more than this between two looks was set, ms.
const STEP_MS: i64 = 2_000;

/// What the edge cannot know by itself.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What set the clock.
    pub clock: Option<ClockSource>,
    /// The guests' Wi-Fi.
    pub wifi: WifiView,
    /// The disk the night is on.
    pub storage: StorageView,
    /// When the box was on the internet last, box time in ms.
    pub link_ms: Option<i64>,
    /// What became of the newest update of the appliance.
    pub update: Option<UpdateNews>,
}

/// Looks for the facts; may wait for a disk.
pub type LookAround = Arc<dyn Fn() -> Facts + Send + Sync>;

/// The condition staff were told last.
#[derive(Debug, Default)]
pub(super) struct Conditions(Mutex<Told>);

#[derive(Debug, Default)]
struct Told {
    condition: Condition,
    /// Box time minus time since the start, ms, and the start.
    offset: Option<(i64, Instant)>,
}

impl Conditions {
    /// For a screen that joins.
    pub fn now(&self) -> Condition {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).condition.clone()
    }

    /// Takes a look, and says whether it is news.
    fn take(&self, condition: &Condition, now_ms: i64, at: Instant) -> bool {
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let since = told.offset.map_or(at, |(_, since)| since);
        let offset = now_ms.saturating_sub(i64::try_from((at - since).as_millis()).unwrap_or(i64::MAX));
        let stepped = told.offset.is_some_and(|(before, _)| (offset - before).abs() > STEP_MS);
        let news = stepped || told.condition != *condition;
        if stepped || told.offset.is_none() {
            told.offset = Some((offset, since));
        }
        told.condition.clone_from(condition);
        news
    }
}

impl App {
    /// The facts as they are now.
    pub(super) async fn facts(&self) -> Facts {
        let look = Arc::clone(&self.look_around);
        tokio::task::spawn_blocking(move || look()).await.expect("looking around does not panic")
    }
}

/// Looks around, and tells staff what is new.
pub(super) async fn look(app: &App) {
    let (facts, now_ms) = (app.facts().await, app.now_ms());
    let before = app.conditions.now().notices;
    let notices = notices(&app.place.certificate.borrow().clone(), &facts, &before, now_ms);
    let condition = Condition { clock: facts.clock, notices };
    if app.conditions.take(&condition, now_ms, Instant::now()) {
        app.views.tell_staff(&StaffMessage::Condition { now_ms, condition });
    }
}

/// What somebody has to look after, the worst first.
fn notices(standing: &CertificateStatus, facts: &Facts, before: &[Notice], now_ms: i64) -> Vec<Notice> {
    let radio = facts.wifi.radio.as_ref();
    let refused = facts.storage.speed == Some(StorageSpeed::Refused);
    let slow = refused || facts.storage.speed == Some(StorageSpeed::Slow);
    let full = facts.storage.free_bytes.filter(|_| facts.storage.low);
    [
        radio.and_then(|radio| radio.trouble).map(Notice::Radio),
        full.map(|free_bytes| Notice::StorageFull { free_bytes }),
        slow.then_some(Notice::StorageSlow { refused }),
        certificate(standing, now_ms),
        radio.and_then(|radio| seats(radio, before)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn certificate(standing: &CertificateStatus, now_ms: i64) -> Option<Notice> {
    if standing.source == CertificateSource::Own && standing.why.is_some() {
        return Some(Notice::CertificateMissing);
    }
    let remind_days = standing.reminder(now_ms)?;
    Some(Notice::CertificateEnds { days_left: standing.days_left(now_ms), remind_days })
}

/// Said when the last seat is taken, and until most are free: phones come and go.
fn seats(radio: &RadioView, before: &[Notice]) -> Option<Notice> {
    let guests = radio.networks.iter().find(|network| !network.staff)?;
    let said = before.iter().find(|notice| matches!(notice, Notice::SeatsTaken { .. }));
    let full = guests.seats > 0 && guests.taken >= guests.seats;
    match said {
        Some(said) if radio.crowded => Some(*said),
        _ if full => Some(Notice::SeatsTaken { taken: guests.taken, seats: guests.seats }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
