//! Announces the box by mDNS (RFC 6762, 6763) on chosen interfaces, so that staff's computers find `hallbox.local`.
//!
//! Never on the guests' network: Android ignores it, and multicast takes airtime from all phones.

use mdns_sd::{IfKind, ServiceDaemon, ServiceInfo};

use domain::Label;

/// The host name in announcements.
const NAME: &str = "hallbox.local.";
const SERVICE: &str = "_https._tcp.local.";
/// Bytes in the name of a service, which is one DNS label.
const INSTANCE_BYTES_MAX: usize = 63;

/// Announces the box until it is dropped.
pub struct MdnsAnnouncement {
    daemon: ServiceDaemon,
    name: String,
}

/// Announces the venue's TLS port on these interfaces and no others; none without interfaces.
///
/// # Errors
/// When the system gives no sockets. The box can be used without announcements.
pub fn announce(
    interfaces: &[String],
    venue: &Label,
    port: u16,
) -> Result<Option<MdnsAnnouncement>, mdns_sd::Error> {
    if interfaces.is_empty() {
        return Ok(None);
    }
    let daemon = ServiceDaemon::new()?;
    daemon.disable_interface(IfKind::All)?;
    daemon.enable_interface(interfaces.iter().map(|name| IfKind::Name(name.clone())).collect::<Vec<_>>())?;
    daemon.disable_interface(IfKind::IPv6)?;
    let properties = [("path", "/staff")];
    let info = ServiceInfo::new(SERVICE, instance(venue.as_str()), NAME, "", port, &properties[..])?;
    let info = info.enable_addr_auto();
    let name = info.get_fullname().to_owned();
    daemon.register(info)?;
    Ok(Some(MdnsAnnouncement { daemon, name }))
}

/// The part of the venue's name that fits.
fn instance(venue: &str) -> &str {
    &venue[..venue.floor_char_boundary(INSTANCE_BYTES_MAX)]
}

impl Drop for MdnsAnnouncement {
    fn drop(&mut self) {
        // Both fail only when the daemon has ended already.
        if let Ok(unregistered) = self.daemon.unregister(&self.name) {
            let _ = unregistered.recv_timeout(std::time::Duration::from_millis(500));
        }
        let _ = self.daemon.shutdown();
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use mdns_sd::ServiceEvent;

    use super::*;

    fn finds(name: &str, patience: Duration) -> Option<(String, u16)> {
        let finder = ServiceDaemon::new().unwrap();
        finder.disable_interface(IfKind::All).unwrap();
        finder.enable_interface(IfKind::LoopbackV4).unwrap();
        let events = finder.browse(SERVICE).unwrap();
        let until = Instant::now() + patience;
        let mut found = None;
        while found.is_none() && Instant::now() < until {
            if let Ok(ServiceEvent::ServiceResolved(service)) =
                events.recv_timeout(Duration::from_millis(100))
                && service.get_fullname().starts_with(name)
            {
                found = Some((service.get_hostname().to_owned(), service.get_port()));
            }
        }
        let _ = finder.shutdown();
        found
    }

    #[test]
    fn a_computer_on_the_wire_finds_the_box() {
        let venue = Label::new("The Crown 4711").unwrap();
        let announced = announce(&["lo".to_owned()], &venue, 8443).unwrap();
        assert!(announced.is_some());
        let found = finds("The Crown 4711", Duration::from_secs(20));
        assert_eq!(found, Some((NAME.to_owned(), 8443)));
    }

    #[test]
    fn nobody_is_told_where_nothing_is_chosen() {
        assert!(announce(&[], &Label::new("x").unwrap(), 8443).unwrap().is_none());
    }

    #[test]
    fn long_names_are_cut_between_letters() {
        assert_eq!(instance(&"é".repeat(40)).len(), 62);
        assert_eq!(instance("The Crown"), "The Crown");
    }
}
