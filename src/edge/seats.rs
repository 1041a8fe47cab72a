//! Seats: how many sockets are open, in total and from each address; some are kept for staff.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use super::limits::EdgeLimits;

/// Addresses remembered as staff's, the newest: no venue has as many devices.
const STAFF_ADDRESSES_MAX: usize = 256;

/// The room all sockets share.
#[derive(Debug)]
pub struct Seats {
    taken: Mutex<Taken>,
    emptied: Notify,
    max: usize,
    reserved: usize,
    per_address_max: usize,
    count_loopback: bool,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_address: HashMap<u64, usize>,
    staff: VecDeque<u64>,
}

/// One socket's place; free again when dropped.
#[derive(Debug)]
pub struct Seat {
    seats: Arc<Seats>,
    address: Option<u64>,
}

impl Seats {
    /// An empty room.
    #[must_use]
    pub fn new(limits: &EdgeLimits) -> Arc<Self> {
        Arc::new(Self {
            taken: Mutex::default(),
            emptied: Notify::new(),
            max: limits.sockets_max,
            reserved: limits.staff_sockets_reserved,
            per_address_max: limits.sockets_per_address_max,
            count_loopback: limits.count_loopback,
        })
    }

    /// A seat for a socket from this address; `None` when there is none.
    #[must_use]
    pub fn take(self: &Arc<Self>, ip: IpAddr) -> Option<Seat> {
        let counted = self.count_loopback || !is_this_machine(ip);
        let address = counted.then(|| household(ip));
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = if taken.is_staff(address) { 0 } else { self.reserved };
        if taken.all + kept >= self.max {
            return None;
        }
        if let Some(address) = address {
            let here = taken.by_address.entry(address).or_default();
            if *here >= self.per_address_max {
                return None;
            }
            *here += 1;
        }
        taken.all += 1;
        drop(taken);
        Some(Seat { seats: Arc::clone(self), address })
    }

    /// Sockets open now.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).all
    }

    /// Ends when no socket is open.
    pub async fn empty(&self) {
        loop {
            // Listen before looking: the last socket may leave in between.
            let emptied = self.emptied.notified();
            if self.taken() == 0 {
                return;
            }
            emptied.await;
        }
    }
}

impl Taken {
    /// The machine itself counts as staff's: the board on its own screen, and who repairs it.
    fn is_staff(&self, address: Option<u64>) -> bool {
        address.is_none_or(|address| self.staff.contains(&address))
    }
}

impl Seat {
    /// Whether staff were seen at this address.
    #[must_use]
    pub fn is_staff(&self) -> bool {
        self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner).is_staff(self.address)
    }

    /// Remembers that staff are signed in at this address, until others are.
    pub fn recognise_staff(&self) {
        let Some(address) = self.address else { return };
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.staff.retain(|&known| known != address);
        taken.staff.push_back(address);
        if taken.staff.len() > STAFF_ADDRESSES_MAX {
            taken.staff.pop_front();
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        if let Some(address) = self.address
            && let Some(here) = taken.by_address.get_mut(&address)
        {
            *here -= 1;
            if *here == 0 {
                taken.by_address.remove(&address);
            }
        }
        if taken.all == 0 {
            self.seats.emptied.notify_waiters();
        }
    }
}

/// Whether it is the address a program uses that talks to the box it runs on.
fn is_this_machine(ip: IpAddr) -> bool {
    matches!(ip.to_canonical(), IpAddr::V4(Ipv4Addr::LOCALHOST) | IpAddr::V6(Ipv6Addr::LOCALHOST))
}

/// What counts as one guest: an IPv4 address, or the /64 a device picks its IPv6 addresses from.
fn household(ip: IpAddr) -> u64 {
    match ip.to_canonical() {
        // Outside what an IPv6 network can start with (::/32), so the two never meet.
        IpAddr::V4(v4) => u64::from(v4.to_bits()),
        IpAddr::V6(v6) => u64::try_from(v6.to_bits() >> 64).expect("the upper half of 128 bits"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seats(all: usize, each: usize) -> Arc<Seats> {
        Seats::new(&EdgeLimits {
            sockets_max: all,
            sockets_per_address_max: each,
            staff_sockets_reserved: 0,
            ..EdgeLimits::default()
        })
    }

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn one_address_cannot_take_every_seat() {
        let seats = seats(5, 2);
        let held: Vec<_> = (0..2).map(|_| seats.take(ip("10.0.0.1")).unwrap()).collect();
        assert!(seats.take(ip("10.0.0.1")).is_none());
        assert!(seats.take(ip("::ffff:10.0.0.1")).is_none(), "the same address in other clothes");
        assert!(seats.take(ip("10.0.0.2")).is_some());
        drop(held);
        assert!(seats.take(ip("10.0.0.1")).is_some());
    }

    #[test]
    fn a_device_that_picks_new_ipv6_addresses_stays_one_guest() {
        let seats = seats(5, 1);
        let _held = seats.take(ip("fd00:1:2:3::1")).unwrap();
        assert!(seats.take(ip("fd00:1:2:3:ffff::9")).is_none());
        assert!(seats.take(ip("fd00:1:2:4::1")).is_some());
    }

    #[test]
    fn the_room_has_a_last_seat_and_loopback_sits_on_it_too() {
        let seats = seats(3, 1);
        let held: Vec<_> = (0..3).map(|_| seats.take(ip("127.0.0.1")).unwrap()).collect();
        assert!(seats.take(ip("127.0.0.1")).is_none());
        assert_eq!(seats.taken(), 3);
        drop(held);
        assert_eq!(seats.taken(), 0);
    }

    #[test]
    fn strangers_leave_seats_for_staff() {
        let seats =
            Seats::new(&EdgeLimits { sockets_max: 3, staff_sockets_reserved: 1, ..EdgeLimits::default() });
        let at_the_desk = seats.take(ip("10.0.0.1")).unwrap();
        assert!(!at_the_desk.is_staff());
        at_the_desk.recognise_staff();
        let _guest = seats.take(ip("10.0.0.2")).unwrap();
        assert!(seats.take(ip("10.0.0.3")).is_none(), "the last one is not for guests");
        let again = seats.take(ip("10.0.0.1")).unwrap();
        assert!(again.is_staff());
        assert!(seats.take(ip("10.0.0.1")).is_none(), "and there are no more than there are");
    }
}
