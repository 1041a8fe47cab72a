use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{
    CipherSuite, ClientConfig, ClientConnection, HandshakeKind, RootCertStore, ServerConfig, ServerConnection,
};

use super::authority::{LeafNote, OwnCertificate, SLACK_DAYS, load_or_make};
use super::served::{has_aes, preference};
use super::*;
use crate::clock::CertificateTime;

/// 2026-11-20.
const NOW_MS: i64 = 1_795_132_800_000;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn made(dir: &Path, extra: &[&str], now_ms: i64) -> OwnCertificate {
    load_or_make(dir, "abcd1234", &names(extra), CertificateTime::at(now_ms)).unwrap()
}

fn file(dir: &Path, name: &str) -> Vec<u8> {
    fs::read(dir.join(name)).unwrap()
}

/// A device that trusts only the authority in `ca_pem`.
fn device(ca_pem: &str, versions: &[&'static rustls::SupportedProtocolVersion]) -> Arc<ClientConfig> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(ca_pem.as_bytes()).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(versions)
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Arc::new(config)
}

/// Handshakes with the box by this name.
fn handshake(own: &OwnCertificate, ca_pem: &str, name: &str) -> Result<ClientConnection, rustls::Error> {
    let server = Served::new(Arc::clone(&own.certified)).config().unwrap();
    meet(&device(ca_pem, rustls::ALL_VERSIONS), &server, name)
}

fn meet(
    device: &Arc<ClientConfig>,
    server: &Arc<ServerConfig>,
    name: &str,
) -> Result<ClientConnection, rustls::Error> {
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let mut client = ClientConnection::new(Arc::clone(device), name)?;
    let mut server = ServerConnection::new(Arc::clone(server))?;
    let mut wire = Vec::new();
    while client.wants_write() || server.wants_write() {
        client.write_tls(&mut wire).unwrap();
        server.read_tls(&mut wire.as_slice()).unwrap();
        server.process_new_packets()?;
        wire.clear();
        server.write_tls(&mut wire).unwrap();
        client.read_tls(&mut wire.as_slice()).unwrap();
        client.process_new_packets()?;
        wire.clear();
    }
    assert!(!client.is_handshaking() && !server.is_handshaking());
    Ok(client)
}

#[test]
fn who_comes_back_resumes_by_ticket_also_after_the_certificate_was_exchanged() {
    for version in rustls::ALL_VERSIONS {
        let dir = tempfile::tempdir().unwrap();
        let now_ms = real_now_ms();
        let tls = made(dir.path(), &[], now_ms);
        let served = Served::new(Arc::clone(&tls.certified));
        let server = served.config().unwrap();
        let phone = device(&tls.ca_pem, &[version]);
        let how = |device| meet(device, &server, "localhost").unwrap().handshake_kind();
        assert_eq!(how(&phone), Some(HandshakeKind::Full), "{version:?}");
        assert_eq!(how(&phone), Some(HandshakeKind::Resumed), "{version:?}");
        let other = made(dir.path(), &["other.example"], now_ms);
        served.replace(Arc::clone(&other.certified), None);
        assert_eq!(how(&phone), Some(HandshakeKind::Resumed), "{version:?}");
        let new = meet(&device(&tls.ca_pem, &[version]), &server, "other.example").unwrap();
        assert_eq!(new.peer_certificates().unwrap(), other.certified.cert);
    }
}

/// Handshakes judge certificates by the real clock.
fn real_now_ms() -> i64 {
    #[allow(clippy::disallowed_methods)] // a real handshake
    let now = jiff::Timestamp::now();
    now.as_millisecond()
}

#[test]
fn a_device_that_trusts_the_box_reaches_it_by_every_name_and_by_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let long = format!("{0}.{0}.example", "a".repeat(60));
    let tls = made(dir.path(), &["Hall.Example.", &long, "10.0.0.1"], real_now_ms());
    for name in ["hall.example", &long, "10.0.0.1", "localhost", "127.0.0.1", "::1"] {
        let client = handshake(&tls, &tls.ca_pem, name).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(client.protocol_version(), Some(rustls::ProtocolVersion::TLSv1_3));
        assert_eq!(client.alpn_protocol(), Some(b"http/1.1".as_slice()));
    }
    handshake(&tls, &tls.ca_pem, "bank.example").unwrap_err();
}

#[test]
fn another_box_is_not_trusted() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let now_ms = real_now_ms();
    let (here, there) = (made(one.path(), &[], now_ms), made(two.path(), &[], now_ms));
    handshake(&here, &there.ca_pem, "localhost").unwrap_err();
}

#[test]
fn a_restart_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let first = made(dir.path(), &["hall.example"], NOW_MS);
    let leaf = file(dir.path(), "leaf.crt");
    let again = made(dir.path(), &["hall.example"], NOW_MS + 89 * DAY_MS);
    assert_eq!(file(dir.path(), "leaf.crt"), leaf);
    assert_eq!(again.ca_fingerprint, first.ca_fingerprint);
    assert_eq!(again.renew_at_ms, first.renew_at_ms);
}

#[test]
fn the_leaf_is_renewed_by_the_same_authority_when_a_new_one_lasts_longer() {
    let dir = tempfile::tempdir().unwrap();
    let first = made(dir.path(), &[], NOW_MS);
    let leaf = file(dir.path(), "leaf.crt");
    made(dir.path(), &[], first.renew_at_ms - 1);
    assert_eq!(file(dir.path(), "leaf.crt"), leaf);
    let renewed = made(dir.path(), &[], first.renew_at_ms);
    assert_ne!(file(dir.path(), "leaf.crt"), leaf);
    assert_eq!(renewed.ca_pem, first.ca_pem);
}

#[test]
fn a_leaf_never_lives_longer_than_apple_accepts_and_starts_before_now() {
    let dir = tempfile::tempdir().unwrap();
    made(dir.path(), &[], NOW_MS);
    let note: LeafNote = serde_json::from_slice(&file(dir.path(), "leaf.json")).unwrap();
    assert!(note.not_after_ms - note.not_before_ms <= 825 * DAY_MS);
    assert_eq!(note.not_before_ms, NOW_MS - SLACK_DAYS * DAY_MS);
}

#[test]
fn other_names_a_clock_set_back_and_damaged_files_make_a_new_leaf() {
    let dir = tempfile::tempdir().unwrap();
    let now_ms = real_now_ms();
    let spoil: [&dyn Fn(); 4] = [
        &|| fs::write(dir.path().join("leaf.crt"), "nonsense").unwrap(),
        &|| fs::write(dir.path().join("leaf.json"), "{}").unwrap(),
        &|| fs::remove_file(dir.path().join("leaf.key")).unwrap(),
        // A key of its own is valid, but not the leaf's.
        &|| fs::copy(dir.path().join("ca.key"), dir.path().join("leaf.key")).map(|_| ()).unwrap(),
    ];
    let ca = made(dir.path(), &[], now_ms).ca_pem;
    for spoil in spoil {
        spoil();
        handshake(&made(dir.path(), &[], now_ms), &ca, "localhost").unwrap();
    }
    let leaf = file(dir.path(), "leaf.crt");
    handshake(&made(dir.path(), &["new.example"], now_ms), &ca, "new.example").unwrap();
    let renamed = file(dir.path(), "leaf.crt");
    assert_ne!(renamed, leaf);
    made(dir.path(), &["new.example"], now_ms - 30 * DAY_MS);
    assert_ne!(file(dir.path(), "leaf.crt"), renamed);
}

#[test]
fn a_broken_authority_is_reported_and_never_replaced() {
    let dir = tempfile::tempdir().unwrap();
    let ca = made(dir.path(), &[], NOW_MS).ca_pem;
    let key = file(dir.path(), "ca.key");
    let refused = |box_id: &str| {
        let tried = load_or_make(dir.path(), box_id, &[], CertificateTime::at(NOW_MS));
        matches!(tried, Err(TlsError::Authority { .. }))
    };
    assert!(refused("wxyz9876"), "the certificates of another box");
    fs::copy(dir.path().join("leaf.key"), dir.path().join("ca.key")).unwrap();
    assert!(refused("abcd1234"), "a key that is not the certificate's");
    fs::remove_file(dir.path().join("ca.key")).unwrap();
    assert!(refused("abcd1234"), "no key");
    assert_eq!(file(dir.path(), "ca.crt"), ca.as_bytes());
    fs::write(dir.path().join("ca.key"), key).unwrap();
    assert_eq!(made(dir.path(), &[], NOW_MS).ca_pem, ca);
}

#[test]
fn a_lost_ca_certificate_is_made_again_and_old_trust_holds() {
    let dir = tempfile::tempdir().unwrap();
    let now_ms = real_now_ms();
    let old = made(dir.path(), &[], now_ms - DAY_MS).ca_pem;
    fs::remove_file(dir.path().join("ca.crt")).unwrap();
    let tls = made(dir.path(), &[], now_ms);
    assert_ne!(tls.ca_pem, old);
    handshake(&tls, &old, "localhost").unwrap();
}

#[test]
fn nobody_else_can_read_the_keys() {
    let dir = tempfile::tempdir().unwrap();
    made(dir.path(), &[], NOW_MS);
    for name in ["ca.key", "leaf.key"] {
        assert_eq!(
            fs::metadata(dir.path().join(name)).unwrap().permissions().mode() & 0o777,
            0o600,
            "{name}"
        );
    }
}

#[test]
fn what_is_no_name_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["", "a b", "*.example", "-a.example", "a..b", "https://a", &"a".repeat(64), "ü.example"] {
        let tried = load_or_make(dir.path(), "abcd1234", &names(&[name]), CertificateTime::at(NOW_MS));
        assert!(matches!(tried, Err(TlsError::Name(_))), "{name:?}");
    }
    let many: Vec<String> = (0..40).map(|i| format!("h{i}.example")).collect();
    let tried = load_or_make(dir.path(), "abcd1234", &many, CertificateTime::at(NOW_MS));
    assert!(matches!(tried, Err(TlsError::Name(_))));
}

#[test]
fn the_box_chooses_what_costs_it_least_whatever_the_device_likes_best() {
    let dir = tempfile::tempdir().unwrap();
    let now_ms = real_now_ms();
    let tls = made(dir.path(), &[], now_ms);
    let server = Served::new(Arc::clone(&tls.certified)).config().unwrap();
    let likes = |reversed: bool| {
        let mut provider = rustls::crypto::aws_lc_rs::default_provider();
        if reversed {
            provider.cipher_suites.reverse();
        }
        let mut roots = RootCertStore::empty();
        roots.add(CertificateDer::from_pem_slice(tls.ca_pem.as_bytes()).unwrap()).unwrap();
        let device = ClientConfig::builder_with_provider(Arc::new(provider))
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        meet(&Arc::new(device), &server, "localhost").unwrap().negotiated_cipher_suite().unwrap().suite()
    };
    let chosen = [likes(false), likes(true)];
    assert_eq!(chosen[0], chosen[1]);
    let cheap = [CipherSuite::TLS13_CHACHA20_POLY1305_SHA256, CipherSuite::TLS13_AES_128_GCM_SHA256];
    assert_eq!(chosen[0], cheap[usize::from(has_aes())]);
    assert_eq!(preference(cheap[0], false), 0);
    assert!(preference(cheap[1], true) < preference(cheap[0], true));
}

/// A moment on a box that was built at `begin_ms`.
fn doubtful(now_ms: i64, begin_ms: i64) -> CertificateTime {
    CertificateTime { begin_ms, ..CertificateTime::at(now_ms) }
}

#[test]
fn a_clock_that_is_years_ahead_makes_no_certificate_that_devices_refuse() {
    let dir = tempfile::tempdir().unwrap();
    let built_ms = real_now_ms();
    let own =
        load_or_make(dir.path(), "abcd1234", &[], doubtful(built_ms + 9 * 365 * DAY_MS, built_ms)).unwrap();
    handshake(&own, &own.ca_pem, "localhost").unwrap();
}

#[test]
fn certificates_from_a_year_to_come_are_made_again_when_the_clock_was_put_back() {
    let dir = tempfile::tempdir().unwrap();
    let now_ms = real_now_ms();
    let wrong = made(dir.path(), &[], now_ms + 9 * 365 * DAY_MS);
    handshake(&wrong, &wrong.ca_pem, "localhost").unwrap_err();
    let key = file(dir.path(), "ca.key");
    let right = load_or_make(dir.path(), "abcd1234", &[], doubtful(now_ms, now_ms - DAY_MS)).unwrap();
    handshake(&right, &right.ca_pem, "localhost").unwrap();
    assert_eq!(file(dir.path(), "ca.key"), key);
}
