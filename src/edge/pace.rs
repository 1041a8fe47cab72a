//! The pace of staff: one bucket for each person on each device, however many sockets and requests they open.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::limits::{EdgeLimits, ms};
use super::permits::is_this_machine;
use super::token_bucket::TokenBucket;
use crate::vault::Session;
use domain::{DeviceId, StaffId};

/// The paces of everybody who is signed in.
#[derive(Debug)]
pub(super) struct StaffPaces {
    burst: u32,
    refill: Duration,
    flood: u32,
    count_loopback: bool,
    known: Mutex<HashMap<(StaffId, DeviceId), Shared>>,
}

type Shared = Arc<tokio::sync::Mutex<Paced>>;

#[derive(Debug)]
struct Paced {
    bucket: TokenBucket,
    /// Requests that had to wait, more than those that had not.
    waits: u32,
    /// With so many no person and no outbox is at work.
    flood: u32,
}

/// The pace of one person on one device. Programs of the box itself have none.
#[derive(Clone, Debug)]
pub(super) struct StaffPace(Option<Shared>);

impl StaffPaces {
    pub(super) fn new(limits: &EdgeLimits) -> Self {
        let (burst, refill) = (limits.staff_burst, ms(limits.staff_refill_ms));
        let (flood, count_loopback) = (limits.staff_flood, limits.count_loopback);
        Self { burst, refill, flood, count_loopback, known: Mutex::default() }
    }

    /// The pace of this session, from this address.
    pub(super) fn of(&self, session: &Session, from: IpAddr, now: Instant) -> StaffPace {
        if is_this_machine(from) && !self.count_loopback {
            return StaffPace(None);
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever closes a socket and opens another finds the same bucket, until it is full again by itself.
        known.retain(|_, pace| {
            Arc::strong_count(pace) > 1 || pace.try_lock().is_ok_and(|paced| paced.bucket.full_at() > now)
        });
        let fresh =
            || Paced { bucket: TokenBucket::new(self.burst, self.refill, now), waits: 0, flood: self.flood };
        let key = (session.staff.clone(), session.device.clone());
        let pace = known.entry(key).or_insert_with(|| Arc::new(tokio::sync::Mutex::new(fresh())));
        StaffPace(Some(Arc::clone(pace)))
    }
}

impl StaffPace {
    /// Waits until it is this request's turn: delayed and never refused, because an outbox filled while offline
    /// arrives at once. True when that has gone on for longer than any outbox lasts.
    pub(super) async fn turn(&self) -> bool {
        let Some(pace) = &self.0 else { return false };
        // Held while it waits: the others stand in line behind it.
        let mut paced = pace.lock().await;
        sleep(paced.take(Instant::now())).await;
        paced.waits >= paced.flood
    }
}

impl Paced {
    /// Takes a turn: how long until it comes.
    fn take(&mut self, now: Instant) -> Duration {
        let Err(wait) = self.bucket.try_consume(now) else {
            self.waits = self.waits.saturating_sub(1);
            return Duration::ZERO;
        };
        let _ = self.bucket.try_consume(now + wait); // there is one then
        self.waits = self.waits.saturating_add(1);
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Label, Profile, Role};

    const FROM: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(10, 77, 0, 9));

    fn session(staff: &str, device: &str) -> Session {
        let (role, profile) = (Role::Caller, Profile::Any);
        Session {
            staff: StaffId::new(staff).unwrap(),
            name: Label::new("Cal").unwrap(),
            role,
            device: DeviceId::new(device).unwrap(),
            desk: Label::new("Stage").unwrap(),
            profile,
            rights: role.rights(),
        }
    }

    /// One turn, without the wait for it.
    fn take(pace: &StaffPace, now: Instant) -> Duration {
        pace.0.as_ref().unwrap().try_lock().unwrap().take(now)
    }

    #[test]
    fn thirty_sockets_of_a_device_are_as_fast_as_one_and_slow_down_no_other() {
        let limits = EdgeLimits { staff_burst: 40, staff_refill_ms: 100, ..EdgeLimits::default() };
        let (paces, start) = (StaffPaces::new(&limits), Instant::now());
        let sockets: Vec<_> = (0..30).map(|_| paces.of(&session("s2", "d2"), FROM, start)).collect();
        let mut now = start;
        for request in 0..300 {
            now += take(&sockets[request % 30], now);
        }
        assert_eq!(now - start, Duration::from_secs(26), "300 requests, 40 of them at once");
        assert_eq!(take(&paces.of(&session("s2", "d3"), FROM, now), now), Duration::ZERO);
        assert_eq!(take(&paces.of(&session("s3", "d2"), FROM, now), now), Duration::ZERO);
        drop(sockets);
        let again = paces.of(&session("s2", "d2"), FROM, now);
        assert_eq!(take(&again, now), Duration::from_millis(100), "a fresh socket does not begin anew");
        let later = now + Duration::from_mins(1);
        drop(again);
        paces.of(&session("s4", "d4"), FROM, later);
        assert_eq!(paces.known.lock().unwrap().len(), 1, "those who are gone are forgotten");
    }

    #[test]
    fn an_outbox_alarms_nobody_and_a_flood_does() {
        let limits = EdgeLimits::default();
        let (paces, mut now) = (StaffPaces::new(&limits), Instant::now());
        let pace = paces.of(&session("s2", "d2"), FROM, now);
        let waits = || pace.0.as_ref().unwrap().try_lock().unwrap().waits;
        for _ in 0..limits.staff_flood + limits.staff_burst - 1 {
            now += take(&pace, now);
        }
        assert!(waits() < limits.staff_flood);
        take(&pace, now);
        assert!(waits() >= limits.staff_flood);
    }
}
