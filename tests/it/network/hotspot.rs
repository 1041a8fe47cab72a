//! The real hostapd with a rendered file and no radio: its configuration and its control socket.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use machine::network::plan::NetworkPlan;
use machine::network::status;
use machine::radio::hostapd::set_reserve_open;
use machine::radio::hostapd_config::{self, CONTROL};
use machine::settings::Settings;

struct Running {
    hostapd: Child,
    folder: tempfile::TempDir,
    plan: NetworkPlan,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.hostapd.kill();
        let _ = self.hostapd.wait();
    }
}

impl Running {
    /// Starts hostapd in a network namespace of its own, with its control sockets in the test's folder.
    fn start(settings: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let plan = NetworkPlan::new(&Settings::parse(settings.as_bytes()).unwrap().settings);
        let control = folder.path().join("control");
        std::fs::create_dir(&control).unwrap();
        let file = plan.hotspot.as_ref().map(hostapd_config::render).unwrap();
        let file =
            file.replace("driver=nl80211", "driver=none").replace(CONTROL, &control.display().to_string());
        std::fs::write(folder.path().join("hostapd.conf"), file).unwrap();
        let hostapd = Command::new("unshare")
            .args(["--user", "--map-root-user", "--net", "/usr/sbin/hostapd"])
            .arg(folder.path().join("hostapd.conf"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let running = Self { hostapd, folder, plan };
        let until = Instant::now() + Duration::from_secs(20);
        while !running.control().join("wlan0").exists() {
            assert!(Instant::now() < until, "hostapd does not start");
            std::thread::yield_now();
        }
        running
    }

    fn control(&self) -> PathBuf {
        self.folder.path().join("control")
    }

    /// hostapd's configuration of an interface, as it tells it.
    fn config(&self, interface: &str) -> String {
        let output = Command::new("/usr/sbin/hostapd_cli")
            .arg("-p")
            .arg(self.control())
            .args(["-i", interface, "get_config"])
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

#[test]
fn hostapd_understands_what_we_mean() {
    let running = Running::start(
        "country = \"GB\"\n[wifi]\nname = \"Crown (bar) #1=2\"\npassphrase = \"full-house-75\"\n",
    );
    let config = running.config("wlan0");
    for line in ["ssid=Crown (bar) #1=2\n", "wpa=2\n", "key_mgmt=WPA-PSK\n", "rsn_pairwise_cipher=CCMP\n"] {
        assert!(config.contains(line), "{config}");
    }
    let nowhere = Path::new("/nonexistent");
    let status = status::query(&running.plan, &running.control(), &running.control(), nowhere);
    // Without a radio hostapd waits for one: it answers, and is not on the air. The folder stands in for radios.
    assert_eq!(status.radios[0].on_air, Some(false));
    assert_eq!(status.text().lines().next(), Some("Crown (bar) #1=2 on wlan0: silent, 0 of 7 seats taken"));
}

#[test]
fn better_radios_speak_wpa3_too() {
    let running = Running::start(
        "country = \"GB\"\n[wifi]\nradio = \"mt7921\"\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n",
    );
    let config = running.config("wlan0");
    assert!(config.contains("key_mgmt=WPA-PSK SAE\n"), "{config}");
}

#[test]
fn seats_kept_for_staff_can_be_opened_and_closed() {
    let settings = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n\
                    seats_for_staff = 2\n";
    let running = Running::start(settings);
    let hotspot = running.plan.hotspot.as_ref().unwrap();
    assert_eq!(set_reserve_open(hotspot, &running.control(), true).unwrap(), 8);
    assert_eq!(set_reserve_open(hotspot, &running.control(), false).unwrap(), 6);
    assert!(set_reserve_open(hotspot, Path::new("/nonexistent"), true).is_err());
}
