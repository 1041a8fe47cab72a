mod texts;

use std::path::{Path, PathBuf};

use super::problem::listed;
use super::*;

fn examples(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/settings").join(folder);
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|item| item.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    files
}

/// The exact messages for each bad file are in the text file beside it.
#[test]
fn every_mistake_is_told_with_its_line_and_what_to_do() {
    let files = examples("bad");
    assert!(files.len() >= 40);
    let mut wrong = Vec::new();
    for path in files {
        let told = match Settings::parse(&std::fs::read(&path).unwrap()) {
            Ok(_) => "(taken as good)\n".to_owned(),
            Err(problems) => listed(&problems) + "\n",
        };
        let wanted = std::fs::read_to_string(path.with_extension("txt")).unwrap_or_default();
        if std::env::var_os("HALLBOX_WRITE_EXPECTED").is_some() {
            std::fs::write(path.with_extension("txt"), &told).unwrap();
        }
        if told != wanted {
            wrong.push(format!("{}:\n{told}", path.file_name().unwrap().display()));
        }
        for secret in ["full-house", "full:house", "bridge", "behind-the-bar", "c2VjcmV0"] {
            assert!(!told.contains(secret), "{}: {told}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn odd_but_good_files_mean_what_they_say() {
    for path in examples("good") {
        let parsed = Settings::parse(&std::fs::read(&path).unwrap())
            .unwrap_or_else(|problems| panic!("{}:\n{}", path.display(), listed(&problems)));
        let Some(Wifi::Hotspot(hotspot)) = &parsed.settings.wifi else { panic!("{}", path.display()) };
        assert_eq!(hotspot.guests.name.as_str(), "Crown-Bingo", "{}", path.display());
        assert_eq!(hotspot.guests.passphrase.secret(), "full-house-75", "{}", path.display());
        assert_eq!(hotspot.channel().number, 6, "{}", path.display());
    }
}

#[test]
fn names_of_a_newer_version_are_noted_and_used_for_nothing() {
    let parsed = Settings::parse(b"venue = \"x\"\n[hologram]\ncolour = \"green\"\n").unwrap();
    assert_eq!(listed(&parsed.notes), "line 2: [hologram]: not known to this version, so nothing was done");
}

#[test]
fn a_name_that_iphones_cannot_find_is_noted() {
    let text = format!("{TEMPLATE}\n").replace("bingo.internal", "hallbox.local");
    let notes = listed(&Settings::parse(text.as_bytes()).unwrap().notes);
    assert!(notes.contains("host: iPhones never ask"), "{notes}");
}

#[test]
fn a_box_with_a_wi_fi_is_found_at_the_usual_ports() {
    let text = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";
    let settings = Settings::parse(text.as_bytes()).unwrap().settings;
    assert_eq!((settings.join_url().as_str(), settings.http_port), ("https://bingo.internal", 80));
    let settings = Settings::parse(format!("https_port = 8443\n{text}").as_bytes()).unwrap().settings;
    assert_eq!(settings.join_url(), "https://bingo.internal:8443");
}

#[test]
fn an_empty_file_is_the_default_venue() {
    assert_eq!(Settings::parse(b"").unwrap().settings, Settings::default());
}

#[test]
fn the_template_can_be_used_as_it_is_and_names_every_field() {
    let parsed =
        Settings::parse(TEMPLATE.as_bytes()).unwrap_or_else(|problems| panic!("{}", listed(&problems)));
    assert_eq!(parsed.notes, []);
    assert!(matches!(parsed.settings.wifi, Some(Wifi::Hotspot(_))));
    for (_, fields) in schema::SECTIONS {
        for field in fields.iter().filter(|field| !["listen", "threads", "directory"].contains(field)) {
            assert!(
                TEMPLATE.lines().any(|line| line.trim_start_matches('#').starts_with(&format!("{field} ="))),
                "{field}"
            );
        }
    }
}

#[test]
fn links_leave_the_usual_port_out() {
    let settings = Settings::parse(b"host = \"bingo.example\"\nhttps_port = 443").unwrap().settings;
    assert_eq!(settings.join_url(), "https://bingo.example");
}

#[test]
fn a_wi_fi_of_somebody_else_is_a_name() {
    let settings = Settings::parse("wifi = \"Café\"".as_bytes()).unwrap().settings;
    assert_eq!(settings.wifi_name().unwrap().as_str(), "Café");
}

#[test]
fn certificates_come_from_where_the_file_says() {
    let acme = "host = \"bingo.example.org\"\n[tls]\nacme = \"rfc2136\"\nserver = \"ns.example.org\"\n\
                zone = \"example.org\"\nkey_name = \"k\"\nkey_secret = \"c2VjcmV0\"\n";
    let settings = Settings::parse(acme.as_bytes()).unwrap().settings;
    assert!(matches!(&settings.certificate, Certificate::Acme(Acme { solver: Solver::Rfc2136 { .. }, .. })));
    assert!(!format!("{settings:?}").contains("c2VjcmV0"));
    let files = Settings::parse(b"[tls]\ncertificate = \"/a.pem\"\nkey = \"/a.key\"\n").unwrap().settings;
    assert!(matches!(files.certificate, Certificate::Files { .. }));
}

#[test]
fn files_that_want_to_do_harm_are_only_wrong() {
    for text in [
        format!("x = {}", "[".repeat(60_000)),
        format!("{}a = 1", "a.".repeat(30_000)),
        format!("venue = \"{}", "\\".repeat(60_000)),
        "a=1\n".repeat(15_000),
        format!("[{}", "x".repeat(60_000)),
        "\"x\\ny\" = 1\nvenu = 2".to_owned(),
    ] {
        let problems = Settings::parse(text.as_bytes()).unwrap_err();
        assert!(problems.iter().all(|problem| problem.to_string().lines().count() == 1));
        assert!(problems.iter().all(|problem| problem.to_string().len() < 500), "{:?}", problems[0]);
    }
}

/// A secret is removed from the card however its field is written.
#[test]
fn every_spelling_of_a_field_is_the_field() {
    for text in [
        "country = \"GB\"\nwifi.name = \"Crown-Bingo\"\nwifi.passphrase = \"full-house-75\"\n",
        "country = 'GB'\n[\"wifi\"]\n'name' = 'Crown-Bingo'\n\"passphrase\" = 'full-house-75'\n",
        "country = \"GB\"\n[ wifi ]\nname=\"Crown-Bingo\"\npassphrase=\"\\u0066ull-house-75\"\n",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let card = folder.path().join("card.toml");
        std::fs::write(&card, text).unwrap();
        for _ in 0..2 {
            let takeover = takeover::take_over(&card, &folder.path().join("data"), None, &|_| None).unwrap();
            let Some(Wifi::Hotspot(hotspot)) = &takeover.settings.wifi else {
                panic!("{text}: {takeover:?}")
            };
            assert_eq!(hotspot.guests.passphrase.secret(), "full-house-75");
            let left = std::fs::read_to_string(&card).unwrap();
            assert!(!left.contains("ull-house"), "{left}");
        }
    }
}

proptest::proptest! {
    /// Any bytes give settings, or problems that name lines of the file.
    #[test]
    fn no_file_breaks_the_reader(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let lines = bytes.split(|&b| b == b'\n' || b == b'\r').count();
        if let Err(problems) = Settings::parse(&bytes) {
            proptest::prop_assert!(!problems.is_empty());
            let is_inside = |line| (1..=lines).contains(&line);
            proptest::prop_assert!(problems.iter().all(|problem| problem.line.is_none_or(is_inside)));
        }
    }

    /// The same for the template with one character changed.
    #[test]
    fn one_slip_in_the_template_is_told_or_taken(at in 0..TEMPLATE.len(), slip in "[\"'#=\\[\\]\\\\\n,.a0“]") {
        let mut text = TEMPLATE.to_owned();
        if text.is_char_boundary(at) && text.is_char_boundary(at + 1) {
            text.replace_range(at..=at, &slip);
        }
        if let Err(problems) = Settings::parse(text.as_bytes()) {
            proptest::prop_assert!(problems.iter().all(|problem| !problem.message.is_empty()));
            proptest::prop_assert!(!listed(&problems).contains("change-me-75"));
        }
    }
}

#[test]
fn phones_share_an_address_unless_the_box_gives_them_theirs_or_the_file_says_otherwise() {
    let addresses = |text: &str| Settings::parse(text.as_bytes()).unwrap().settings.addresses;
    let radio = "country = \"GB\"\n[wifi]\nname = \"Crown-Bingo\"\npassphrase = \"full-house-75\"\n";
    let wired = format!("{radio}radio = \"access-point\"\n");
    assert_eq!(addresses(radio), GuestAddresses::Own);
    assert_eq!(addresses(&wired), GuestAddresses::Shared, "an access point may be a router");
    assert_eq!(addresses("wifi = \"Crown-Bingo\""), GuestAddresses::Shared);
    assert_eq!(addresses(""), GuestAddresses::Shared);
    assert_eq!(addresses(&format!("{wired}[guests]\naddresses = \"own\"\n")), GuestAddresses::Own);
    assert_eq!(addresses(&format!("{radio}[guests]\naddresses = \"shared\"\n")), GuestAddresses::Shared);
}
