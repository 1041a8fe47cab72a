//! Who is on the box's networks: stations from hostapd, addresses from dnsmasq.

use std::fs;
use std::path::Path;

use serde::Serialize;

use super::plan::NetworkPlan;
use crate::radio::hostapd::{RadioStatus, has_radio, is_mac, radios};

/// What to do where the settings want a Wi-Fi and the machine has no radio.
const RADIO_MISSING: &str = "no radio in this machine: plug one in, and the Wi-Fi starts by itself; or write \
                             radio = \"access-point\" below [wifi] and connect an access point";

/// The state of the box's networks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NetworkStatus {
    /// The settings want a Wi-Fi of the box's own, and the machine has no radio.
    pub radio_missing: bool,
    /// The networks of the box's own radio.
    pub radios: Vec<RadioStatus>,
    /// Addresses in use on all networks.
    pub leases: Vec<Lease>,
}

/// An address that dnsmasq has given to a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lease {
    /// The device's hardware address.
    pub mac: String,
    /// The address it was given.
    pub address: String,
}

/// Asks hostapd through the sockets in `control`, looks for radios in `wireless`, and reads dnsmasq's file `leases`. A
/// program that does not run is part of the status, not an error.
#[must_use]
pub fn query(plan: &NetworkPlan, control: &Path, wireless: &Path, leases: &Path) -> NetworkStatus {
    let leases = fs::read_to_string(leases).map(|text| parse_leases(&text)).unwrap_or_default();
    let radios = plan.hotspot.as_ref().map(|hotspot| radios(hotspot, control)).unwrap_or_default();
    let radio_missing = plan.hotspot.is_some() && !has_radio(wireless);
    NetworkStatus { radio_missing, radios, leases }
}

impl NetworkStatus {
    /// The status as lines of text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
        if self.radio_missing {
            lines.push(RADIO_MISSING.to_owned());
        }
        for radio in &self.radios {
            let air = match radio.on_air {
                Some(true) => "on air",
                Some(false) => "silent",
                None => "not running",
            };
            lines.push(format!(
                "{} on {}: {air}, {} of {} seats taken",
                radio.name,
                radio.interface,
                radio.stations.len(),
                radio.seats
            ));
            for station in &radio.stations {
                let signal = station.signal.map_or_else(String::new, |signal| format!("  {signal} dBm"));
                let since =
                    station.connected_seconds.map_or_else(String::new, |s| format!("  {} min", s / 60));
                lines.push(format!("  {}{signal}{since}", station.mac));
            }
        }
        lines.push(format!("{} addresses given away", self.leases.len()));
        lines.extend(self.leases.iter().map(|lease| format!("  {}  {}", lease.address, lease.mac)));
        lines.join("\n")
    }
}

/// Reads dnsmasq's list: time, hardware address, address, name, id. The names of guests' devices are left out.
fn parse_leases(text: &str) -> Vec<Lease> {
    let lease = |line: &str| {
        let mut words = line.split_ascii_whitespace().skip(1);
        let (mac, address) = (words.next()?, words.next()?);
        (is_mac(mac) && address.parse::<std::net::Ipv4Addr>().is_ok())
            .then(|| Lease { mac: mac.to_owned(), address: address.to_owned() })
    };
    text.lines().filter_map(lease).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::net::UnixDatagram;

    use super::*;
    use crate::settings::Settings;

    #[test]
    fn stations_and_addresses_are_told_as_hostapd_and_dnsmasq_know_them() {
        let folder = tempfile::tempdir().unwrap();
        let hostapd = UnixDatagram::bind(folder.path().join("wlan0")).unwrap();
        let answering = std::thread::spawn(move || {
            let mut question = [0; 256];
            for _ in 0..4 {
                let (len, from) = hostapd.recv_from(&mut question).unwrap();
                let answer = match std::str::from_utf8(&question[..len]).unwrap() {
                    "STATUS" => "state=ENABLED\nchannel=6\n",
                    "STA-FIRST" => "02:00:00:00:01:00\nflags=[AUTH]\nsignal=-51\nconnected_time=360\n",
                    "STA-NEXT 02:00:00:00:01:00" => "02:00:00:00:02:00\nflags=[AUTH]\n",
                    _ => "",
                };
                hostapd.send_to_addr(answer.as_bytes(), &from).unwrap();
            }
        });
        let leases = folder.path().join("leases");
        let text = "1795206600 02:00:00:00:01:00 10.77.0.51 Anas-iPhone 01:02\nduid 00:01\nnonsense\n";
        fs::write(&leases, text).unwrap();
        let settings = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";
        let plan = NetworkPlan::new(&Settings::parse(settings.as_bytes()).unwrap().settings);
        let status = query(&plan, folder.path(), folder.path(), &leases);
        answering.join().unwrap();
        assert_eq!(
            status.text(),
            "Crown-Bingo on wlan0: on air, 2 of 7 seats taken\n  02:00:00:00:01:00  -51 dBm  6 min\n  \
             02:00:00:00:02:00\n1 addresses given away\n  10.77.0.51  02:00:00:00:01:00"
        );
        assert!(!serde_json::to_string(&status).unwrap().contains("Ana"));
    }

    #[test]
    fn what_does_not_run_is_told_as_such() {
        let settings = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";
        let plan = NetworkPlan::new(&Settings::parse(settings.as_bytes()).unwrap().settings);
        let nowhere = Path::new("/nonexistent");
        let told = query(&plan, nowhere, nowhere, nowhere).text();
        assert!(told.contains("not running, 0 of 7 seats"), "{told}");
        assert!(told.starts_with("no radio in this machine: plug one in"), "{told}");
        let none = NetworkPlan::new(&Settings::default());
        assert_eq!(query(&none, nowhere, nowhere, nowhere).text(), "0 addresses given away");
    }
}
