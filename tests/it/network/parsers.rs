//! Every rendered file is accepted by the program that reads it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use machine::network::check::{CheckResult, hostapd_result};
use machine::network::plan::NetworkPlan;
use machine::network::render::{self, DNSMASQ, HOSTAPD, NFTABLES};
use machine::settings::Settings;
use machine::settings::country::{Band, Country};
use machine::settings::radio::Radio;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use proptest::{option, sample};

/// Number of settings tried. Each that is accepted starts three programs.
const CASES: u32 = 128;

/// Runs a program in a network namespace of its own, so that it cannot touch a real network.
fn run_isolated(program: &str, words: &[&str]) -> (bool, String) {
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

/// Messages of the programs that refuse their file below a folder.
fn refusals(root: &Path) -> Vec<String> {
    let path = |file: &str| root.join(file).display().to_string();
    let mut bad = Vec::new();
    if root.join(HOSTAPD).exists() {
        let (_, said) = run_isolated("/usr/sbin/hostapd", &[&path(HOSTAPD)]);
        if hostapd_result(&said) != CheckResult::Good {
            bad.push(format!("hostapd: {said}"));
        }
    }
    let (good, said) = run_isolated("/usr/sbin/dnsmasq", &["--test", "-C", &path(DNSMASQ)]);
    if !good {
        bad.push(format!("dnsmasq: {said}"));
    }
    let (good, said) = run_isolated("/usr/sbin/nft", &["-c", "-f", &path(NFTABLES)]);
    if !good {
        bad.push(format!("nft: {said}"));
    }
    bad
}

/// The files for these settings, in a folder of their own.
pub(super) fn rendered(settings: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let plan = NetworkPlan::new(&Settings::parse(settings.as_bytes()).unwrap().settings);
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
            // Radios without 5 GHz are refused, which other tests check.
            let Ok(parsed) = Settings::parse(text.as_bytes()) else { continue };
            let root = tempfile::tempdir().unwrap();
            let plan = NetworkPlan::new(&parsed.settings);
            render::write(&render::files(&plan, root.path(), true), root.path()).unwrap();
            assert_eq!(refusals(root.path()), Vec::<String>::new(), "{word} {band}");
        }
    }
}

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
        assert_eq!(refusals(root.path()), Vec::<String>::new());
        let path = root.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{from}");
        std::fs::write(&path, text.replacen(from, to, 1)).unwrap();
        assert_eq!(refusals(root.path()).len(), 1, "{file}: {from} → {to}");
    }
}

/// Values of fields, as in the settings file.
type Fields = BTreeMap<&'static str, String>;

const FIELDS: [&str; 13] = [
    "country",
    "host",
    "radio",
    "name",
    "passphrase",
    "band",
    "channel",
    "seats",
    "interface",
    "staff_name",
    "staff_passphrase",
    "network",
    "mdns",
];

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

prop_compose! {
    /// Settings that fit together.
    fn right()(
        (code, radio, five) in (
            sample::select(vec!["GB", "US", "DE", "JP", "BO", "ID"]),
            sample::select(Radio::words()),
            any::<bool>(),
        ),
        (channel, seats) in (any::<Index>(), any::<Index>()),
        (name, passphrase) in ("[A-Za-z0-9][A-Za-z0-9 ()'#=!-]{0,29}-", "[!#-$&-+.-9<-@A-\\[\\]-~-]{8,63}"),
        staff in option::of(("\\p{L}{1,8}!", "[a-z0-9-]{8,20}z")),
        wire in sample::select(vec!["internet", "staff", "off"]),
        (interface, host) in ("wl[a-z0-9]{1,8}", "[a-z]{1,8}\\.example\\.org"),
        network in sample::select(vec!["10.0.0.0", "10.77.0.0", "172.16.248.0", "192.168.248.0"]),
        mdns in sample::select(vec!["[]", "[\"eth0\"]"]),
    ) -> Fields {
        let mut fields = Fields::new();
        let mut put = |field, value: String| fields.insert(field, value);
        put("country", quoted(code));
        put("host", quoted(&host));
        put("radio", quoted(radio));
        put("name", quoted(&name));
        put("passphrase", quoted(&passphrase));
        put("network", quoted(network));
        put("mdns", mdns.to_owned());
        if let Some(Radio::Chip(chip)) = Radio::of(radio) {
            let band = if five && chip.five_ghz { Band::Five } else { Band::Two };
            put("band", quoted(if band == Band::Five { "5" } else { "2.4" }));
            put("channel", channel.get(&Country::new(code).unwrap().channels(band)).to_string());
            put("interface", quoted(&interface));
            put("wire", quoted(wire));
            let staff = staff.filter(|_| chip.networks_max > 1);
            let least = u16::from(staff.is_some());
            let most = usize::from(chip.stations_max - least);
            put("seats", (least + u16::try_from(seats.index(most)).unwrap()).to_string());
            if let Some((name, passphrase)) = staff {
                put("staff_name", quoted(&name));
                put("staff_passphrase", quoted(&passphrase));
            }
        }
        fields
    }
}

/// As [`right`], with one field replaced in half of them.
fn settings() -> impl Strategy<Value = String> {
    let hostile = prop_oneof![
        "\\PC{0,40}".prop_map(|text| quoted(&text)),
        "[ -~\n\r\t]{0,70}".prop_map(|text| quoted(&text)),
        "-?[0-9]{1,6}",
        Just("\"\"".to_owned()),
        sample::select(Radio::words()).prop_map(quoted),
    ];
    (right(), option::of((sample::select(FIELDS.to_vec()), hostile))).prop_map(|(mut fields, replaced)| {
        if let Some((field, value)) = replaced
            && fields.contains_key(field)
        {
            fields.insert(field, value);
        }
        file(&fields)
    })
}

fn file(fields: &Fields) -> String {
    let line = |name: &str, field: &str| {
        fields.get(field).map(|value| format!("{name} = {value}\n")).unwrap_or_default()
    };
    let all = |names: &[&str]| names.iter().map(|name| line(name, name)).collect::<String>();
    let mut text = all(&["country", "host"]) + "[wifi]\n";
    text += &all(&["radio", "name", "passphrase", "band", "channel", "interface"]);
    text += &line("seats_for_staff", "seats");
    if fields.contains_key("staff_name") {
        text += &("[staff_wifi]\n".to_owned()
            + &line("name", "staff_name")
            + &line("passphrase", "staff_passphrase"));
    }
    text + "[wire]\n" + &line("use", "wire") + "[addresses]\n" + &all(&["network", "mdns"])
}

/// Accepted settings give files that the programs accept; refused ones name line and reason.
#[test]
fn accepted_settings_render_to_files_the_programs_take() {
    let accepted = Cell::new(0);
    let mut runner = TestRunner::new(ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let judged = runner.run(&settings(), |text| {
        match Settings::parse(text.as_bytes()) {
            Err(problems) => {
                for problem in problems {
                    let lines = 1..=text.lines().count();
                    let told =
                        problem.line.is_some_and(|line| lines.contains(&line)) && !problem.message.is_empty();
                    prop_assert!(told && !problem.field.is_empty(), "{text}\n{problem}");
                }
            }
            Ok(parsed) => {
                accepted.set(accepted.get() + 1);
                let root = tempfile::tempdir().unwrap();
                let plan = NetworkPlan::new(&parsed.settings);
                render::write(&render::files(&plan, root.path(), true), root.path()).unwrap();
                prop_assert_eq!(refusals(root.path()), Vec::<String>::new(), "{}", text);
            }
        }
        Ok(())
    });
    judged.unwrap_or_else(|error| panic!("{error}"));
    // The test means something only if many settings are accepted, and some refused.
    assert!((CASES / 3..CASES * 9 / 10).contains(&accepted.get()), "{} of {CASES}", accepted.get());
}

/// What systemd-networkd says about the files in a folder.
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
    let settings = "country = \"GB\"\n[wifi]\nradio = \"mt7612u\"\n\
                    name = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n\
                    [staff_wifi]\nname = \"Crew\"\npassphrase = \"behind-the-bar\"\n[wire]\nuse = \"internet\"\n";
    let root = rendered(settings);
    let folder = root.path().join("etc/systemd/network");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3);
    assert_eq!(networkd_says(&folder), "");
    std::fs::write(folder.join("99-x.network"), "[Match]\nName=x\n[Network]\nDHCPSever=no\n").unwrap();
    assert!(networkd_says(&folder).contains("Unknown key"));
}
