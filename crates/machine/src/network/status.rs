//! Who is here: stations, seats and addresses, from the programs that know.

use std::fs;
use std::io;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde::Serialize;

use super::plan::NetworkPlan;
use crate::settings::hotspot::{Hotspot, STAFF_INTERFACE};

/// Stations listed at most: more than any radio carries.
const STATIONS_MAX: usize = 512;
/// How long hostapd may think.
const PATIENCE: Duration = Duration::from_secs(2);

/// What there is to tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Status {
    /// The networks of the box's own radio.
    pub radios: Vec<RadioStatus>,
    /// Addresses given away, by everybody.
    pub leases: Vec<Lease>,
}

/// One network in the air.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RadioStatus {
    /// Its interface.
    pub interface: String,
    /// What phones list.
    pub name: String,
    /// Whether hostapd says that it transmits; `None` when hostapd does not answer.
    pub on_air: Option<bool>,
    /// Phones on it now.
    pub stations: Vec<Station>,
    /// Phones it has room for.
    pub seats: u16,
}

/// One phone in the air.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Station {
    /// Its address; random with most phones, and no identity.
    pub mac: String,
    /// Signal in dBm.
    pub signal: Option<i32>,
    /// How long it has been here.
    pub connected_seconds: Option<u64>,
}

/// One address given away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lease {
    /// Who has it.
    pub mac: String,
    /// The address.
    pub address: String,
}

/// Asks everybody. Programs that do not run are told as such, not as an error.
#[must_use]
pub fn ask(plan: &NetworkPlan, control: &Path, leases: &Path) -> Status {
    let leases = fs::read_to_string(leases).map(|text| parse_leases(&text)).unwrap_or_default();
    Status { radios: radios(plan, control), leases }
}

/// The networks of the box's own radio as hostapd knows them, guests first.
#[must_use]
pub fn radios(plan: &NetworkPlan, control: &Path) -> Vec<RadioStatus> {
    let networks = plan.hotspot.iter().flat_map(|hotspot| {
        let guests = (hotspot.interface(), &hotspot.guests);
        let staff = hotspot.staff.as_ref().map(|staff| (STAFF_INTERFACE, staff));
        std::iter::once(guests).chain(staff)
    });
    networks
        .map(|(interface, network)| {
            let (on_air, stations) = match Hostapd::reach(&control.join(interface)) {
                Ok(hostapd) => (hostapd.is_on_air().ok(), hostapd.stations().unwrap_or_default()),
                Err(_) => (None, Vec::new()),
            };
            RadioStatus {
                interface: interface.to_owned(),
                name: network.name.as_str().to_owned(),
                on_air,
                stations,
                seats: network.seats,
            }
        })
        .collect()
}

/// Phones that hold a seat of the guests' network and are not on it: on their way in, or with a wrong
/// passphrase.
///
/// # Errors
/// When hostapd does not run.
pub fn at_the_door(hotspot: &Hotspot, control: &Path) -> io::Result<Vec<String>> {
    Hostapd::reach(&control.join(hotspot.interface()))?.at_the_door()
}

/// Takes the seat from a phone; it may try again.
///
/// # Errors
/// When hostapd does not run.
pub fn send_away(hotspot: &Hotspot, control: &Path, mac: &str) -> io::Result<()> {
    Hostapd::reach(&control.join(hotspot.interface()))?.ask(&format!("DEAUTHENTICATE {mac}")).map(drop)
}

/// Opens the seats kept for staff on a radio that makes one network only, or closes them again. Whoever sits
/// stays; a restart of hostapd closes them too.
///
/// # Errors
/// When hostapd does not run or does not want to.
pub fn set_reserve_open(hotspot: &Hotspot, control: &Path, open: bool) -> io::Result<u16> {
    let seats = if open { hotspot.chip().stations_max } else { hotspot.guests.seats };
    let answer =
        Hostapd::reach(&control.join(hotspot.interface()))?.ask(&format!("SET max_num_sta {seats}"))?;
    if answer.trim() == "OK" { Ok(seats) } else { Err(io::Error::other(format!("hostapd says {answer}"))) }
}

impl Status {
    /// Lines for people.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = Vec::new();
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

/// hostapd's control socket.
struct Hostapd {
    socket: UnixDatagram,
    own: std::path::PathBuf,
}

impl Hostapd {
    fn reach(path: &Path) -> io::Result<Self> {
        static ASKED: AtomicU32 = AtomicU32::new(0);
        let number = ASKED.fetch_add(1, Ordering::Relaxed);
        // Beside its own: a temporary folder of ours would not be the one it sees.
        let own = path.with_file_name(format!(".ask-{}-{number}", std::process::id()));
        let hostapd = Self { socket: UnixDatagram::bind(&own)?, own };
        hostapd.socket.set_read_timeout(Some(PATIENCE))?;
        hostapd.socket.set_write_timeout(Some(PATIENCE))?;
        hostapd.socket.connect(path)?;
        Ok(hostapd)
    }

    fn ask(&self, question: &str) -> io::Result<String> {
        self.socket.send(question.as_bytes())?;
        let mut answer = vec![0; 8_192];
        let len = self.socket.recv(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer[..len]).into_owned())
    }

    fn is_on_air(&self) -> io::Result<bool> {
        Ok(value(&self.ask("STATUS")?, "state") == Some("ENABLED"))
    }

    fn stations(&self) -> io::Result<Vec<Station>> {
        let station = |(mac, answer): (String, String)| Station {
            signal: value(&answer, "signal").and_then(|text| text.parse().ok()),
            connected_seconds: value(&answer, "connected_time").and_then(|text| text.parse().ok()),
            mac,
        };
        Ok(self.everybody()?.into_iter().map(station).collect())
    }

    fn at_the_door(&self) -> io::Result<Vec<String>> {
        let outside = |answer: &str| !value(answer, "flags").unwrap_or_default().contains("[AUTHORIZED]");
        let everybody = self.everybody()?.into_iter();
        Ok(everybody.filter(|(_, answer)| outside(answer)).map(|(mac, _)| mac).collect())
    }

    /// Every phone it knows with what it says of it.
    fn everybody(&self) -> io::Result<Vec<(String, String)>> {
        let mut known = Vec::new();
        let mut answer = self.ask("STA-FIRST")?;
        while let Some(mac) = answer.lines().next().filter(|line| is_mac(line)).map(ToOwned::to_owned) {
            if known.len() >= STATIONS_MAX {
                break;
            }
            let next = self.ask(&format!("STA-NEXT {mac}"))?;
            known.push((mac, answer));
            answer = next;
        }
        Ok(known)
    }
}

impl Drop for Hostapd {
    fn drop(&mut self) {
        // Nobody else knows its name; what is left of it is one empty file in /run.
        let _ = fs::remove_file(&self.own);
    }
}

fn value<'a>(answer: &'a str, key: &str) -> Option<&'a str> {
    answer.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
}

fn is_mac(text: &str) -> bool {
    text.len() == 17
        && text.split(':').count() == 6
        && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b':')
}

/// dnsmasq's list: time, hardware address, address, name, id. Names are the guests' business and stay there.
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
        let status = ask(&plan, folder.path(), &leases);
        answering.join().unwrap();
        assert_eq!(
            status.text(),
            "Crown-Bingo on wlan0: on air, 2 of 7 seats taken\n  02:00:00:00:01:00  -51 dBm  6 min\n  \
             02:00:00:00:02:00\n1 addresses given away\n  10.77.0.51  02:00:00:00:01:00"
        );
        assert!(!serde_json::to_string(&status).unwrap().contains("Ana"));
    }

    #[test]
    fn who_gave_a_wrong_passphrase_is_at_the_door() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("wlan0");
        let hostapd = UnixDatagram::bind(&path).unwrap();
        let answering = std::thread::spawn(move || {
            let mut question = [0; 256];
            for _ in 0..3 {
                let (len, from) = hostapd.recv_from(&mut question).unwrap();
                let answer = match std::str::from_utf8(&question[..len]).unwrap() {
                    "STA-FIRST" => "02:00:00:00:01:00\nflags=[AUTH][ASSOC][AUTHORIZED]\n",
                    "STA-NEXT 02:00:00:00:01:00" => "02:00:00:00:03:00\nflags=\n",
                    _ => "",
                };
                hostapd.send_to_addr(answer.as_bytes(), &from).unwrap();
            }
        });
        assert_eq!(Hostapd::reach(&path).unwrap().at_the_door().unwrap(), ["02:00:00:00:03:00"]);
        answering.join().unwrap();
    }

    #[test]
    fn what_does_not_run_is_told_as_such() {
        let settings = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";
        let plan = NetworkPlan::new(&Settings::parse(settings.as_bytes()).unwrap().settings);
        let nowhere = Path::new("/nonexistent");
        assert!(ask(&plan, nowhere, nowhere).text().contains("not running, 0 of 7 seats"));
    }
}
