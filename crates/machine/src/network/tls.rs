//! A certificate authority of the box's own: the rung of the ladder that works with no internet
//! and no name.
//!
//! Guests' and staff's devices install `tls/ca.crt` once; the leaf below it is renewed as often as
//! names or time demand without anybody noticing.

use std::fs;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, SanType,
};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{CipherSuite, ServerConfig};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::files;

pub mod held;
pub mod ladder;
mod served;

pub use served::Served;

/// Milliseconds of a day.
pub(super) const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Certificates start this much before now, because clocks of phones and boxes differ.
const SLACK_DAYS: i64 = 2;
/// Life of the authority: installed once by hand, so longer than a box lives.
const CA_DAYS: i64 = 3_652;
/// Life of the leaf, slack included. Apple refuses more than 825 days.
const LEAF_DAYS: i64 = 820;
/// The leaf is renewed when less than this is left: a third.
const RENEW_DAYS: i64 = LEAF_DAYS / 3;
/// Names every box answers to.
const OWN_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
/// Names beyond this do not belong to one box.
const NAMES_MAX: usize = 32;

/// Why there is no certificate.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The files cannot be read or written.
    #[error("the certificates in {path} cannot be read or written: {source}")]
    Files {
        /// The file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// `ca.key` or `ca.crt` is damaged, missing, or another box's. It is not replaced silently: every
    /// phone that trusts it would stop doing so.
    #[error(
        "the box's certificate authority in {path} is damaged or another box's: restore both files, or remove both and install the new one on every device"
    )]
    Authority {
        /// The folder.
        path: PathBuf,
    },
    /// A name that cannot stand in a certificate, or too many of them.
    #[error("`{0}` cannot be a name of this box")]
    Name(String),
    /// A certificate could not be made.
    #[error("a certificate could not be made: {0}")]
    Make(#[from] rcgen::Error),
    /// The TLS library refuses the certificate.
    #[error("the certificate cannot be used: {0}")]
    Use(#[from] rustls::Error),
}

/// What the box serves TLS with when nobody else vouches for it.
#[derive(Clone, Debug)]
pub struct Tls {
    /// The leaf with its key, for [`Served`].
    pub own: Arc<CertifiedKey>,
    /// The authority's certificate, PEM: what the install page hands out.
    pub ca_pem: String,
    /// SHA-256 of the authority's certificate, upper-case hex with colons, as devices show it.
    pub ca_fingerprint: String,
    /// Box time in ms at which [`load_or_make`] would renew the leaf: call it again then.
    pub renew_at_ms: i64,
    /// Box time in ms at which the leaf runs out.
    pub until_ms: i64,
}

/// What the leaf was made for; stands beside it, so that nothing has to parse certificates.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
struct LeafNote {
    names: Vec<String>,
    not_before_ms: i64,
    not_after_ms: i64,
    ca_sha256: String,
    leaf_sha256: String,
}

/// Loads the certificates of a box from `dir`, making what is missing, too old or for other names.
/// `names` are DNS names and addresses besides localhost; `now_ms` is box time.
///
/// # Errors
/// [`TlsError`]; the authority is never replaced once it exists.
pub fn load_or_make(dir: &Path, box_id: &str, names: &[String], now_ms: i64) -> Result<Tls, TlsError> {
    fs::create_dir_all(dir).map_err(|source| TlsError::Files { path: dir.into(), source })?;
    let names = all_names(names)?;
    let ca = Authority::load_or_make(dir, box_id, now_ms)?;
    let (own, note) = match load_leaf(dir, &ca, &names, now_ms) {
        Some(loaded) => loaded,
        None => make_leaf(dir, &ca, &names, now_ms)?,
    };
    Ok(Tls {
        own: Arc::new(own),
        ca_fingerprint: colons(&Sha256::digest(&ca.certificate)),
        ca_pem: ca.pem,
        renew_at_ms: note.not_after_ms - RENEW_DAYS * DAY_MS,
        until_ms: note.not_after_ms,
    })
}

/// The server side of TLS: 1.2 and 1.3, HTTP/1.1 only, tickets instead of a session store.
///
/// # Errors
/// [`TlsError::Use`] when there are no random numbers for the tickets' key.
pub fn server_config(certificates: Arc<dyn ResolvesServerCert>) -> Result<ServerConfig, TlsError> {
    let mut provider = rustls::crypto::aws_lc_rs::default_provider();
    let aes_is_fast = has_aes();
    provider.cipher_suites.sort_by_key(|suite| preference(suite.suite(), aes_is_fast));
    let mut config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?
        .with_no_client_auth()
        .with_cert_resolver(certificates);
    // All suites are sound; what counts is that one box encrypts for hundreds of phones.
    config.ignore_client_order = true;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    // A hall of phones coming back at once is cheap with tickets, and the box keeps nothing for them.
    config.ticketer = rustls::crypto::aws_lc_rs::Ticketer::new()?;
    config.send_tls13_tickets = 1;
    config.session_storage = Arc::new(NoServerSessionStorage {});
    Ok(config)
}

/// Whether the processor has instructions for AES. A Raspberry Pi 3 or 4 has none, a Pi 5 has.
fn has_aes() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("aes");
    #[cfg(target_arch = "aarch64")]
    return std::arch::is_aarch64_feature_detected!("aes");
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    return false;
}

/// Place of a suite in the box's order: what costs it least comes first.
fn preference(suite: CipherSuite, aes_is_fast: bool) -> u8 {
    use CipherSuite as Suite;
    match suite {
        Suite::TLS13_CHACHA20_POLY1305_SHA256
        | Suite::TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
        | Suite::TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 => u8::from(aes_is_fast) * 3,
        Suite::TLS13_AES_128_GCM_SHA256
        | Suite::TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
        | Suite::TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 => 1,
        _ => 2,
    }
}

/// A chain with its key.
///
/// # Errors
/// When the key cannot be used or belongs to another certificate.
fn certified(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<CertifiedKey, rustls::Error> {
    CertifiedKey::from_der(chain, key, &rustls::crypto::aws_lc_rs::default_provider())
}

struct Authority {
    certificate: CertificateDer<'static>,
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn load_or_make(dir: &Path, box_id: &str, now_ms: i64) -> Result<Self, TlsError> {
        let (crt, key) = (dir.join("ca.crt"), dir.join("ca.key"));
        let damaged = || TlsError::Authority { path: dir.into() };
        if !key.exists() && crt.exists() {
            return Err(damaged());
        }
        if !key.exists() {
            write(&key, KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?.serialize_pem().as_bytes())?;
        }
        if !crt.exists() {
            // A key alone is enough: devices that trust its old certificate accept what it signs.
            let pair = KeyPair::from_pem(&text(&key)?.ok_or_else(damaged)?).map_err(|_| damaged())?;
            write(&crt, ca_params(box_id, now_ms)?.self_signed(&pair)?.pem().as_bytes())?;
        }
        let pem = text(&crt)?.ok_or_else(damaged)?;
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| damaged())?;
        // Text stands in DER as it is. A certificate of another box would not chain to what we sign.
        let subject = format!("Hallbox {box_id}");
        if !certificate.windows(subject.len()).any(|part| part == subject.as_bytes()) {
            return Err(damaged());
        }
        let key_pem = text(&key)?.ok_or_else(damaged)?;
        let pair = KeyPair::from_pem(&key_pem).map_err(|_| damaged())?;
        let private = PrivateKeyDer::from_pem_slice(key_pem.as_bytes()).map_err(|_| damaged())?;
        certified(vec![certificate.clone()], private).map_err(|_| damaged())?;
        // The issuer needs its name and key only, both of which follow from what we have.
        let issuer = Issuer::new(ca_params(box_id, now_ms)?, pair);
        Ok(Self { certificate, pem, issuer })
    }
}

fn ca_params(box_id: &str, now_ms: i64) -> Result<CertificateParams, TlsError> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, format!("Hallbox {box_id}"));
    params.distinguished_name.push(DnType::OrganizationName, "Hallbox");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_life(&mut params, now_ms, CA_DAYS);
    Ok(params)
}

fn load_leaf(dir: &Path, ca: &Authority, names: &[String], now_ms: i64) -> Option<(CertifiedKey, LeafNote)> {
    let note: LeafNote = serde_json::from_slice(&read(&dir.join("leaf.json")).ok()?).ok()?;
    let leaf = CertificateDer::from_pem_file(dir.join("leaf.crt")).ok()?;
    let key = PrivateKeyDer::from_pem_file(dir.join("leaf.key")).ok()?;
    let still_good = note.names == names
        && note.ca_sha256 == colons(&Sha256::digest(&ca.certificate))
        && note.leaf_sha256 == colons(&Sha256::digest(&leaf))
        && note.not_before_ms <= now_ms
        && now_ms < note.not_after_ms - RENEW_DAYS * DAY_MS;
    if !still_good {
        return None;
    }
    Some((certified(vec![leaf], key).ok()?, note))
}

fn make_leaf(
    dir: &Path,
    ca: &Authority,
    names: &[String],
    now_ms: i64,
) -> Result<(CertifiedKey, LeafNote), TlsError> {
    let pair = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
    let mut params = CertificateParams::new(Vec::new())?;
    for name in names {
        params.subject_alt_names.push(match name.parse::<IpAddr>() {
            Ok(address) => SanType::IpAddress(address),
            Err(_) => SanType::DnsName(name.as_str().try_into()?),
        });
    }
    // Never a host name: those may be longer than the 64 bytes a common name has, and nobody reads it.
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Hallbox");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    set_life(&mut params, now_ms, LEAF_DAYS);
    let leaf = params.signed_by(&pair, &ca.issuer)?;
    let note = LeafNote {
        names: names.to_vec(),
        not_before_ms: params.not_before.unix_timestamp() * 1000,
        not_after_ms: params.not_after.unix_timestamp() * 1000,
        ca_sha256: colons(&Sha256::digest(&ca.certificate)),
        leaf_sha256: colons(&Sha256::digest(leaf.der())),
    };
    write(&dir.join("leaf.key"), pair.serialize_pem().as_bytes())?;
    write(&dir.join("leaf.crt"), leaf.pem().as_bytes())?;
    let note_json = serde_json::to_vec(&note).expect("texts and numbers always serialise");
    write(&dir.join("leaf.json"), &note_json)?;
    let key =
        PrivateKeyDer::try_from(pair.serialize_der()).map_err(|_| rcgen::Error::CouldNotParseKeyPair)?;
    Ok((certified(vec![leaf.der().clone()], key)?, note))
}

fn set_life(params: &mut CertificateParams, now_ms: i64, days: i64) {
    let start_ms = u64::try_from(now_ms - SLACK_DAYS * DAY_MS).unwrap_or(0);
    let life_ms = u64::try_from(days * DAY_MS).expect("a positive constant");
    params.not_before = rcgen::date_time_ymd(1970, 1, 1) + Duration::from_secs(start_ms / 1000);
    params.not_after = params.not_before + Duration::from_millis(life_ms);
}

/// The names given and our own, checked, without repeats, in a fixed order.
fn all_names(given: &[String]) -> Result<Vec<String>, TlsError> {
    let mut names: Vec<String> = Vec::new();
    for name in given.iter().map(String::as_str).chain(OWN_NAMES) {
        let name = name.trim().trim_end_matches('.').to_ascii_lowercase();
        if !is_name(&name) || names.len() >= NAMES_MAX {
            return Err(TlsError::Name(name));
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.parse::<IpAddr>().is_ok() || (name.len() <= 253 && name.split('.').all(label))
}

/// Upper-case hex with colons, as devices show fingerprints.
#[must_use]
pub fn colons(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

/// The file as text, if it is one.
fn text(path: &Path) -> Result<Option<String>, TlsError> {
    Ok(String::from_utf8(read(path)?).ok())
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    fs::read(path).map_err(|source| TlsError::Files { path: path.into(), source })
}

/// Writes a file nobody else may read.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), TlsError> {
    files::replace(path, bytes, 0o600).map_err(|source| TlsError::Files { path: path.into(), source })
}

#[cfg(test)]
mod tests;
