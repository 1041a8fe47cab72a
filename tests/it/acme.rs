//! The TLS ladder with a real certificate authority and a real name server.

mod outdoors;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use machine::network::acme::Keeper;
use machine::network::tls::Served;
use machine::network::tls::ladder::{Ground, Rung, Standing, climb};
use machine::settings::{Acme, Certificate};
use rustls::RootCertStore;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::TlsAcceptor;

use self::outdoors::{BINGO, LIFE_MS, Outdoors, QUIZ, SECRET, connector, real_now_ms};
use crate::edge::kit::{Client, Venue, patiently};

const YEAR_MS: i64 = 365 * 24 * 60 * 60 * 1000;

fn ground(dir: &Path, host: &str, acme: Acme) -> Ground {
    Ground {
        dir: dir.to_owned(),
        box_id: "abcd1234".to_owned(),
        host: host.to_owned(),
        names: vec![host.to_owned()],
        wanted: Certificate::Acme(acme),
    }
}

fn standing(keeper: &Keeper) -> Standing {
    keeper.told().borrow().clone()
}

/// A phone that trusts only `root` comes by this name: the certificate it was shown, if it accepts it.
async fn shown(
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
    let mut outdoors = Outdoors::open();
    let venue = tempfile::tempdir().unwrap();
    let dir = venue.path().join("tls");
    let ground = ground(&dir, BINGO, outdoors.by_update(SECRET));
    let begin = real_now_ms();
    let (mut keeper, ca_pem) = Keeper::open(ground.clone(), outdoors.outside(), begin).unwrap();
    assert_eq!(standing(&keeper).why.unwrap(), "there is no certificate yet");

    // Issued.
    keeper.look(begin).await;
    let first = standing(&keeper);
    assert_eq!((first.rung, &first.why), (Rung::Public, &None));
    assert!((begin - 5_000..begin + 60_000).contains(&(first.until_ms - LIFE_MS)), "{first:?}");
    assert_eq!(first.reminder(begin), None);
    let root = outdoors.public_root().await;
    let own_root = CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap();
    let served = keeper.served();
    let leaf = shown(&served, &root, BINGO).await.unwrap();
    assert!(shown(&served, &root, "localhost").await.is_none(), "nobody vouches for that name");
    assert!(shown(&served, &own_root, "localhost").await.is_some(), "but the box");
    assert_eq!(outdoors.record(&format!("_acme-challenge.{BINGO}")), "", "the record is taken away");
    for file in ["public.pem", "acme-account.json"] {
        assert_eq!(fs::metadata(dir.join(file)).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    let note = fs::read_to_string(dir.join("trusted-until-ms")).unwrap();
    assert_eq!(note.trim().parse::<i64>().unwrap(), first.until_ms);

    // Not before a third of its life is left; then at once, with the same account.
    keeper.look(first.renew_at_ms - 1).await;
    assert_eq!(shown(&served, &root, BINGO).await.unwrap(), leaf);
    let account = fs::read(dir.join("acme-account.json")).unwrap();
    keeper.look(first.renew_at_ms).await;
    let second = standing(&keeper);
    assert!(second.why.is_none() && second.until_ms >= first.until_ms, "{second:?}");
    let renewed = shown(&served, &root, BINGO).await.unwrap();
    assert_ne!(renewed, leaf);
    assert_eq!(fs::read(dir.join("acme-account.json")).unwrap(), account);

    // Offline: it is used to its end, also after a restart, and the box says what is wrong.
    outdoors.stop_pebble();
    keeper.look(second.until_ms - 1).await;
    let dark = standing(&keeper);
    assert_eq!((dark.rung, dark.reminder(second.until_ms - 1)), (Rung::Public, Some(1)));
    assert!(dark.why.unwrap().starts_with("localhost cannot be reached: "));
    let (mut keeper, _) = Keeper::open(ground, outdoors.outside(), second.renew_at_ms).unwrap();
    let served = keeper.served();
    assert_eq!(standing(&keeper).rung, Rung::Public);
    assert_eq!(shown(&served, &root, BINGO).await.unwrap(), renewed);

    // At its end, and by a clock that is wrong by years, the box stands on its own; and climbs back.
    for (now_ms, word) in [
        (second.until_ms, "ran out on"),
        (begin + 10 * YEAR_MS, "ran out on"),
        (begin - 30 * YEAR_MS, "set the clock"),
    ] {
        keeper.look(now_ms).await;
        let fallen = standing(&keeper);
        assert_eq!(fallen.rung, Rung::Own);
        assert!(fallen.why.as_ref().is_some_and(|why| why.contains(word)), "{fallen:?}");
        assert!(shown(&served, &root, BINGO).await.is_none());
        assert!(!dir.join("trusted-until-ms").exists());
        keeper.look(begin + LIFE_MS / 3).await;
        let back = standing(&keeper);
        assert_eq!((back.rung, back.why), (Rung::Public, None), "the clock was set");
        assert_eq!(shown(&served, &root, BINGO).await.unwrap(), renewed);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_through_acme_dns_is_issued_and_a_wrong_password_is_not_tried_again_and_again() {
    let outdoors = Outdoors::open();
    let api = outdoors.acme_dns().await;
    let venue = tempfile::tempdir().unwrap();
    let open = |password| {
        let ground = ground(&venue.path().join("tls"), QUIZ, outdoors.by_acme_dns(api, password));
        Keeper::open(ground, outdoors.outside(), real_now_ms()).unwrap().0
    };
    let mut keeper = open("open barley");
    for _ in 0..3 {
        keeper.look(real_now_ms()).await;
        let refused = standing(&keeper);
        assert_eq!(refused.rung, Rung::Own);
        let why = "there is no certificate yet; the acme-dns server does not know this user name with this password";
        assert_eq!(refused.why.unwrap(), why);
    }
    assert_eq!(outdoors.updates.load(Ordering::Relaxed), 1);
    let mut keeper = open("open sesame");
    keeper.look(real_now_ms()).await;
    assert_eq!((standing(&keeper).rung, standing(&keeper).why), (Rung::Public, None));
    let root = outdoors.public_root().await;
    assert!(shown(&keeper.served(), &root, QUIZ).await.is_some());
    assert!(shown(&keeper.served(), &root, BINGO).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_a_foreign_name_and_a_wrong_clock_are_told_in_words() {
    let outdoors = Outdoors::open();
    let venue = tempfile::tempdir().unwrap();
    let now = real_now_ms();
    for (host, secret, now_ms, word) in [
        (BINGO, "d3Jvbmcga2V5", now, "does not accept the key"),
        (QUIZ, SECRET, now, "does not let this key write the record"),
        ("bingo.example.net", SECRET, now, "is not in the zone example.test."),
        (BINGO, SECRET, now - 20 * YEAR_MS, "cannot be reached"),
    ] {
        let ground = ground(&venue.path().join("tls"), host, outdoors.by_update(secret));
        let (mut keeper, _) = Keeper::open(ground, outdoors.outside(), now_ms).unwrap();
        keeper.look(now_ms).await;
        let refused = standing(&keeper);
        assert_eq!(refused.rung, Rung::Own);
        assert!(refused.why.as_ref().is_some_and(|why| why.contains(word)), "{host}: {refused:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn open_sockets_survive_a_new_certificate_and_new_ones_see_it() {
    let outdoors = Outdoors::open();
    let venue = Venue::open().await;
    let before = venue.tls_stream().await;
    let old = before.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned();
    let mut socket = Client::open(before, "wss", "/api/board/socket", "").await;
    let hello = serde_json::json!({"t": "hello", "v": 1, "since": null});
    socket.say(&hello).await;
    socket.hear("snapshot").await;

    let dir = tempfile::tempdir().unwrap();
    let ground = ground(dir.path(), BINGO, outdoors.by_update(SECRET));
    let now = real_now_ms();
    let (mut keeper, _) = Keeper::open(ground.clone(), outdoors.outside(), now).unwrap();
    keeper.look(now).await;
    let step = climb(&ground, now).unwrap();
    let own_root = CertificateDer::from_pem_slice(step.own.ca_pem.as_bytes()).unwrap();
    venue.served.show(step.own.own, step.trusted);

    let root = outdoors.public_root().await;
    let trusted = shown_at(&venue, &root, BINGO).await;
    let own = shown_at(&venue, &own_root, "localhost").await;
    assert!(trusted != old && own != old && trusted != own);
    // The socket from before is served on.
    socket.say(&hello).await;
    socket.hear("snapshot").await;
}

/// As [`shown`], but at the door of an open venue.
async fn shown_at(venue: &Venue, root: &CertificateDer<'_>, name: &str) -> CertificateDer<'static> {
    let mut roots = RootCertStore::empty();
    roots.add(root.clone().into_owned()).unwrap();
    let tcp = tokio::net::TcpStream::connect(venue.tls).await.unwrap();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let stream = patiently(connector(&Arc::new(roots)).connect(name, tcp)).await.unwrap();
    stream.get_ref().1.peer_certificates().unwrap()[0].clone().into_owned()
}
