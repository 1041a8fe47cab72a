//! The condition of the box: the notices to staff, and which of them are news.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use domain::ClockSource;
use machine::certificate::selection::{CertificateSource, CertificateStatus};
use protocol::{Alert, Condition, Notice, RadioView, StorageSpeed, StorageView, UpdateNews, WifiView};

/// The clock was set when box time and time since the start drift apart by more than this, ms.
const STEP_MS: i64 = 2_000;

/// What the edge cannot know by itself.
#[derive(Clone, Debug)]
pub struct MachineFacts {
    /// What set the clock.
    pub clock: Option<ClockSource>,
    /// Whether anything has set it since the machine started.
    pub clock_set: bool,
    /// The guests' Wi-Fi.
    pub wifi: WifiView,
    /// The disk the night is on.
    pub storage: StorageView,
    /// When the box was on the internet last, box time in ms.
    pub link_ms: Option<i64>,
    /// What became of the newest update of the appliance.
    pub update: Option<UpdateNews>,
}

/// Reads the facts; may wait for a disk.
pub type LookAround = Arc<dyn Fn() -> MachineFacts + Send + Sync>;

/// The condition that staff were told last.
#[derive(Debug, Default)]
pub(super) struct Conditions(Mutex<LastTold>);

#[derive(Debug, Default)]
struct LastTold {
    condition: Condition,
    /// Box time minus time since the start, ms, and the start.
    offset: Option<(i64, Instant)>,
}

impl Conditions {
    /// For a screen that joins.
    pub(super) fn now(&self) -> Condition {
        self.lock().condition.clone()
    }

    /// Keeps a condition and returns whether staff must be told: it changed, or the clock was set.
    pub(super) fn update(&self, condition: &Condition, now_ms: i64, at: Instant) -> bool {
        let mut told = self.lock();
        let start = told.offset.map_or(at, |(_, start)| start);
        let offset = now_ms.saturating_sub(i64::try_from((at - start).as_millis()).unwrap_or(i64::MAX));
        let stepped = told.offset.is_some_and(|(before, _)| (offset - before).abs() > STEP_MS);
        let is_news = stepped || told.condition != *condition;
        if stepped || told.offset.is_none() {
            told.offset = Some((offset, start));
        }
        told.condition.clone_from(condition);
        is_news
    }

    fn lock(&self) -> MutexGuard<'_, LastTold> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What staff have to look after, the worst first. `before` are the notices they were told last.
pub(super) fn notices(
    certificate: &CertificateStatus,
    facts: &MachineFacts,
    alerts: Vec<Alert>,
    before: &[Notice],
    now_ms: i64,
) -> Vec<Notice> {
    let radio = facts.wifi.radio.as_ref();
    let refused = facts.storage.speed == Some(StorageSpeed::Refused);
    let slow = refused || facts.storage.speed == Some(StorageSpeed::Slow);
    let full = facts.storage.free_bytes.filter(|_| facts.storage.low);
    let broken = [
        radio.and_then(|radio| radio.trouble).map(Notice::Radio),
        full.map(|free_bytes| Notice::StorageFull { free_bytes }),
        slow.then_some(Notice::StorageSlow { refused }),
    ];
    let misuse = alerts.into_iter().map(Notice::Misuse);
    let small =
        [certificate_notice(certificate, now_ms), radio.and_then(|radio| seats_notice(radio, before))];
    broken.into_iter().flatten().chain(misuse).chain(small.into_iter().flatten()).collect()
}

fn certificate_notice(certificate: &CertificateStatus, now_ms: i64) -> Option<Notice> {
    if certificate.source == CertificateSource::Own && certificate.why.is_some() {
        return Some(Notice::CertificateMissing);
    }
    let remind_days = certificate.reminder(now_ms)?;
    Some(Notice::CertificateEnds { days_left: certificate.days_left(now_ms), remind_days })
}

/// From the moment the last Wi-Fi seat is taken until most are free, with the figures of that moment: phones come
/// and go, and each would make the notice news.
fn seats_notice(radio: &RadioView, before: &[Notice]) -> Option<Notice> {
    let guests = radio.networks.iter().find(|network| !network.staff)?;
    let told = before.iter().find(|notice| matches!(notice, Notice::SeatsTaken { .. }));
    let full = guests.seats > 0 && guests.taken >= guests.seats;
    match told {
        Some(told) if radio.crowded => Some(told.clone()),
        _ if full => Some(Notice::SeatsTaken { taken: guests.taken, seats: guests.seats }),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
