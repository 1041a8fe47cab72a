//! The appliance's units, checked by systemd's own tools, and the box under a service manager.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const UNITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/systemd");

fn analyze(words: &[&str]) -> String {
    let output = Command::new("systemd-analyze").args(words).output().unwrap();
    [output.stdout, output.stderr].concat().iter().map(|&byte| char::from(byte)).collect()
}

/// Exposure of a unit, from 0 to 10, as systemd rates it.
fn exposure(unit: &str) -> f32 {
    let said = analyze(&["security", "--offline=true", "--no-pager", &format!("{UNITS}/{unit}")]);
    let level = said.split("Overall exposure level for").nth(1).unwrap_or_else(|| panic!("{said}"));
    level.split(": ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn the_box_exposes_next_to_nothing() {
    assert!(exposure("hallbox.service") <= 2.0);
    for unit in ["settings", "bless", "update", "update-card", "update-keep", "factory-reset"] {
        assert!(exposure(&format!("hallbox-{unit}.service")) <= 2.0, "{unit}");
    }
    // These mount foreign sticks and use the internet.
    for unit in ["hallbox-update-stick@.service", "hallbox-update-fetch.service"] {
        assert!(exposure(unit) <= 3.0, "{unit}");
    }
    for unit in ["hallbox-hostapd.service", "hallbox-dnsmasq.service"] {
        assert!(exposure(unit) <= 4.0, "{unit}");
    }
}

#[test]
fn systemd_understands_every_line() {
    let mut files: Vec<String> = std::fs::read_dir(UNITS)
        .unwrap()
        .map(|item| item.unwrap().path().display().to_string())
        .filter(|path| [".service", ".socket", ".timer", ".path"].iter().any(|kind| path.ends_with(kind)))
        .collect();
    files.sort();
    assert!(files.len() >= 9, "{files:?}");
    let mut words = vec!["verify", "--man=no"];
    words.extend(files.iter().map(String::as_str));
    let said = analyze(&words);
    // The programs are not installed here, which systemd reports, too.
    let about_us =
        said.lines().filter(|line| line.contains("hallbox") && !line.contains("is not executable"));
    assert_eq!(about_us.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn without_a_radio_hostapd_is_not_started_for_ever() {
    let unit = std::fs::read_to_string(format!("{UNITS}/hallbox-hostapd.service")).unwrap();
    for line in
        ["ConditionPathExistsGlob=/sys/class/ieee80211/*", "StartLimitBurst=30", "StartLimitIntervalSec=5min"]
    {
        assert!(unit.lines().any(|found| found == line), "{line}");
    }
    // What is not tried at the start has to be started by the radio itself.
    let rules = std::fs::read_to_string(format!("{UNITS}/hallbox-radio.rules")).unwrap();
    assert!(rules.contains(r#"SUBSYSTEM=="ieee80211""#) && rules.contains("hallbox-hostapd.service"));
}

#[test]
fn a_machine_keeps_its_id_whatever_a_power_cut_left_of_the_file() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/image/rootfs-overlay/usr/lib/hallbox/keep-id");
    let folder = tempfile::tempdir().unwrap();
    let (now, kept) = (folder.path().join("now"), folder.path().join("kept"));
    let id = "6861626f780040008000000000000005\n";
    std::fs::write(&now, id).unwrap();
    for left in [None, Some(""), Some("6861626f"), Some(id)] {
        if let Some(left) = left {
            std::fs::remove_file(&kept).unwrap();
            std::fs::write(&kept, left).unwrap();
        }
        let done = Command::new("sh").arg(script).args([&now, &kept]).status().unwrap();
        assert!(done.success(), "{left:?}");
        assert_eq!(std::fs::read_to_string(&kept).unwrap(), id, "{left:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

struct Managed(Child);

impl Drop for Managed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A box with sockets and environment of a service manager.
fn managed(data: &Path, notify: &Path, tls: SocketAddr, plain: SocketAddr) -> Managed {
    std::fs::create_dir(data).unwrap();
    let settings = format!("https_port = {}\nhttp_port = {}\n", tls.port(), plain.port());
    std::fs::write(data.join("hallbox.toml"), settings).unwrap();
    let child = Command::new("systemd-socket-activate")
        .args(["-l", &tls.to_string(), "-l", &plain.to_string(), "--fdname=https:http"])
        .args(["-E", &format!("NOTIFY_SOCKET={}", notify.display()), "-E", "WATCHDOG_USEC=1500000"])
        .args([env!("CARGO_BIN_EXE_hallbox"), "run", "--data", &data.display().to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    Managed(child)
}

fn free_address() -> SocketAddr {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap()
}

#[test]
fn sockets_of_the_manager_are_served_and_signs_of_life_are_given() {
    let folder = tempfile::tempdir().unwrap();
    let notify = folder.path().join("notify");
    let manager = UnixDatagram::bind(&notify).unwrap();
    manager.set_read_timeout(Some(Duration::from_mins(1))).unwrap();
    let (tls, plain) = (free_address(), free_address());
    let _managed = managed(&folder.path().join("data"), &notify, tls, plain);
    // The first connection starts the box, and is served by it.
    let mut guest = loop {
        match TcpStream::connect(plain) {
            Ok(guest) => break guest,
            Err(_) => std::thread::yield_now(),
        }
    };
    guest.write_all(b"GET /api/health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let receive = || {
        let mut notice = [0; 128];
        let len = manager.recv(&mut notice).expect("a notice within a minute");
        String::from_utf8_lossy(&notice[..len]).into_owned()
    };
    assert_eq!(receive(), "READY=1");
    assert_eq!(receive(), "WATCHDOG=1");
    assert_eq!(receive(), "WATCHDOG=1");
    let mut answer = String::new();
    guest.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
}
