//! Every file we write is one that the real program takes.

use std::path::Path;
use std::process::Command;

use hallbox::network::check::{Verdict, hostapd_says};
use hallbox::network::plan::Plan;
use hallbox::network::radio::Radio;
use hallbox::network::render::{self, DNSMASQ, HOSTAPD, NFTABLES};
use hallbox::settings::Settings;
use proptest::prelude::*;

/// Runs a program where there is no network at all, so that nothing here can touch a real one.
pub fn alone(program: &str, words: &[&str]) -> (bool, String) {
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", program])
        .args(words)
        .output()
        .unwrap_or_else(|error| panic!("unshare: {error}: scripts/install test"));
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(
        !said.contains("No such file or directory\n") || Path::new(program).exists(),
        "{program}: {said}"
    );
    (output.status.success(), said)
}

/// What the three programs say to the files below a folder.
fn verdicts(root: &Path) -> Vec<String> {
    let path = |file: &str| root.join(file).display().to_string();
    let mut bad = Vec::new();
    if root.join(HOSTAPD).exists() {
        let (_, said) = alone("/usr/sbin/hostapd", &[&path(HOSTAPD)]);
        if hostapd_says(&said) != Verdict::Good {
            bad.push(format!("hostapd: {said}"));
        }
    }
    let (good, said) = alone("/usr/sbin/dnsmasq", &["--test", "-C", &path(DNSMASQ)]);
    if !good {
        bad.push(format!("dnsmasq: {said}"));
    }
    let (good, said) = alone("/usr/sbin/nft", &["-c", "-f", &path(NFTABLES)]);
    if !good {
        bad.push(format!("nft: {said}"));
    }
    bad
}

/// Files for these settings in a folder of their own.
pub fn rendered(settings: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let plan = Plan::new(&Settings::parse(settings.as_bytes()).unwrap().settings);
    render::write(&render::files(&plan, root.path(), true), root.path()).unwrap();
    root
}

#[test]
fn every_radio_on_every_band_makes_files_the_programs_take() {
    for word in Radio::words() {
        for band in ["2.4", "5"] {
            let text = format!(
                "country = \"DE\"\n[wifi]\nradio = \"{word}\"\nname = \"Crown (bar) #1 'x'\"\n\
                 passphrase = \"a b!$&=+|<>'`{{}}~\"\nband = \"{band}\"\n"
            );
            // Radios that know 2.4 GHz only refuse; that is tested where they do.
            let Ok(parsed) = Settings::parse(text.as_bytes()) else { continue };
            let root = tempfile::tempdir().unwrap();
            let plan = Plan::new(&parsed.settings);
            render::write(&render::files(&plan, root.path(), true), root.path()).unwrap();
            assert_eq!(verdicts(root.path()), Vec::<String>::new(), "{word} {band}");
        }
    }
}

/// The judges see mistakes: otherwise their yes would mean nothing.
#[test]
fn the_programs_do_refuse_what_is_wrong() {
    let wifi = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";
    for (file, from, to) in [
        (HOSTAPD, "ssid2=43", "ssid2=4"),
        (HOSTAPD, "wpa_passphrase=full-house-75", "wpa_passphrase=short"),
        (HOSTAPD, "ap_isolate=1", "ap_isolat=1"),
        (HOSTAPD, "country_code=GB\n", ""),
        (HOSTAPD, "hw_mode=g", "hw_mode=x"),
        (DNSMASQ, "dhcp-authoritative", "dhcp-authoritativ"),
        (DNSMASQ, "dhcp-range=set:lan0,10.77.0.50,", "dhcp-range=set:lan0,10.77.0.x,"),
        (NFTABLES, "policy drop", "policy dorp"),
        (NFTABLES, "jump from_guests", "jump from_guest"),
    ] {
        let root = rendered(wifi);
        assert_eq!(verdicts(root.path()), Vec::<String>::new());
        let path = root.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        assert_eq!(verdicts(root.path()).len(), 1, "{file}: {from} → {to}");
    }
}

fn word(choices: &'static [&'static str]) -> impl Strategy<Value = &'static str> {
    proptest::sample::select(choices)
}

prop_compose! {
    /// Settings as organisers might write them: mostly right, sometimes hostile.
    fn settings()(
        country in word(&["GB", "US", "DE", "JP", "AM", "BO", "XX", ""]),
        radio in proptest::sample::select(Radio::words()),
        name in prop_oneof![
            4 => "[A-Za-z0-9][A-Za-z0-9 ()'#=!-]{0,29}[A-Za-z0-9]".boxed(),
            1 => "\\PC{0,40}".boxed(),
            1 => "[ -~\n\r\t]{0,34}".boxed(),
        ],
        passphrase in prop_oneof![
            4 => "[!-9A-~]{8,63}".boxed(),
            1 => "[ -~\n]{0,70}".boxed(),
        ],
        staff in proptest::option::weighted(0.4, ("\\PC{1,12}", "[a-z0-9-]{8,20}")),
        band in word(&["2.4", "5"]),
        channel in prop_oneof![Just(0_u16), 1..=14_u16, Just(36), Just(100), Just(149), 0..=300_u16],
        seats in 0..=25_u16,
        wire in word(&["internet", "staff", "access-point", "off"]),
        interface in prop_oneof![4 => "wl[a-z0-9]{1,8}".boxed(), 1 => "[ -~]{0,18}".boxed()],
        host in prop_oneof![4 => "[a-z]{1,8}\\.example\\.org".boxed(), 1 => "[ -~]{0,20}".boxed()],
        network in word(&["10.0.0.0", "10.77.0.0", "172.16.248.0", "192.168.248.0", "192.168.1.0"]),
        mdns in word(&["[]", "[\"eth0\"]"]),
    ) -> String {
        let text = |text: &str| serde_json::to_string(text).unwrap();
        let staff = staff.map_or_else(String::new, |(name, passphrase)| {
            format!("[staff_wifi]\nname = {}\npassphrase = {}\n", text(&name), text(&passphrase))
        });
        format!(
            "country = {}\nhost = {}\n[wifi]\nradio = {}\nname = {}\npassphrase = {}\nband = \"{band}\"\n\
             channel = {channel}\nseats_for_staff = {seats}\ninterface = {}\n{staff}[wire]\nuse = \"{wire}\"\n\
             [addresses]\nnetwork = \"{network}\"\nmdns = {mdns}\n",
            text(country), text(&host), text(radio), text(&name), text(&passphrase), text(&interface),
        )
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, ..ProptestConfig::default() })]

    /// What the settings accept, the programs accept; what they refuse, they refuse by line and reason.
    #[test]
    fn accepted_settings_render_to_files_the_programs_take(text in settings()) {
        match Settings::parse(text.as_bytes()) {
            Err(problems) => {
                for problem in problems {
                    let has_line = problem.line.is_some_and(|line| (1..=text.lines().count()).contains(&line));
                    prop_assert!(has_line && !problem.message.is_empty(), "{text}\n{problem}");
                }
            }
            Ok(parsed) => {
                let root = tempfile::tempdir().unwrap();
                let plan = Plan::new(&parsed.settings);
                render::write(&render::files(&plan, root.path(), true), root.path()).unwrap();
                prop_assert_eq!(verdicts(root.path()), Vec::<String>::new(), "{}", text);
            }
        }
    }
}

/// What systemd-networkd says to files in a folder.
fn networkd_says(folder: &Path) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/network/networkd.sh");
    let output = Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "--mount", "bash", script])
        .arg(folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("Enumeration completed"), "{said}{}", String::from_utf8_lossy(&output.stderr));
    said.lines().filter(|line| line.contains(".network:")).collect::<Vec<_>>().join("\n")
}

#[test]
fn networkd_understands_every_line() {
    let settings = "country = \"GB\"\n[wifi]\nradio = \"mt7612u\"\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n\
                    [staff_wifi]\nname = \"Crew\"\npassphrase = \"behind-the-bar\"\n[wire]\nuse = \"internet\"\n";
    let root = rendered(settings);
    let folder = root.path().join("etc/systemd/network");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
    assert_eq!(networkd_says(&folder), "");
    std::fs::write(folder.join("99-x.network"), "[Match]\nName=x\n[Network]\nDHCPSever=no\n").unwrap();
    assert!(networkd_says(&folder).contains("Unknown key"));
}
