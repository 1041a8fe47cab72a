//! `hallbox network apply` on a folder, with programs that only record their calls.

use std::os::unix::fs::PermissionsExt as _;
use std::path::PathBuf;
use std::process::Command;

struct Appliance {
    folder: tempfile::TempDir,
}

impl Appliance {
    fn new() -> Self {
        let appliance = Self { folder: tempfile::tempdir().unwrap() };
        for folder in ["bin", "root", "data"] {
            std::fs::create_dir(appliance.path(folder)).unwrap();
        }
        for program in ["nft", "networkctl", "systemctl", "timedatectl"] {
            appliance.program(program, 0);
        }
        appliance
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a program that records its call and exits with this code.
    fn program(&self, name: &str, code: u8) {
        let path = self.path("bin").join(name);
        let calls = self.path("calls");
        let script = format!("#!/bin/sh\necho \"{name} $*\" >>{}\nexit {code}\n", calls.display());
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn settings(&self, text: &str) {
        std::fs::write(self.path("data/hallbox.toml"), text).unwrap();
    }

    /// Runs `apply`. Returns whether it succeeded, and the first two words of every call.
    fn apply(&self) -> (bool, Vec<String>) {
        let _ = std::fs::remove_file(self.path("calls"));
        let output = Command::new(env!("CARGO_BIN_EXE_hallbox"))
            .env("PATH", format!("{}:/usr/bin:/bin", self.path("bin").display()))
            .args(["network", "--data"])
            .arg(self.path("data"))
            .args(["apply", "--root"])
            .arg(self.path("root"))
            .output()
            .unwrap();
        let calls = std::fs::read_to_string(self.path("calls")).unwrap_or_default();
        let short = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
        (output.status.success(), calls.lines().map(short).collect())
    }
}

const WIFI: &str = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";
const ALL: [&str; 6] = [
    "systemctl restart",
    "nft --file",
    "networkctl reload",
    "systemctl restart",
    "systemctl restart",
    "systemctl try-reload-or-restart",
];

#[test]
fn only_those_are_told_whose_files_changed() {
    let appliance = Appliance::new();
    appliance.settings(WIFI);
    assert_eq!(appliance.apply(), (true, ALL.map(String::from).to_vec()));
    assert_eq!(appliance.apply(), (true, vec![]));
    appliance.settings(&WIFI.replace("full-house-75", "two-lines-42"));
    assert_eq!(appliance.apply(), (true, vec!["systemctl restart".to_owned()]));
    appliance.settings("");
    let (_, calls) = appliance.apply();
    assert!(calls.contains(&"systemctl stop".to_owned()), "{calls:?}");
}

#[test]
fn whoever_could_not_be_told_is_told_again() {
    let appliance = Appliance::new();
    appliance.settings(WIFI);
    appliance.program("networkctl", 1);
    let (good, calls) = appliance.apply();
    assert!(!good && calls == ALL, "{calls:?}");
    appliance.program("networkctl", 0);
    assert_eq!(appliance.apply(), (true, ALL.map(String::from).to_vec()));
    assert_eq!(appliance.apply(), (true, vec![]));
}

#[test]
fn a_certificate_that_lasts_is_told_to_phones() {
    let appliance = Appliance::new();
    appliance.settings(&format!("host = \"k3x.example.org\"\n{WIFI}"));
    let options =
        || std::fs::read_to_string(appliance.path("root/etc/hallbox/network/dhcp-options")).unwrap();
    appliance.apply();
    assert_eq!(options(), "");
    std::fs::create_dir(appliance.path("data/tls")).unwrap();
    std::fs::write(appliance.path("data/tls/trusted-until-ms"), "99999999999999\n").unwrap();
    assert_eq!(appliance.apply(), (true, vec!["systemctl try-reload-or-restart".to_owned()]));
    assert_eq!(options(), "114,https://k3x.example.org/captive\n");
    std::fs::write(appliance.path("data/tls/trusted-until-ms"), "1000\n").unwrap();
    appliance.apply();
    assert_eq!(options(), "");
}
