//! hostapd's control socket: stations, seats, and whether a network is on the air.

use std::fs;
use std::io;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use serde::Serialize;

use crate::settings::hotspot::{Hotspot, Network, STAFF_INTERFACE};

/// Stations listed at most: more than any radio carries.
const STATIONS_MAX: usize = 512;
/// Longest wait for an answer of hostapd.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where the kernel lists the radios of the machine.
pub const WIRELESS: &str = "/sys/class/ieee80211";

/// Whether the machine has a radio. `wireless` is [`WIRELESS`].
#[must_use]
pub fn has_radio(wireless: &Path) -> bool {
    fs::read_dir(wireless).is_ok_and(|mut radios| radios.next().is_some())
}

/// One Wi-Fi network of the box's radio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RadioStatus {
    /// The network's interface.
    pub interface: String,
    /// The network's name.
    pub name: String,
    /// Whether hostapd says that it transmits; `None` when hostapd does not answer.
    pub on_air: Option<bool>,
    /// Phones on the network now.
    pub stations: Vec<Station>,
    /// Phones the network carries at once.
    pub seats: u16,
}

/// One phone on a network.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Station {
    /// Its hardware address. Most phones use a random one, so it identifies nobody.
    pub mac: String,
    /// Signal in dBm.
    pub signal: Option<i32>,
    /// How long it has been connected.
    pub connected_seconds: Option<u64>,
}

/// The networks of the radio as hostapd knows them, guests first. `control` is the folder of hostapd's sockets.
#[must_use]
pub fn radios(hotspot: &Hotspot, control: &Path) -> Vec<RadioStatus> {
    let guests = (hotspot.interface(), &hotspot.guests);
    let staff = hotspot.staff.as_ref().map(|staff| (STAFF_INTERFACE, staff));
    let status = |(interface, network): (&str, &Network)| {
        let (on_air, stations) = match Hostapd::connect(&control.join(interface)) {
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
    };
    std::iter::once(guests).chain(staff).map(status).collect()
}

/// Hardware addresses of phones that hold a seat of the guests' network and are not authorised: they are joining,
/// or have a wrong passphrase.
///
/// # Errors
/// When hostapd does not run.
pub fn joining(hotspot: &Hotspot, control: &Path) -> io::Result<Vec<String>> {
    Hostapd::connect(&control.join(hotspot.interface()))?.joining()
}

/// Disconnects a phone from the guests' network, which frees its seat. The phone may join again.
///
/// # Errors
/// When hostapd does not run.
pub fn deauthenticate(hotspot: &Hotspot, control: &Path, mac: &str) -> io::Result<()> {
    let hostapd = Hostapd::connect(&control.join(hotspot.interface()))?;
    hostapd.ask(&format!("DEAUTHENTICATE {mac}")).map(drop)
}

/// Opens the seats reserved for staff on a radio that makes one network only, or reserves them again. Returns the
/// seats that there are then. Connected phones stay connected; a restart of hostapd reserves the seats again.
///
/// # Errors
/// When hostapd does not run, or refuses.
pub fn set_reserve_open(hotspot: &Hotspot, control: &Path, open: bool) -> io::Result<u16> {
    let seats = if open { hotspot.chip().stations_max } else { hotspot.guests.seats };
    let hostapd = Hostapd::connect(&control.join(hotspot.interface()))?;
    let answer = hostapd.ask(&format!("SET max_num_sta {seats}"))?;
    if answer.trim() == "OK" { Ok(seats) } else { Err(io::Error::other(format!("hostapd says {answer}"))) }
}

/// A connection to hostapd's control socket.
struct Hostapd {
    socket: UnixDatagram,
    own: PathBuf,
}

impl Hostapd {
    fn connect(path: &Path) -> io::Result<Self> {
        static CONNECTIONS: AtomicU32 = AtomicU32::new(0);
        let number = CONNECTIONS.fetch_add(1, Ordering::Relaxed);
        // Beside hostapd's socket: hostapd may not see this process's temporary folder.
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
        Ok(self.known()?.into_iter().map(station).collect())
    }

    fn joining(&self) -> io::Result<Vec<String>> {
        let is_joining = |answer: &str| !value(answer, "flags").unwrap_or_default().contains("[AUTHORIZED]");
        let known = self.known()?.into_iter();
        Ok(known.filter(|(_, answer)| is_joining(answer)).map(|(mac, _)| mac).collect())
    }

    /// Every phone that hostapd knows, with hostapd's answer about it.
    fn known(&self) -> io::Result<Vec<(String, String)>> {
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
        // A socket that stays is one empty file in /run, under a name that is never used again.
        let _ = fs::remove_file(&self.own);
    }
}

fn value<'a>(answer: &'a str, key: &str) -> Option<&'a str> {
    answer.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='))
}

/// Whether a text is a hardware address.
pub(crate) fn is_mac(text: &str) -> bool {
    text.len() == 17
        && text.split(':').count() == 6
        && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b':')
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(Hostapd::connect(&path).unwrap().joining().unwrap(), ["02:00:00:00:03:00"]);
        answering.join().unwrap();
    }
}
