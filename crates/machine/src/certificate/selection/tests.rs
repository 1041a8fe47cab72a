use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use rcgen::{CertificateParams, KeyPair};

use super::*;
use crate::settings::{Acme, Solver};

/// 2026-11-20, midnight.
pub(in crate::certificate) const NOW_MS: i64 = 1_795_132_800_000;

pub(in crate::certificate) fn pair() -> KeyPair {
    KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256).unwrap()
}

/// A certificate and its key, in files like an organiser's.
pub(in crate::certificate) fn made(
    dir: &Path,
    names: &[&str],
    from_ms: i64,
    days: u64,
) -> (PathBuf, PathBuf) {
    let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    let from = Duration::from_millis(from_ms.try_into().unwrap());
    params.not_before = rcgen::date_time_ymd(1970, 1, 1) + from;
    params.not_after = params.not_before + Duration::from_secs(days * 24 * 60 * 60);
    let pair = pair();
    let (chain, key) = (dir.join("hall.pem"), dir.join("hall.key"));
    fs::write(&chain, params.self_signed(&pair).unwrap().pem()).unwrap();
    fs::write(&key, pair.serialize_pem()).unwrap();
    (chain, key)
}

fn config(dir: &Path, wanted: Certificate) -> CertificateConfig {
    CertificateConfig {
        dir: dir.join("tls"),
        box_id: "abcd1234".to_owned(),
        host: "bingo.example.org".to_owned(),
        names: vec!["bingo.example.org".to_owned()],
        wanted,
    }
}

fn acme() -> Certificate {
    let text = || "x".to_owned();
    Certificate::Acme(Acme {
        email: None,
        directory: "https://ca.example/directory".to_owned(),
        solver: Solver::AcmeDns { server: text(), username: text(), password: text(), subdomain: text() },
    })
}

#[test]
fn a_box_nobody_vouches_for_stands_on_its_own_and_complains_of_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let Selection { trusted, status, .. } =
        select(&config(dir.path(), Certificate::Own), CertificateTime::at(NOW_MS)).unwrap();
    assert!(trusted.is_none());
    assert_eq!((status.source, &status.why), (CertificateSource::Own, &None));
    assert_eq!(status.reminder(NOW_MS + 700 * DAY_MS), None, "the box renews it in time");
    assert_eq!(status.reminder(status.until_ms - 1), Some(1), "unless only people told it the time");
}

#[test]
fn with_files_the_box_climbs_while_they_are_good_and_falls_with_a_reason() {
    let dir = tempfile::tempdir().unwrap();
    let (certificate, key) = made(dir.path(), &["bingo.example.org"], NOW_MS, 90);
    let config = config(dir.path(), Certificate::Files { certificate: certificate.clone(), key });
    let at = |now_ms| select(&config, CertificateTime::at(now_ms)).unwrap().status;
    assert_eq!((at(NOW_MS).source, at(NOW_MS).why), (CertificateSource::Files, None));
    for (years, word) in [(-20, "set the clock"), (20, "ran out on 18 February 2027")] {
        let wrong = at(NOW_MS + years * 365 * DAY_MS);
        assert_eq!(wrong.source, CertificateSource::Own);
        assert!(wrong.why.as_ref().is_some_and(|why| why.contains(word)), "{wrong:?}");
        // The box's own certificate is valid at the box's time, however wrong that is.
        assert!(wrong.until_ms > NOW_MS + years * 365 * DAY_MS, "{wrong:?}");
    }
    assert_eq!(at(NOW_MS).source, CertificateSource::Files, "the clock was set");
    fs::remove_file(&certificate).unwrap();
    assert!(at(NOW_MS).why.unwrap().contains("cannot be read"));
    made(dir.path(), &["elsewhere.example.org"], NOW_MS, 90);
    assert_eq!(
        at(NOW_MS).why.unwrap(),
        "the certificate is for elsewhere.example.org, not for bingo.example.org"
    );
}

#[test]
fn what_was_fetched_is_used_without_anybody_outside() {
    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path(), acme());
    assert_eq!(
        select(&config, CertificateTime::at(NOW_MS)).unwrap().status.why.unwrap(),
        "there is no certificate yet"
    );
    let (chain, key) = made(dir.path(), &["bingo.example.org"], NOW_MS, 90);
    fs::write(config.dir.join(FETCHED), [fs::read(key).unwrap(), fs::read(chain).unwrap()].concat()).unwrap();
    let Selection { trusted, status, .. } = select(&config, CertificateTime::at(NOW_MS)).unwrap();
    assert_eq!((status.source, status.renew_at_ms), (CertificateSource::Public, NOW_MS + 60 * DAY_MS));
    assert!(trusted.is_some());
}

#[test]
fn staff_are_reminded_at_30_14_7_and_1_days() {
    use CertificateSource::{Files, Own, Public};
    let status = |source| CertificateStatus {
        source,
        until_ms: NOW_MS + 90 * DAY_MS,
        renew_at_ms: NOW_MS + 60 * DAY_MS + 1,
        why: None,
    };
    let left = |source, ms: i64| status(source).reminder(NOW_MS + 90 * DAY_MS - ms);
    for (left_ms, due) in [
        (30 * DAY_MS + 1, None),
        (30 * DAY_MS, Some(30)),
        (14 * DAY_MS + 1, Some(30)),
        (14 * DAY_MS, Some(14)),
        (7 * DAY_MS, Some(7)),
        (DAY_MS, Some(1)),
        (-DAY_MS, Some(1)),
    ] {
        assert_eq!(left(Files, left_ms), due, "{left_ms}");
        assert_eq!(left(Own, left_ms), due, "{left_ms}");
    }
    // The box renews a fetched certificate itself first.
    assert_eq!(left(Public, 30 * DAY_MS), None);
    assert_eq!(left(Public, 30 * DAY_MS - 1), Some(30));
    assert_eq!(status(Public).days_left(NOW_MS), 90);
    assert_eq!(status(Public).days_left(i64::MAX), 0);
}
