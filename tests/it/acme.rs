//! Certificates from a real certificate authority, proved through a real name server.

mod internet;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use machine::certificate::selection::{CertificateConfig, CertificateSource, CertificateStatus, select};
use machine::certificate::{Keeper, Served};
use machine::clock::CertificateTime;
use machine::settings::{Acme, Certificate};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::TlsAcceptor;

use self::internet::{BINGO, Internet, LIFE_MS, QUIZ, SECRET, connector, real_now_ms};
use crate::edge::kit::{Client, Venue, patiently};

const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000;

fn config(dir: &Path, host: &str, acme: Acme) -> CertificateConfig {
    CertificateConfig {
        dir: dir.to_owned(),
        box_id: "abcd1234".to_owned(),
        host: host.to_owned(),
        names: vec![host.to_owned()],
        wanted: Certificate::Acme(acme),
    }
}

fn status(keeper: &Keeper) -> CertificateStatus {
    keeper.status().borrow().clone()
}

/// The certificate that a phone gets by this name and accepts, if it trusts only `root`.
async fn served_to_phone(
    served: &Arc<Served>,
    root: &CertificateDer<'_>,
    name: &str,
) -> Option<CertificateDer<'static>> {
    let mut roots = RootCertStore::empty();
    roots.add(root.clone().into_owned()).unwrap();
    let (phone, there) = tokio::io::duplex(1 << 16);
    let acceptor = TlsAcceptor::from(served.config().unwrap());
    tokio::spawn(async move { acceptor.accept(there).await.map(|_| ()) });
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let stream = patiently(connector(&Arc::new(roots)).connect(name, phone)).await.ok()?;
    Some(stream.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_by_signed_update_is_issued_renewed_used_offline_and_given_up_at_its_end() {
    let mut internet = Internet::open();
    let venue = tempfile::tempdir().unwrap();
    let dir = venue.path().join("tls");
    let config = config(&dir, BINGO, internet.by_update(SECRET));
    let begin = real_now_ms();
    let (mut keeper, ca_pem) =
        Keeper::open(config.clone(), internet.options(), CertificateTime::at(begin)).unwrap();
    assert_eq!(status(&keeper).why.unwrap(), "there is no certificate yet");

    // Issued.
    keeper.refresh(CertificateTime::at(begin)).await;
    let first = status(&keeper);
    assert_eq!((first.source, &first.why), (CertificateSource::Public, &None));
    assert!((begin - 5_000..begin + 60_000).contains(&(first.until_ms - LIFE_MS)), "{first:?}");
    assert_eq!(first.reminder(begin), None);
    let root = internet.public_root().await;
    let own_root = CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap();
    let served = keeper.served();
    let leaf = served_to_phone(&served, &root, BINGO).await.unwrap();
    assert!(served_to_phone(&served, &root, "localhost").await.is_none(), "no public authority certifies it");
    assert!(served_to_phone(&served, &own_root, "localhost").await.is_some(), "the box's own does");
    assert_eq!(internet.record(&format!("_acme-challenge.{BINGO}")), "", "the record is removed");
    for file in ["public.pem", "acme-account.json"] {
        assert_eq!(fs::metadata(dir.join(file)).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    let note = fs::read_to_string(dir.join("trusted-until-ms")).unwrap();
    assert_eq!(note.trim().parse::<i64>().unwrap(), first.until_ms);

    // Renewed when a third of its validity is left and not before, with the same account.
    keeper.refresh(CertificateTime::at(first.renew_at_ms - 1)).await;
    assert_eq!(served_to_phone(&served, &root, BINGO).await.unwrap(), leaf);
    let account = fs::read(dir.join("acme-account.json")).unwrap();
    keeper.refresh(CertificateTime::at(first.renew_at_ms)).await;
    let second = status(&keeper);
    assert!(second.why.is_none() && second.until_ms >= first.until_ms, "{second:?}");
    let renewed = served_to_phone(&served, &root, BINGO).await.unwrap();
    assert_ne!(renewed, leaf);
    assert_eq!(fs::read(dir.join("acme-account.json")).unwrap(), account);

    // Offline: the certificate is used to its end, also after a restart, and the status tells what is wrong.
    internet.stop_pebble();
    keeper.refresh(CertificateTime::at(second.until_ms - 1)).await;
    let dark = status(&keeper);
    assert_eq!((dark.source, dark.reminder(second.until_ms - 1)), (CertificateSource::Public, Some(1)));
    assert!(dark.why.unwrap().starts_with("localhost cannot be reached: "));
    let (mut keeper, _) =
        Keeper::open(config, internet.options(), CertificateTime::at(second.renew_at_ms)).unwrap();
    let served = keeper.served();
    assert_eq!(status(&keeper).source, CertificateSource::Public);
    assert_eq!(served_to_phone(&served, &root, BINGO).await.unwrap(), renewed);

    // At its end, and while the clock is wrong by years, the box serves its own certificate.
    for (now_ms, word) in [
        (second.until_ms, "ran out on"),
        (begin + 10 * YEAR_MS, "ran out on"),
        (begin - 30 * YEAR_MS, "set the clock"),
    ] {
        keeper.refresh(CertificateTime::at(now_ms)).await;
        let fallen = status(&keeper);
        assert_eq!(fallen.source, CertificateSource::Own);
        assert!(fallen.why.as_ref().is_some_and(|why| why.contains(word)), "{fallen:?}");
        assert!(served_to_phone(&served, &root, BINGO).await.is_none());
        assert!(!dir.join("trusted-until-ms").exists());
        keeper.refresh(CertificateTime::at(begin + LIFE_MS / 3)).await;
        let back = status(&keeper);
        assert_eq!((back.source, back.why), (CertificateSource::Public, None), "the clock was set");
        assert_eq!(served_to_phone(&served, &root, BINGO).await.unwrap(), renewed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_through_acme_dns_is_issued_and_a_wrong_password_is_not_tried_again_and_again() {
    let internet = Internet::open();
    let api = internet.acme_dns().await;
    let venue = tempfile::tempdir().unwrap();
    let open = |password| {
        let config = config(&venue.path().join("tls"), QUIZ, internet.by_acme_dns(api, password));
        Keeper::open(config, internet.options(), CertificateTime::at(real_now_ms())).unwrap().0
    };
    let mut keeper = open("open barley");
    for _ in 0..3 {
        keeper.refresh(CertificateTime::at(real_now_ms())).await;
        let refused = status(&keeper);
        assert_eq!(refused.source, CertificateSource::Own);
        let why = "there is no certificate yet; the acme-dns server does not know this user name with this password";
        assert_eq!(refused.why.unwrap(), why);
    }
    assert_eq!(internet.updates.load(Ordering::Relaxed), 1);
    let mut keeper = open("open sesame");
    keeper.refresh(CertificateTime::at(real_now_ms())).await;
    assert_eq!((status(&keeper).source, status(&keeper).why), (CertificateSource::Public, None));
    let root = internet.public_root().await;
    assert!(served_to_phone(&keeper.served(), &root, QUIZ).await.is_some());
    assert!(served_to_phone(&keeper.served(), &root, BINGO).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_a_foreign_name_and_a_wrong_clock_are_told_in_words() {
    let internet = Internet::open();
    let venue = tempfile::tempdir().unwrap();
    let now = real_now_ms();
    for (host, secret, now_ms, word) in [
        (BINGO, "d3Jvbmcga2V5", now, "does not accept the key"),
        (QUIZ, SECRET, now, "does not let this key write the record"),
        ("bingo.example.net", SECRET, now, "is not in the zone example.test."),
        (BINGO, SECRET, now - 20 * YEAR_MS, "cannot be reached"),
    ] {
        let config = config(&venue.path().join("tls"), host, internet.by_update(secret));
        let (mut keeper, _) = Keeper::open(config, internet.options(), CertificateTime::at(now_ms)).unwrap();
        keeper.refresh(CertificateTime::at(now_ms)).await;
        let refused = status(&keeper);
        assert_eq!(refused.source, CertificateSource::Own);
        assert!(refused.why.as_ref().is_some_and(|why| why.contains(word)), "{host}: {refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn open_sockets_survive_a_new_certificate_and_new_ones_see_it() {
    let internet = Internet::open();
    let venue = Venue::open().await;
    let before = venue.tls_stream().await;
    let old = before.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned();
    let mut socket = Client::open(before, "wss", "/api/board/socket", "").await;
    let hello = serde_json::json!({"t": "hello", "v": 1, "since": null});
    socket.say(&hello).await;
    socket.hear("snapshot").await;

    let dir = tempfile::tempdir().unwrap();
    let config = config(dir.path(), BINGO, internet.by_update(SECRET));
    let now = real_now_ms();
    let (mut keeper, _) = Keeper::open(config.clone(), internet.options(), CertificateTime::at(now)).unwrap();
    keeper.refresh(CertificateTime::at(now)).await;
    let selection = select(&config, CertificateTime::at(now)).unwrap();
    let own_root = CertificateDer::from_pem_slice(selection.own.ca_pem.as_bytes()).unwrap();
    venue.served.replace(selection.own.certified, selection.trusted);

    let root = internet.public_root().await;
    let trusted = served_by(&venue, &root, BINGO).await;
    let own = served_by(&venue, &own_root, "localhost").await;
    assert!(trusted != old && own != old && trusted != own);
    // The open socket goes on.
    socket.say(&hello).await;
    socket.hear("snapshot").await;
}

/// As [`served_to_phone`], but from an open venue.
async fn served_by(venue: &Venue, root: &CertificateDer<'_>, name: &str) -> CertificateDer<'static> {
    let mut roots = RootCertStore::empty();
    roots.add(root.clone().into_owned()).unwrap();
    let tcp = tokio::net::TcpStream::connect(venue.tls).await.unwrap();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let stream = patiently(connector(&Arc::new(roots)).connect(name, tcp)).await.unwrap();
    stream.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned()
}
