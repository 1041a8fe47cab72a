//! Connection permits: how many sockets are open, in all and from each address. Some are reserved for staff.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::limits::EdgeLimits;

/// Addresses remembered as staff's, the newest: no venue has as many staff devices.
const STAFF_ADDRESSES_MAX: usize = 256;

/// The permits of both listeners.
#[derive(Debug)]
pub(super) struct ConnectionPermits {
    in_use: Mutex<InUse>,
    all_released: Notify,
    max: usize,
    reserved_for_staff: usize,
    per_address_max: usize,
    per_shared_address_max: usize,
    turned_away_max: usize,
    count_loopback: bool,
}

/// Why there is no permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Full {
    /// This address has as many sockets as it may.
    Address,
    /// The whole box has.
    Box,
}

#[derive(Debug, Default)]
struct InUse {
    total: usize,
    turned_away: usize,
    by_address: HashMap<AddressKey, usize>,
    /// Addresses at which staff signed in, the newest last.
    staff: VecDeque<AddressKey>,
}

/// What counts as one guest: an IPv4 address, or the /64 from which a device picks its IPv6 addresses.
pub(super) type AddressKey = u64;

/// The right of one socket to exist, released when dropped.
#[derive(Debug)]
pub(super) struct ConnectionPermit {
    permits: Arc<ConnectionPermits>,
    address: Option<AddressKey>,
    is_turned_away: bool,
}

impl ConnectionPermits {
    pub(super) fn new(limits: &EdgeLimits) -> Arc<Self> {
        Arc::new(Self {
            in_use: Mutex::default(),
            all_released: Notify::new(),
            max: limits.sockets_max,
            reserved_for_staff: limits.staff_sockets_reserved,
            per_address_max: if limits.addresses_are_shared {
                limits.sockets_per_shared_address_max
            } else {
                limits.sockets_per_address_max
            },
            per_shared_address_max: limits.sockets_per_shared_address_max,
            turned_away_max: limits.turned_away_max,
            count_loopback: limits.count_loopback,
        })
    }

    /// A permit for a socket from this address.
    ///
    /// # Errors
    /// The limit that was reached.
    pub(super) fn try_acquire(self: &Arc<Self>, ip: IpAddr) -> Result<ConnectionPermit, Full> {
        let counted = self.count_loopback || !is_this_machine(ip);
        let address = counted.then(|| address_key(ip));
        let mut in_use = self.lock();
        let reserved = if in_use.is_staff(address) { 0 } else { self.reserved_for_staff };
        if in_use.total + reserved >= self.max {
            return Err(Full::Box);
        }
        if let Some(address) = address {
            let max =
                if ip.to_canonical().is_ipv6() { self.per_shared_address_max } else { self.per_address_max };
            let here = in_use.by_address.entry(address).or_default();
            if *here >= max {
                return Err(Full::Address);
            }
            *here += 1;
        }
        in_use.total += 1;
        drop(in_use);
        Ok(ConnectionPermit { permits: Arc::clone(self), address, is_turned_away: false })
    }

    /// A permit to hear that there is none; `None` when too many are told that already.
    pub(super) fn try_turn_away(self: &Arc<Self>) -> Option<ConnectionPermit> {
        let mut in_use = self.lock();
        if in_use.turned_away >= self.turned_away_max {
            return None;
        }
        in_use.turned_away += 1;
        drop(in_use);
        // As a guest's: it must not take a worker from staff.
        Some(ConnectionPermit { permits: Arc::clone(self), address: Some(0), is_turned_away: true })
    }

    /// Sockets open now.
    pub(super) fn in_use(&self) -> usize {
        self.lock().total
    }

    /// Ends when no socket is open.
    pub(super) async fn all_released(&self) {
        loop {
            // Subscribed before the count is read: the last permit may be released in between.
            let released = self.all_released.notified();
            if self.in_use() == 0 {
                return;
            }
            released.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, InUse> {
        self.in_use.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl InUse {
    /// An address that is not counted is this machine's: the board on its own screen, or a repair.
    fn is_staff(&self, address: Option<AddressKey>) -> bool {
        address.is_none_or(|address| self.staff.contains(&address))
    }
}

impl ConnectionPermit {
    /// Whether the socket is only told that there is no room for it.
    pub(super) fn is_turned_away(&self) -> bool {
        self.is_turned_away
    }

    /// Whether staff signed in at this address.
    pub(super) fn is_staff(&self) -> bool {
        self.permits.lock().is_staff(self.address)
    }

    /// Remembers this address as one of the newest at which staff signed in.
    pub(super) fn recognise_staff(&self) {
        let Some(address) = self.address else { return };
        let mut in_use = self.permits.lock();
        in_use.staff.retain(|&known| known != address);
        in_use.staff.push_back(address);
        if in_use.staff.len() > STAFF_ADDRESSES_MAX {
            in_use.staff.pop_front();
        }
    }
}

impl Drop for ConnectionPermit {
    fn drop(&mut self) {
        let mut in_use = self.permits.lock();
        if self.is_turned_away {
            in_use.turned_away -= 1;
            return;
        }
        in_use.total -= 1;
        if let Some(address) = self.address
            && let Some(here) = in_use.by_address.get_mut(&address)
        {
            *here -= 1;
            if *here == 0 {
                in_use.by_address.remove(&address);
            }
        }
        if in_use.total == 0 {
            self.permits.all_released.notify_waiters();
        }
    }
}

/// Whether the other side is a program on the box itself.
pub(super) fn is_this_machine(ip: IpAddr) -> bool {
    matches!(ip.to_canonical(), IpAddr::V4(Ipv4Addr::LOCALHOST) | IpAddr::V6(Ipv6Addr::LOCALHOST))
}

pub(super) fn address_key(ip: IpAddr) -> AddressKey {
    match ip.to_canonical() {
        // No IPv6 network begins with 32 zero bits, so the two kinds never meet.
        IpAddr::V4(v4) => u64::from(v4.to_bits()),
        IpAddr::V6(v6) => u64::try_from(v6.to_bits() >> 64).expect("the upper half of 128 bits"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn permits(all: usize, each: usize) -> Arc<ConnectionPermits> {
        ConnectionPermits::new(&EdgeLimits {
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
        let permits = permits(5, 2);
        let held: Vec<_> = (0..2).map(|_| permits.try_acquire(ip("10.0.0.1")).unwrap()).collect();
        assert_eq!(permits.try_acquire(ip("10.0.0.1")).unwrap_err(), Full::Address);
        assert!(permits.try_acquire(ip("::ffff:10.0.0.1")).is_err(), "the same address in its IPv6 form");
        assert!(permits.try_acquire(ip("10.0.0.2")).is_ok());
        drop(held);
        assert!(permits.try_acquire(ip("10.0.0.1")).is_ok());
    }

    #[test]
    fn a_device_that_picks_new_ipv6_addresses_cannot_take_every_seat_and_its_network_is_many_phones() {
        let permits = ConnectionPermits::new(&EdgeLimits {
            sockets_max: 6,
            sockets_per_address_max: 1,
            sockets_per_shared_address_max: 3,
            staff_sockets_reserved: 0,
            ..EdgeLimits::default()
        });
        let one = |n: u16| permits.try_acquire(ip(&format!("fd00:1:2:3::{n:x}")));
        let _held: Vec<_> = (1..=3).map(|n| one(n).unwrap()).collect();
        assert_eq!(one(4).unwrap_err(), Full::Address);
        assert!(permits.try_acquire(ip("fd00:1:2:4::1")).is_ok());
    }

    #[test]
    fn a_hall_behind_one_router_gets_in_where_addresses_are_shared() {
        let permits =
            ConnectionPermits::new(&EdgeLimits { addresses_are_shared: true, ..EdgeLimits::default() });
        let held: Vec<_> = (0..480).map(|_| permits.try_acquire(ip("192.168.1.2")).unwrap()).collect();
        assert_eq!(held.len(), 480, "eight for each of 60 phones");
    }

    #[test]
    fn some_who_find_no_seat_are_told_so_and_no_more() {
        let permits = ConnectionPermits::new(&EdgeLimits { turned_away_max: 2, ..EdgeLimits::default() });
        let told = [permits.try_turn_away().unwrap(), permits.try_turn_away().unwrap()];
        assert!(told[0].is_turned_away() && !told[0].is_staff());
        assert!(permits.try_turn_away().is_none());
        assert_eq!(permits.in_use(), 0);
        drop(told);
        assert!(permits.try_turn_away().is_some());
    }

    #[test]
    fn the_room_has_a_last_seat_and_loopback_sits_on_it_too() {
        let permits = permits(3, 1);
        let held: Vec<_> = (0..3).map(|_| permits.try_acquire(ip("127.0.0.1")).unwrap()).collect();
        assert!(permits.try_acquire(ip("127.0.0.1")).is_err());
        assert_eq!(permits.in_use(), 3);
        drop(held);
        assert_eq!(permits.in_use(), 0);
    }

    #[test]
    fn strangers_leave_seats_for_staff() {
        let permits = ConnectionPermits::new(&EdgeLimits {
            sockets_max: 3,
            staff_sockets_reserved: 1,
            ..EdgeLimits::default()
        });
        let desk = permits.try_acquire(ip("10.0.0.1")).unwrap();
        assert!(!desk.is_staff());
        desk.recognise_staff();
        let _guest = permits.try_acquire(ip("10.0.0.2")).unwrap();
        assert!(permits.try_acquire(ip("10.0.0.3")).is_err(), "the last one is reserved");
        let again = permits.try_acquire(ip("10.0.0.1")).unwrap();
        assert!(again.is_staff());
        assert!(permits.try_acquire(ip("10.0.0.1")).is_err(), "the total holds for staff too");
    }
}
