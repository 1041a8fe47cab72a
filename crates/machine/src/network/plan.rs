//! The box's networks, as they follow from the settings: interfaces, addresses, names and ports.

use std::net::Ipv4Addr;

use crate::settings::hotspot::{Hotspot, STAFF_INTERFACE};
use crate::settings::{Settings, Wifi, WireUse};

/// Address of all names that connectivity probes ask, from the documentation range (RFC 5737). With a private address
/// Android would say "no internet" without asking.
pub const PROBE_ADDRESS: Ipv4Addr = Ipv4Addr::new(198, 51, 100, 1);
/// A name of the box on every venue's network.
const SHORT_NAME: &str = "bingo";

/// What all configuration files are rendered from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkPlan {
    /// The box's own radio, if it makes the Wi-Fi.
    pub hotspot: Option<Hotspot>,
    /// The guests' network.
    pub guests: Option<Lan>,
    /// The staff's networks, by radio and by wire.
    pub staff: Vec<Lan>,
    /// The interface to the internet.
    pub uplink: Option<String>,
    /// The box's names.
    pub names: Vec<String>,
    /// Ports that the box serves, the one without TLS first.
    pub ports: Vec<u16>,
    /// Address of the portal API (RFC 8908). Phones are told it while a trusted certificate is valid.
    pub portal_api: String,
    /// Interfaces on which mDNS is allowed.
    pub mdns: Vec<String>,
    /// Time zone, if the organiser chose one.
    pub time_zone: Option<String>,
}

/// A network in which the box gives addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lan {
    /// The box's interface.
    pub interface: String,
    /// The box's address.
    pub address: Ipv4Addr,
    /// Length of the network's prefix, bits.
    pub prefix: u8,
    /// First and last address for devices.
    pub pool: (Ipv4Addr, Ipv4Addr),
}

impl NetworkPlan {
    /// The plan for these settings.
    #[must_use]
    pub fn new(settings: &Settings) -> Self {
        let lan = |block, prefix, interface: &str| Lan::new(settings.network, block, prefix, interface);
        let wire = settings.wire.interface.as_str();
        let on_wire = settings.wire.usage;
        let (hotspot, guests) = match &settings.wifi {
            Some(Wifi::Hotspot(hotspot)) => {
                (Some((**hotspot).clone()), Some(lan(0, 22, hotspot.interface())))
            }
            Some(Wifi::AccessPoint { .. } | Wifi::Named(_)) | None => {
                (None, (on_wire == WireUse::AccessPoint).then(|| lan(0, 22, wire)))
            }
        };
        let mut staff = Vec::new();
        if hotspot.as_ref().is_some_and(|hotspot| hotspot.staff.is_some()) {
            staff.push(lan(4, 24, STAFF_INTERFACE));
        }
        if on_wire == WireUse::Staff {
            staff.push(lan(5, 24, wire));
        }
        Self {
            hotspot,
            guests,
            staff,
            uplink: (on_wire == WireUse::Internet).then(|| wire.to_owned()),
            names: names(&settings.host),
            ports: [settings.http_port, settings.https_port].into_iter().filter(|&port| port != 0).collect(),
            portal_api: format!("{}/captive", settings.join_url()),
            mdns: settings.mdns.clone(),
            time_zone: settings.time_zone.clone(),
        }
    }

    /// Every network, guests first.
    pub fn lans(&self) -> impl Iterator<Item = &Lan> {
        self.guests.iter().chain(&self.staff)
    }
}

impl Lan {
    fn new(network: Ipv4Addr, block: u8, prefix: u8, interface: &str) -> Self {
        let [a, b, c, _] = network.octets();
        let at = |third: u8, last| Ipv4Addr::new(a, b, c + block + third, last);
        let blocks = if prefix == 22 { 3 } else { 0 };
        Self {
            interface: interface.to_owned(),
            address: at(0, 1),
            prefix,
            pool: (at(0, 50), at(blocks, 250)),
        }
    }

    pub(super) fn cidr(&self) -> String {
        let [a, b, c, _] = self.address.octets();
        format!("{a}.{b}.{c}.0/{}", self.prefix)
    }

    pub(super) fn mask(&self) -> Ipv4Addr {
        Ipv4Addr::from_bits(u32::MAX << (32 - u32::from(self.prefix)))
    }

    pub(super) fn broadcast(&self) -> Ipv4Addr {
        Ipv4Addr::from_bits(self.address.to_bits() | !self.mask().to_bits())
    }
}

/// The box's names. `host` is one of them unless it is an address or `localhost`.
fn names(host: &str) -> Vec<String> {
    let host = host.to_ascii_lowercase();
    let named = !host.contains(':') && host.parse::<Ipv4Addr>().is_err() && host != "localhost";
    let mut names = vec![SHORT_NAME.to_owned(), "hallbox.local".to_owned()];
    if named && !names.contains(&host) {
        names.push(host);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plan(text: &str) -> NetworkPlan {
        NetworkPlan::new(&Settings::parse(text.as_bytes()).unwrap().settings)
    }

    const WIFI: &str = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";

    #[test]
    fn guests_are_on_the_radio_and_the_wire_leads_out() {
        let plan = plan(&format!("{WIFI}[wire]\nuse = \"internet\"\n"));
        let guests = plan.guests.as_ref().unwrap();
        assert_eq!((guests.interface.as_str(), guests.cidr().as_str()), ("wlan0", "10.77.0.0/22"));
        assert_eq!(guests.pool.1.to_string(), "10.77.3.250");
        assert_eq!(
            (guests.mask().to_string(), guests.broadcast().to_string()),
            ("255.255.252.0".into(), "10.77.3.255".into())
        );
        assert_eq!(plan.uplink.as_deref(), Some("eth0"));
        assert!(plan.staff.is_empty());
    }

    #[test]
    fn guests_are_on_the_wire_where_an_access_point_is() {
        let plan =
            plan(&format!("{WIFI}radio = \"access-point\"\n[addresses]\nnetwork = \"192.168.248.0\"\n"));
        assert_eq!(plan.hotspot, None);
        let guests = plan.guests.as_ref().unwrap();
        assert_eq!((guests.interface.as_str(), guests.cidr().as_str()), ("eth0", "192.168.248.0/22"));
        assert_eq!(plan.uplink, None);
    }

    #[test]
    fn staff_have_networks_of_their_own() {
        let plan = plan(&format!(
            "{WIFI}radio = \"mt7612u\"\n[staff_wifi]\nname = \"Crew\"\npassphrase = \"behind-the-bar\"\n\
             [wire]\nuse = \"staff\"\n"
        ));
        let staff: Vec<_> = plan.staff.iter().map(|lan| (lan.interface.as_str(), lan.cidr())).collect();
        assert_eq!(staff, [("hb-staff", "10.77.4.0/24".to_owned()), ("eth0", "10.77.5.0/24".to_owned())]);
    }

    #[test]
    fn a_box_on_a_desk_has_no_networks() {
        let plan = plan("");
        assert_eq!(plan.lans().count(), 0);
        assert_eq!(plan.names, ["bingo", "hallbox.local"]);
        assert_eq!(plan.ports, [8080, 8443]);
    }

    #[test]
    fn the_box_has_its_public_name_besides_the_short_ones() {
        assert_eq!(plan("host = \"K3x.Example.org\"").names, ["bingo", "hallbox.local", "k3x.example.org"]);
        assert_eq!(plan("host = \"10.77.0.1\"").names.len(), 2);
    }
}
