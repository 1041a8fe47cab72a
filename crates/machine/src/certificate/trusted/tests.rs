use std::fs;

use super::*;
use crate::certificate::selection::tests::{NOW_MS, made, pair};

fn words(outcome: Result<impl Sized, Unusable>) -> String {
    match outcome {
        Ok(_) => "fit".to_owned(),
        Err(unusable) => unusable.to_string(),
    }
}

#[test]
fn files_that_cannot_be_used_are_named_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let (chain, key) = made(dir.path(), &["bingo.example.org"], NOW_MS, 90);
    let read = || words(TrustedCertificate::read(&chain, &key));
    assert_eq!(read(), "fit");
    let (good_chain, good_key) = (fs::read(&chain).unwrap(), fs::read(&key).unwrap());

    fs::write(&key, pair().serialize_pem()).unwrap();
    assert!(read().starts_with("the certificate and the key do not belong together"), "{}", read());
    fs::write(&key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")
        .unwrap();
    assert!(read().ends_with("or it asks for a password: write it without one"), "{}", read());
    fs::write(&key, &good_key).unwrap();
    for junk in [&b""[..], b"\xff\xfe\0", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        fs::write(&chain, junk).unwrap();
        assert!(read().starts_with("there is no certificate in /"), "{}", read());
    }
    fs::remove_file(&chain).unwrap();
    assert!(read().contains("hall.pem cannot be read"), "{}", read());
    // Both in one file, in either order, as many programs write them.
    fs::write(&chain, [&good_key[..], &good_chain].concat()).unwrap();
    assert_eq!(words(TrustedCertificate::read(&chain, &chain)), "fit");
}

#[test]
fn a_star_stands_for_one_label() {
    let dir = tempfile::tempdir().unwrap();
    let (chain, key) = made(dir.path(), &["*.example.org", "bingo.example.com"], NOW_MS, 90);
    let trusted = TrustedCertificate::read(&chain, &key).unwrap();
    for name in ["hall.example.org", "HALL.Example.org.", "bingo.example.com"] {
        assert!(trusted.covers(name), "{name}");
    }
    for name in ["example.org", "a.b.example.org", "hall.example.com", "bingo", "", "."] {
        assert!(!trusted.covers(name), "{name}");
    }
    assert_eq!(
        words(trusted.check("quiz.example.net", NOW_MS)),
        "the certificate is for *.example.org, bingo.example.com, not for quiz.example.net"
    );
}

#[test]
fn a_life_is_judged_by_box_time_with_half_a_day_of_grace_at_its_begin() {
    let dir = tempfile::tempdir().unwrap();
    let (chain, key) = made(dir.path(), &["bingo.example.org"], NOW_MS, 90);
    let trusted = TrustedCertificate::read(&chain, &key).unwrap();
    assert_eq!(trusted.not_before_ms, NOW_MS);
    assert_eq!(trusted.renew_at_ms(), NOW_MS + 60 * 24 * 60 * 60 * 1000);
    let at = |now_ms| words(trusted.check("bingo.example.org", now_ms));
    assert_eq!(at(NOW_MS - DAY_MS / 2), "fit");
    assert_eq!(at(trusted.not_after_ms - 1), "fit");
    assert_eq!(
        at(NOW_MS - DAY_MS / 2 - 1),
        "the certificate is good from 20 November 2026 on, and the box's clock says 19 November 2026: set the clock"
    );
    assert!(at(0).ends_with("the box's clock says 1 January 1970: set the clock"), "{}", at(0));
    assert!(at(trusted.not_after_ms).starts_with("the certificate ran out on 18 February 2027"));
    assert!(at(i64::MAX).starts_with("the certificate ran out on"), "{}", at(i64::MAX));
}
