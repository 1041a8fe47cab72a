//! Which notices follow from which facts, and which are news.

use std::time::Duration;

use super::*;
use protocol::{RadioNow, RadioTrouble, SeatsView, WifiFrom};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

fn well() -> MachineFacts {
    let guests = SeatsView { name: "Crown".to_owned(), staff: false, taken: 3, seats: 19 };
    let radio =
        RadioView { on_air: true, missing: false, networks: vec![guests], crowded: false, trouble: None };
    MachineFacts {
        clock_set: true,
        clock: Some(ClockSource::Ntp),
        wifi: WifiView { from: WifiFrom::Radio, name: None, radio: Some(radio) },
        storage: StorageView {
            speed: Some(StorageSpeed::Good),
            saves: 100,
            since_ms: Some(0),
            p50_us: 2_000,
            p99_us: 9_000,
            max_us: 20_000,
            free_bytes: Some(9_000_000_000),
            low: false,
        },
        link_ms: None,
        update: None,
    }
}

fn certificate(source: CertificateSource, days: i64, why: Option<&str>) -> CertificateStatus {
    let until_ms = days * DAY_MS;
    CertificateStatus {
        source,
        until_ms,
        renew_at_ms: until_ms - 30 * DAY_MS,
        why: why.map(ToOwned::to_owned),
    }
}

#[test]
fn a_box_that_is_well_says_nothing() {
    for source in [CertificateSource::Public, CertificateSource::Files, CertificateSource::Own] {
        assert_eq!(notices(&certificate(source, 400, None), &well(), Vec::new(), &[], 0), []);
    }
    // The box renews its own leaf long before, unless only people told it the time.
    assert_eq!(notices(&certificate(CertificateSource::Own, 31, None), &well(), Vec::new(), &[], 0), []);
    let ends = [Notice::CertificateEnds { days_left: 5, remind_days: 7 }];
    assert_eq!(notices(&certificate(CertificateSource::Own, 5, None), &well(), Vec::new(), &[], 0), ends);
}

#[test]
fn what_is_wrong_is_told_the_worst_first() {
    let mut facts = well();
    let trouble = RadioTrouble { now: RadioNow::Silent, at_ms: 7, number: 1 };
    facts.wifi.radio.as_mut().unwrap().trouble = Some(trouble);
    facts.storage.speed = Some(StorageSpeed::Refused);
    (facts.storage.free_bytes, facts.storage.low) = (Some(5), true);
    assert_eq!(
        notices(&certificate(CertificateSource::Files, 6, None), &facts, Vec::new(), &[], 0),
        [
            Notice::Radio(trouble),
            Notice::StorageFull { free_bytes: 5 },
            Notice::StorageSlow { refused: true },
            Notice::CertificateEnds { days_left: 6, remind_days: 7 },
        ]
    );
    // The files ran out, and the box fell back on its own authority.
    let fallen = certificate(CertificateSource::Own, 800, Some("the certificate ran out"));
    assert_eq!(notices(&fallen, &well(), Vec::new(), &[], 0), [Notice::CertificateMissing]);
}

#[test]
fn a_full_wifi_is_said_once_while_phones_come_and_go() {
    let notices_at = |taken: u32, crowded: bool, before: &[Notice]| {
        let mut facts = well();
        let radio = facts.wifi.radio.as_mut().unwrap();
        (radio.networks[0].taken, radio.crowded) = (taken, crowded);
        notices(&certificate(CertificateSource::Own, 400, None), &facts, Vec::new(), before, 0)
    };
    assert_eq!(notices_at(18, true, &[]), []);
    let full = [Notice::SeatsTaken { taken: 19, seats: 19 }];
    assert_eq!(notices_at(19, true, &[]), full);
    assert_eq!(notices_at(17, true, &full), full);
    assert_eq!(notices_at(9, false, &full), []);
}

#[test]
fn a_look_is_news_when_something_changed_or_the_clock_was_set() {
    let (conditions, start) = (Conditions::default(), Instant::now());
    let after = |seconds| start + Duration::from_secs(seconds);
    let well = Condition { clock: Some(ClockSource::Rtc), notices: vec![], warning: None };
    assert!(conditions.update(&well, 1_000, start));
    assert_eq!(conditions.now(), well);
    assert!(!conditions.update(&well, 6_000, after(5)));
    assert!(!conditions.update(&well, 12_900, after(10)), "slewed a little");
    assert!(conditions.update(&well, 80_000, after(15)), "set");
    assert!(!conditions.update(&well, 85_000, after(20)));
    let ill = Condition { notices: vec![Notice::CertificateMissing], ..well };
    assert!(conditions.update(&ill, 90_000, after(25)));
}
