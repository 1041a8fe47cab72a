use std::path::PathBuf;

use super::*;
use crate::settings::Wifi;

const GOOD: &str = "venue = \"The Crown\"\r\ncountry = \"GB\"\r\n\r\n[wifi]\r\nname = \"Crown-Bingo\" # ours\r\n\
                    passphrase = \"full-house-75\" # on the wall\r\n";

struct CardAndBox {
    folder: tempfile::TempDir,
}

impl CardAndBox {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn card(&self) -> PathBuf {
        self.folder.path().join("card").join(FILE)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn boots_with(&self, text: impl AsRef<[u8]>) -> Takeover {
        fs::create_dir_all(self.card().parent().unwrap()).unwrap();
        fs::write(self.card(), text).unwrap();
        self.boots()
    }

    fn boots(&self) -> Takeover {
        take_over(&self.card(), &self.data(), None, &|_| None).unwrap()
    }

    fn on_card(&self) -> String {
        fs::read_to_string(self.card()).unwrap()
    }

    fn report(&self) -> String {
        fs::read_to_string(self.card().with_file_name(REPORT)).unwrap()
    }
}

fn passphrase(takeover: &Takeover) -> &str {
    match &takeover.settings.wifi {
        Some(Wifi::Hotspot(hotspot)) => hotspot.guests.passphrase.secret(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_report_tells_the_owners_code_while_nobody_owns_the_box() {
    let kit = CardAndBox::new();
    kit.boots_with(GOOD);
    assert!(!kit.report().contains("Nobody owns"));
    take_over(&kit.card(), &kit.data(), Some("ABCD-EFGH"), &|_| None).unwrap();
    let report = kit.report();
    assert!(report.contains("/staff and enter\r\n\r\n  ABCD-EFGH\r\n"), "{report}");
}

#[test]
fn a_good_file_is_used_and_its_secrets_leave_the_card() {
    use std::os::unix::fs::PermissionsExt as _;
    let kit = CardAndBox::new();
    let takeover = kit.boots_with(GOOD);
    assert_eq!((&takeover.outcome, passphrase(&takeover)), (&TakeoverOutcome::Used, "full-house-75"));
    assert_eq!(kit.on_card(), GOOD.replace("\"full-house-75\" # on the wall", &format!("\"\"{KEPT}")));
    let kept = kit.data().join(FILE);
    assert_eq!(fs::read_to_string(&kept).unwrap(), GOOD);
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(kit.report().contains("Everything in it is in use"));
    // The next start finds the secret in the box, and changes nothing.
    let (before, takeover) = (kit.on_card(), kit.boots());
    assert_eq!((&takeover.outcome, passphrase(&takeover)), (&TakeoverOutcome::Used, "full-house-75"));
    assert_eq!(kit.on_card(), before);
}

#[test]
fn another_name_keeps_the_secret_and_another_secret_replaces_it() {
    let kit = CardAndBox::new();
    kit.boots_with(GOOD);
    let takeover = kit.boots_with(kit.on_card().replace("Crown-Bingo", "Lion-Bingo"));
    assert_eq!(takeover.settings.wifi_name().unwrap().as_str(), "Lion-Bingo");
    assert_eq!(passphrase(&takeover), "full-house-75");
    let takeover = kit.boots_with(kit.on_card().replace("\"\"", "“two-lines-42”"));
    assert_eq!(passphrase(&takeover), "two-lines-42");
    assert!(!kit.on_card().contains("two-lines"));
}

#[test]
fn a_bad_file_changes_nothing_and_the_report_says_why() {
    let kit = CardAndBox::new();
    kit.boots_with(GOOD);
    let bad = kit.on_card().replace("GB", "UK");
    let takeover = kit.boots_with(&bad);
    assert!(matches!(&takeover.outcome, TakeoverOutcome::LastGood(problems) if problems[0].line == Some(2)));
    assert_eq!(passphrase(&takeover), "full-house-75");
    assert_eq!(kit.on_card(), bad);
    assert!(kit.report().contains("line 2: country: `UK` is not"), "{}", kit.report());
}

#[test]
fn a_box_boots_with_every_bad_file_there_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/settings/bad");
    let kit = CardAndBox::new();
    kit.boots_with(GOOD);
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let told = fs::read_to_string(path.with_extension("txt")).unwrap();
        let bytes = fs::read(&path).unwrap();
        let fresh = CardAndBox::new();
        let first = fresh.boots_with(&bytes);
        assert!(matches!(first.outcome, TakeoverOutcome::Defaults(_)), "{}", path.display());
        assert_eq!(first.settings, Settings::default());
        let takeover = kit.boots_with(&bytes);
        // A passphrase that is not there is the one the box has.
        if takeover.outcome == TakeoverOutcome::Used {
            assert!(path.ends_with("passphrase-missing.toml"), "{}", path.display());
            continue;
        }
        assert_eq!(passphrase(&takeover), "full-house-75", "{}", path.display());
        for line in told.lines() {
            assert!(kit.report().contains(line), "{}", path.display());
        }
    }
}

#[test]
fn without_a_file_the_box_goes_on() {
    let kit = CardAndBox::new();
    kit.boots_with(GOOD);
    fs::remove_file(kit.card()).unwrap();
    let takeover = kit.boots();
    assert_eq!((&takeover.outcome, passphrase(&takeover)), (&TakeoverOutcome::Missing, "full-house-75"));
    assert_eq!(CardAndBox::new().boots().settings, Settings::default());
}

#[test]
fn secrets_leave_files_of_every_editor() {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [utf16, format!("\u{feff}{GOOD}").into_bytes(), GOOD.replace("\r\n", "\r").into_bytes()] {
        let kit = CardAndBox::new();
        let takeover = kit.boots_with(&bytes);
        assert_eq!((&takeover.outcome, passphrase(&takeover)), (&TakeoverOutcome::Used, "full-house-75"));
        assert!(!kit.on_card().contains("full-house"));
        assert_eq!(passphrase(&kit.boots()), "full-house-75");
    }
}

#[test]
fn a_broken_store_is_no_reason_not_to_boot() {
    let kit = CardAndBox::new();
    fs::create_dir_all(kit.data()).unwrap();
    fs::write(kit.data().join(FILE), [0xff; 40]).unwrap();
    assert_eq!(kit.boots_with(GOOD).outcome, TakeoverOutcome::Used);
}

#[test]
fn a_file_with_an_ending_from_an_editor_is_used_and_named() {
    let kit = CardAndBox::new();
    let stray = kit.card().with_file_name("hallbox.toml.txt");
    fs::create_dir_all(stray.parent().unwrap()).unwrap();
    fs::write(&stray, GOOD).unwrap();
    let takeover = kit.boots();
    assert_eq!((&takeover.outcome, passphrase(&takeover)), (&TakeoverOutcome::Used, "full-house-75"));
    assert!(!fs::read_to_string(&stray).unwrap().contains("full-house-75"), "its secrets leave the card too");
    assert!(kit.report().contains("hallbox.toml.txt was read as hallbox.toml"), "{}", kit.report());
    fs::write(kit.card(), GOOD.replace("full-house-75", "another-word-1")).unwrap();
    assert_eq!(passphrase(&kit.boots()), "another-word-1");
    assert!(kit.report().contains("hallbox.toml.txt was not read"), "{}", kit.report());
}
