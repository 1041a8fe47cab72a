//! Card sets and typed codes.

use super::*;
use domain::set::{CardSet, SetKind, SetMode};
use domain::{Serial, code::key_text};

fn with_cards(count: u32) -> (Kit, SetInfo) {
    let kit = Kit::new();
    let info = kit.vault.issue(count, SetMode::Free, SetKind::Phone, NOW).unwrap();
    (kit, info)
}

#[test]
fn cards_are_the_same_after_every_restart() {
    let (kit, first) = with_cards(20);
    let second = kit.vault.issue(10, SetMode::NoSharedColumn, SetKind::Phone, NOW).unwrap();
    let paper = kit.vault.issue(5, SetMode::Free, SetKind::Paper, NOW).unwrap();
    assert_eq!((first.set, first.first, first.last), (1, Serial(1), Serial(20)));
    assert_eq!((second.set, second.first, second.last), (2, Serial(21), Serial(30)));
    assert_eq!((paper.set, paper.first, paper.last), (3, Serial(500_001), Serial(500_005)));
    let before = kit.vault.cards();
    let kit = kit.restarted();
    let after = kit.vault.cards();
    assert_eq!(after.sets(), before.sets());
    assert_eq!(after.count(), 35);
    for serial in (1..=30).chain(500_001..=500_005).map(Serial) {
        assert_eq!(after.serial(serial).unwrap().issued, before.serial(serial).unwrap().issued);
    }
    assert!(after.serial(Serial(31)).is_none());
}

#[test]
fn cards_printed_elsewhere_keep_their_serials_and_faces_for_ever() {
    let kit = Kit::new();
    let donor = CardSet::make(&[3; 32], Serial(1), 3, SetMode::Free, SetKind::Paper, &|_| false).unwrap();
    let faces: Vec<_> = donor.iter().map(|card| card.face).collect();
    let list = [(Serial(40), faces[0]), (Serial(42), faces[1]), (Serial(90), faces[2])];
    let imported = kit.vault.import(&list, NOW).unwrap();
    assert_eq!((imported.kind, imported.first, imported.last), (SetKind::Paper, Serial(40), Serial(90)));
    // What is issued later keeps clear of them.
    let issued = kit.vault.issue(2, SetMode::Free, SetKind::Phone, NOW).unwrap();
    assert_eq!((issued.first, issued.last), (Serial(91), Serial(92)));
    let kit = kit.restarted();
    let cards = kit.vault.cards();
    assert_eq!(cards.damaged(), []);
    for (serial, face) in list {
        assert_eq!(cards.find(&format!("#{serial}")).unwrap().issued.face, face);
    }
    assert!(cards.serial(Serial(41)).is_none());
    let taken = kit.vault.import(&[(Serial(7), faces[0]), (Serial(92), faces[1])], NOW).unwrap_err();
    assert!(matches!(taken, Denied::SerialTaken { serial: Serial(92) }), "{taken}");
    assert_eq!(kit.vault.cards().count(), 5);
    assert!(kit.vault.import(&[], NOW).is_err());
}

#[test]
fn a_card_is_found_by_whatever_was_scanned_or_typed() {
    let (kit, _) = with_cards(20);
    let cards = kit.vault.cards();
    let card = cards.serial(Serial(7)).unwrap().issued;
    let (key, code) = (key_text(&card.key), card.code.to_string());
    let good = [
        format!("HTTPS://HALL.EXAMPLE:8443/C/{key}"),
        format!("https://hall.example/c/{}/", key.to_lowercase()),
        format!("  {key}\n"),
        format!("https://hall.example/C/{key}?utm_source=mail#top"),
        format!("https://filter.example/?url=https%3A%2F%2Fhall.example%2FC%2F{key}&data=05%7C01"),
        format!("Code: {code}"),
        format!("#{code}"),
        format!("“{}”", code.replace('-', "–")),
        code.replace('-', "\u{200b}"),
        code.clone(),
        code.replace('-', " ").to_lowercase(),
        "#7".into(),
        "# 7".into(),
    ];
    for text in good {
        assert_eq!(cards.find(&text).map(|card| card.issued.serial), Some(Serial(7)), "{text}");
    }
    for text in
        ["", "/", "#", "#0", "#-7", "#99999999999", "7", "https://hall.example/", "ÄÖÜ/ß", &"A".repeat(300)]
    {
        assert!(cards.find(text).is_none(), "{text}");
    }
    let scanned: serde_json::Value =
        serde_json::from_str(include_str!("../../../tests/data/scanned.json")).unwrap();
    let told =
        |list: &str| scanned[list].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned());
    for text in told("found").map(|text| text.replace("KEY", &key)) {
        assert_eq!(cards.find(&text).map(|card| card.issued.serial), Some(Serial(7)), "{text}");
    }
    for text in told("none").chain(told("other_layout")).map(|text| text.replace("KEY", &key)) {
        assert!(cards.find(&text).is_none(), "{text}");
    }
}

#[test]
fn a_set_that_was_tampered_with_is_named_and_none_of_its_cards_play() {
    let changes: [&str; 10] = [
        "UPDATE card_sets SET seed = zeroblob(32) WHERE n = 1",
        "UPDATE card_sets SET count = 19 WHERE n = 1",
        "UPDATE card_sets SET count = 4000000000 WHERE n = 1",
        "UPDATE card_sets SET count = 0 WHERE n = 1",
        "UPDATE card_sets SET first = 2 WHERE n = 1",
        "UPDATE card_sets SET first = 4294967295 WHERE n = 1",
        "UPDATE card_sets SET kind = 'other' WHERE n = 1",
        "UPDATE card_sets SET kind = 'paper' WHERE n = 1",
        "UPDATE card_sets SET digest = zeroblob(32) WHERE n = 1",
        "UPDATE card_sets SET version = 2 WHERE n = 1",
    ];
    for change in changes {
        let (kit, _) = with_cards(20);
        let second = kit.vault.issue(10, SetMode::Free, SetKind::Phone, NOW).unwrap();
        let lost = kit.vault.cards().serial(Serial(7)).unwrap().issued;
        kit.vault.db().execute(change, ()).unwrap();
        let kit = kit.restarted();
        let cards = kit.vault.cards();
        let damaged: Vec<u32> = cards.damaged().iter().map(|damaged| damaged.set).collect();
        assert_eq!(damaged, [1], "{change}");
        assert!(cards.serial(Serial(7)).is_none() && cards.key(&lost.key).is_none(), "{change}");
        assert_eq!(cards.sets(), [second], "{change}");
    }
}

#[test]
fn serials_of_a_damaged_set_are_not_given_to_others() {
    let (kit, _) = with_cards(20);
    kit.vault.db().execute("UPDATE card_sets SET digest = zeroblob(32)", ()).unwrap();
    let kit = kit.restarted();
    let next = kit.vault.issue(1, SetMode::Free, SetKind::Phone, NOW).unwrap();
    assert_eq!(next.first, Serial(21));
}

#[test]
fn there_is_room_for_so_many_cards_and_no_more() {
    let (kit, _) = with_cards(10);
    let issue = |count: u32, mode: SetMode| kit.vault.issue(count, mode, SetKind::Phone, NOW);
    assert!(matches!(issue(0, SetMode::Free), Err(Denied::Set(_))));
    assert!(matches!(issue(1_366, SetMode::NoSharedColumn), Err(Denied::Set(_))));
    assert!(matches!(issue(19_991, SetMode::Free), Err(Denied::Full { limit: 20_000, .. })));
    assert!(matches!(issue(u32::MAX, SetMode::Free), Err(Denied::Full { .. })));
    assert_eq!(kit.vault.cards().count(), 10);
    assert_eq!(issue(1, SetMode::Free).unwrap().first, Serial(11));
}

#[test]
fn cards_issued_by_another_program_are_seen_after_a_refresh_and_never_collide() {
    let (kit, _) = with_cards(10);
    let other = Vault::open(kit.dir.path()).unwrap();
    assert!(!kit.vault.cards_refresh().unwrap());
    let theirs = other.issue(10, SetMode::Free, SetKind::Phone, NOW).unwrap();
    assert_eq!(theirs.first, Serial(11));
    assert!(kit.vault.cards().serial(Serial(11)).is_none());
    let ours = kit.vault.issue(10, SetMode::Free, SetKind::Phone, NOW).unwrap();
    assert_eq!(ours.first, Serial(21));
    assert!(kit.vault.cards().serial(Serial(11)).is_some());
    assert!(other.cards_refresh().unwrap());
    assert_eq!(other.cards().sets(), kit.vault.cards().sets());
}

#[test]
fn a_range_is_ascending_and_ends_where_the_cards_do() {
    let (kit, _) = with_cards(10);
    let serials = |first: u32, last: u32| -> Vec<u32> {
        kit.vault.cards().range(Serial(first), Serial(last)).iter().map(|card| card.issued.serial.0).collect()
    };
    assert_eq!(serials(8, 99), [8, 9, 10]);
    assert_eq!(serials(5, 4), [0; 0]);
}

#[test]
fn a_typed_code_finds_its_card_and_a_slip_is_told_from_a_guess() {
    let (kit, _) = with_cards(10);
    let cards = kit.vault.cards();
    let code = cards.serial(Serial(3)).unwrap().issued.code.to_string();
    assert!(matches!(cards.typed(&code), Typed::Found(card) if card.issued.serial.0 == 3));
    let last = if code.ends_with('Z') { 'Y' } else { 'Z' };
    let mistyped = format!("{}{last}", &code[..code.len() - 1]);
    assert!(matches!(cards.typed(&mistyped), Typed::Mistyped));
    assert!(matches!(cards.typed(&code.repeat(1_000)), Typed::Mistyped));
    assert!(matches!(cards.typed(&domain::code::Code::from_bits(1).to_string()), Typed::NoCard));
}

proptest::proptest! {
    #[test]
    fn whatever_is_scanned_finds_no_card_it_does_not_name(text in ".{0,300}") {
        let cards = Cards::default();
        proptest::prop_assert!(cards.find(&text).is_none());
    }
}

#[test]
fn two_programs_that_issue_at_once_share_no_serial() {
    let kit = Kit::new();
    let other = Vault::open(kit.dir.path()).unwrap();
    let issue = |vault: &Vault| {
        let sets = (0..4).map(|_| vault.issue(50, SetMode::Free, SetKind::Phone, NOW).unwrap());
        sets.map(|set| (set.first.0, set.last.0)).collect::<Vec<_>>()
    };
    let (mut ours, theirs) = std::thread::scope(|scope| {
        let theirs = scope.spawn(|| issue(&other));
        (issue(&kit.vault), theirs.join().unwrap())
    });
    ours.extend(theirs);
    ours.sort_unstable();
    let expected: Vec<_> = (0..8).map(|set| (set * 50 + 1, set * 50 + 50)).collect();
    assert_eq!(ours, expected);
    let kit = kit.restarted();
    assert_eq!((kit.vault.cards().count(), kit.vault.cards().damaged().len()), (400, 0));
}
