//! Misuse that staff are told of: who guesses or takes more than their share, and from where.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use domain::{By, Label};
use protocol::{Alert, Misuse};

/// Alerts kept at once: a screen shows one at a time. A further one takes the place of the oldest.
const ALERTS_MAX: usize = 8;
/// How long an alert is shown after it was last given cause for.
const SHOWN: Duration = Duration::from_mins(15);
/// Least time between two notes in the ledger: somebody with many addresses must not fill it.
const NOTE_EVERY: Duration = Duration::from_mins(1);

/// Who does it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Culprit {
    /// A guest, known by an address.
    Address(IpAddr),
    /// A device of staff, and the person it is about.
    Staff(By),
}

/// The alerts of the last minutes.
#[derive(Debug, Default)]
pub(super) struct Alarms(Mutex<Raised>);

#[derive(Debug, Default)]
struct Raised {
    /// The newest last.
    alerts: VecDeque<RaisedAlert>,
    /// Alerts since the start.
    count: u32,
    noted_at: Option<Instant>,
}

#[derive(Debug)]
struct RaisedAlert {
    alert: Alert,
    culprit: Culprit,
    last_at: Instant,
}

impl Alarms {
    /// Raises an alert, or keeps one up. Returns whether the ledger should have a note of it.
    pub(super) fn raise(&self, what: Misuse, culprit: Culprit, now_ms: i64, at: Instant) -> bool {
        let mut raised = self.lock();
        raised.forget_old(at);
        let known = |raised: &&mut RaisedAlert| raised.alert.what == what && raised.culprit == culprit;
        if let Some(raised) = raised.alerts.iter_mut().find(known) {
            raised.last_at = at;
            return false;
        }
        tracing::warn!(?what, ?culprit, "Misuse");
        raised.count = raised.count.wrapping_add(1);
        let (address, by) = match &culprit {
            Culprit::Address(address) => (Label::new(address.to_string()).ok(), None),
            Culprit::Staff(by) => (None, Some(by)),
        };
        let alert = Alert {
            what,
            address,
            desk: by.and_then(|by| by.desk.clone()),
            staff: by.and_then(|by| by.staff.clone()),
            at_ms: now_ms,
            number: raised.count,
        };
        if raised.alerts.len() >= ALERTS_MAX {
            raised.alerts.pop_front();
        }
        raised.alerts.push_back(RaisedAlert { alert, culprit, last_at: at });
        let is_due = raised.noted_at.is_none_or(|noted_at| at - noted_at >= NOTE_EVERY);
        if is_due {
            raised.noted_at = Some(at);
        }
        is_due
    }

    /// What staff have to know now, the newest first.
    pub(super) fn alerts(&self, at: Instant) -> Vec<Alert> {
        let mut raised = self.lock();
        raised.forget_old(at);
        raised.alerts.iter().rev().map(|raised| raised.alert.clone()).collect()
    }

    fn lock(&self) -> MutexGuard<'_, Raised> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Raised {
    fn forget_old(&mut self, at: Instant) {
        self.alerts.retain(|raised| at - raised.last_at < SHOWN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guest(last: u8) -> Culprit {
        Culprit::Address(IpAddr::from([10, 77, 0, last]))
    }

    #[test]
    fn an_alert_names_its_cause_and_goes_when_that_has_ended() {
        let (alarms, start) = (Alarms::default(), Instant::now());
        assert!(alarms.raise(Misuse::Codes, guest(1), 5, start));
        assert!(!alarms.raise(Misuse::Codes, guest(1), 6, start + SHOWN / 2), "it is up already");
        let [told] = &alarms.alerts(start + SHOWN)[..] else { panic!() };
        assert_eq!((told.at_ms, told.number), (5, 1));
        assert_eq!(told.address.as_ref().map(Label::as_str), Some("10.77.0.1"));
        assert!(alarms.alerts(start + SHOWN + SHOWN / 2).is_empty());
        assert!(alarms.raise(Misuse::Codes, guest(1), 7, start + 2 * SHOWN));
        assert_eq!(alarms.alerts(start + 2 * SHOWN)[0].number, 2, "a new one is news");
    }

    #[test]
    fn many_addresses_fill_neither_the_screen_nor_the_ledger() {
        let (alarms, start) = (Alarms::default(), Instant::now());
        let notes = (0..100)
            .filter(|&n| alarms.raise(Misuse::Codes, guest(n), 0, start + Duration::from_secs(u64::from(n))));
        assert_eq!(notes.count(), 2);
        let told = alarms.alerts(start + Duration::from_secs(100));
        assert_eq!((told.len(), told[0].number), (ALERTS_MAX, 100));
    }
}
