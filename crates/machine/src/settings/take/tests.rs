use std::path::PathBuf;

use super::*;
use crate::settings::Wifi;

const GOOD: &str = "venue = \"The Crown\"\r\ncountry = \"GB\"\r\n\r\n[wifi]\r\nname = \"Crown-Bingo\" # ours\r\n\
                    passphrase = \"full-house-75\" # on the wall\r\n";

struct Box {
    folder: tempfile::TempDir,
}

impl Box {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn card(&self) -> PathBuf {
        self.folder.path().join("card").join(FILE)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn boots_with(&self, text: impl AsRef<[u8]>) -> Taken {
        fs::create_dir_all(self.card().parent().unwrap()).unwrap();
        fs::write(self.card(), text).unwrap();
        self.boots()
    }

    fn boots(&self) -> Taken {
        take_over(&self.card(), &self.data(), None).unwrap()
    }

    fn on_card(&self) -> String {
        fs::read_to_string(self.card()).unwrap()
    }

    fn report(&self) -> String {
        fs::read_to_string(self.card().with_file_name(REPORT)).unwrap()
    }
}

fn passphrase(taken: &Taken) -> &str {
    match &taken.settings.wifi {
        Some(Wifi::Hotspot(hotspot)) => hotspot.guests.passphrase.secret(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_report_tells_the_owners_code_while_nobody_owns_the_box() {
    let hall = Box::new();
    hall.boots_with(GOOD);
    assert!(!hall.report().contains("Nobody owns"));
    take_over(&hall.card(), &hall.data(), Some("ABCD-EFGH".to_owned())).unwrap();
    let report = hall.report();
    assert!(report.contains("/staff and enter\r\n\r\n  ABCD-EFGH\r\n"), "{report}");
}

#[test]
fn a_good_file_is_used_and_its_secrets_leave_the_card() {
    use std::os::unix::fs::PermissionsExt as _;
    let hall = Box::new();
    let taken = hall.boots_with(GOOD);
    assert_eq!((&taken.outcome, passphrase(&taken)), (&Outcome::Used, "full-house-75"));
    assert_eq!(hall.on_card(), GOOD.replace("\"full-house-75\" # on the wall", &format!("\"\"{KEPT}")));
    let kept = hall.data().join(FILE);
    assert_eq!(fs::read_to_string(&kept).unwrap(), GOOD);
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(hall.report().contains("Everything in it is in use"));
    // The next start finds the secret in the box, and changes nothing.
    let (before, taken) = (hall.on_card(), hall.boots());
    assert_eq!((&taken.outcome, passphrase(&taken)), (&Outcome::Used, "full-house-75"));
    assert_eq!(hall.on_card(), before);
}

#[test]
fn another_name_keeps_the_secret_and_another_secret_replaces_it() {
    let hall = Box::new();
    hall.boots_with(GOOD);
    let taken = hall.boots_with(hall.on_card().replace("Crown-Bingo", "Lion-Bingo"));
    assert_eq!(taken.settings.wifi_name().unwrap().as_str(), "Lion-Bingo");
    assert_eq!(passphrase(&taken), "full-house-75");
    let taken = hall.boots_with(hall.on_card().replace("\"\"", "“two-lines-42”"));
    assert_eq!(passphrase(&taken), "two-lines-42");
    assert!(!hall.on_card().contains("two-lines"));
}

#[test]
fn a_bad_file_changes_nothing_and_the_report_says_why() {
    let hall = Box::new();
    hall.boots_with(GOOD);
    let bad = hall.on_card().replace("GB", "UK");
    let taken = hall.boots_with(&bad);
    assert!(matches!(&taken.outcome, Outcome::LastGood(problems) if problems[0].line == Some(2)));
    assert_eq!(passphrase(&taken), "full-house-75");
    assert_eq!(hall.on_card(), bad);
    assert!(hall.report().contains("line 2: country: `UK` is not"), "{}", hall.report());
}

#[test]
fn a_box_boots_with_every_bad_file_there_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/settings/bad");
    let hall = Box::new();
    hall.boots_with(GOOD);
    for item in fs::read_dir(folder).unwrap() {
        let path = item.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let told = fs::read_to_string(path.with_extension("txt")).unwrap();
        let bytes = fs::read(&path).unwrap();
        let fresh = Box::new();
        let first = fresh.boots_with(&bytes);
        assert!(matches!(first.outcome, Outcome::Defaults(_)), "{}", path.display());
        assert_eq!(first.settings, Settings::default());
        let taken = hall.boots_with(&bytes);
        // A passphrase that is not there is the one the box has.
        if taken.outcome == Outcome::Used {
            assert!(path.ends_with("passphrase-missing.toml"), "{}", path.display());
            continue;
        }
        assert_eq!(passphrase(&taken), "full-house-75", "{}", path.display());
        for line in told.lines() {
            assert!(hall.report().contains(line), "{}", path.display());
        }
    }
}

#[test]
fn without_a_file_the_box_goes_on() {
    let hall = Box::new();
    hall.boots_with(GOOD);
    fs::remove_file(hall.card()).unwrap();
    let taken = hall.boots();
    assert_eq!((&taken.outcome, passphrase(&taken)), (&Outcome::Missing, "full-house-75"));
    assert_eq!(Box::new().boots().settings, Settings::default());
}

#[test]
fn secrets_leave_files_of_every_editor() {
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [utf16, format!("\u{feff}{GOOD}").into_bytes(), GOOD.replace("\r\n", "\r").into_bytes()] {
        let hall = Box::new();
        let taken = hall.boots_with(&bytes);
        assert_eq!((&taken.outcome, passphrase(&taken)), (&Outcome::Used, "full-house-75"));
        assert!(!hall.on_card().contains("full-house"));
        assert_eq!(passphrase(&hall.boots()), "full-house-75");
    }
}

#[test]
fn a_broken_store_is_no_reason_not_to_boot() {
    let hall = Box::new();
    fs::create_dir_all(hall.data()).unwrap();
    fs::write(hall.data().join(FILE), [0xff; 40]).unwrap();
    assert_eq!(hall.boots_with(GOOD).outcome, Outcome::Used);
}
