//! The box's own certificate authority: the source that needs neither internet nor a public name.
//!
//! Devices install `tls/ca.crt` once; the leaf below it is renewed when its names change or a new one would last
//! longer, and devices keep trusting it. The key of the authority is never replaced.
//!
//! Certificates begin at a time that is past for certain ([`CertificateTime::begin_ms`]), never at what a clock happens
//! to say: devices refuse what begins in their future, and no clock of the box would mend that.

use std::fs;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, SanType,
};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::store::{read, read_text, write};
use super::{DAY_MS, TlsError};
use crate::clock::CertificateTime;

/// Certificates start this much before that time, because clocks of phones and boxes differ.
pub(super) const SLACK_DAYS: i64 = 2;
/// Life of the authority. It is installed by hand once, so it must outlive the box.
const CA_DAYS: i64 = 3_652;
/// Life of the leaf, slack included. Apple refuses more than 825 days.
const LEAF_DAYS: i64 = 820;
/// The leaf is renewed when a new one would last this much longer.
const RENEW_DAYS: i64 = 90;
/// Names in every box's certificate.
const OWN_NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];
/// Names in one certificate, the box's own included.
const NAMES_MAX: usize = 32;

/// A certificate signed by the box's own authority.
#[derive(Clone, Debug)]
pub struct OwnCertificate {
    /// The leaf with its key.
    pub certified: Arc<CertifiedKey>,
    /// The authority's certificate, PEM, which devices install.
    pub ca_pem: String,
    /// SHA-256 of the authority's certificate, upper-case hex with colons, as devices show it.
    pub ca_fingerprint: String,
    /// The time in ms from which [`load_or_make`] renews the leaf, where certificates begin then.
    pub renew_at_ms: i64,
    /// Box time in ms at which the leaf expires.
    pub until_ms: i64,
}

/// What the leaf was made for, in `leaf.json` beside it: a start reads this instead of parsing certificates.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LeafNote {
    names: Vec<String>,
    pub(super) not_before_ms: i64,
    pub(super) not_after_ms: i64,
    ca_sha256: String,
    leaf_sha256: String,
}

/// Loads the box's certificates from `dir`, and makes those that are missing, too old or for other names.
/// `names` are DNS names and addresses besides localhost.
///
/// # Errors
/// [`TlsError`]; the key of the authority is never replaced once it exists.
pub fn load_or_make(
    dir: &Path,
    box_id: &str,
    names: &[String],
    time: CertificateTime,
) -> Result<OwnCertificate, TlsError> {
    fs::create_dir_all(dir).map_err(|source| TlsError::Files { path: dir.into(), source })?;
    let names = all_names(names)?;
    let ca = Authority::load_or_make(dir, box_id, time)?;
    let start_ms = start_ms(time);
    let (certified, note) = match load_leaf(dir, &ca, &names, start_ms) {
        Some(loaded) => loaded,
        None => make_leaf(dir, &ca, &names, start_ms)?,
    };
    Ok(OwnCertificate {
        certified: Arc::new(certified),
        ca_fingerprint: colons(&Sha256::digest(&ca.certificate)),
        ca_pem: ca.pem,
        renew_at_ms: note.not_before_ms + (SLACK_DAYS + RENEW_DAYS) * DAY_MS,
        until_ms: note.not_after_ms,
    })
}

/// Pairs a chain with its key.
///
/// # Errors
/// When the key cannot be used or belongs to another certificate.
pub(super) fn certified_key(
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
    fn load_or_make(dir: &Path, box_id: &str, time: CertificateTime) -> Result<Self, TlsError> {
        let (crt, key) = (dir.join("ca.crt"), dir.join("ca.key"));
        let damaged = || TlsError::Authority { path: dir.into() };
        if !key.exists() && crt.exists() {
            return Err(damaged());
        }
        if !key.exists() {
            write(&key, KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?.serialize_pem().as_bytes())?;
        }
        if !crt.exists() || begins_later(&crt, time.now_ms) {
            // The key alone is enough: devices that trust its old certificate accept what it signs. One that begins
            // in the future, made while the clock was wrong, is trusted by no device.
            let pair = KeyPair::from_pem(&read_text(&key)?.ok_or_else(damaged)?).map_err(|_| damaged())?;
            write(&crt, ca_params(box_id, start_ms(time))?.self_signed(&pair)?.pem().as_bytes())?;
        }
        let pem = read_text(&crt)?.ok_or_else(damaged)?;
        let certificate = CertificateDer::from_pem_slice(pem.as_bytes()).map_err(|_| damaged())?;
        // DER holds text unencoded. The certificate of another box would not chain to leaves signed here.
        let subject = format!("Hallbox {box_id}");
        if !certificate.windows(subject.len()).any(|part| part == subject.as_bytes()) {
            return Err(damaged());
        }
        let key_pem = read_text(&key)?.ok_or_else(damaged)?;
        let pair = KeyPair::from_pem(&key_pem).map_err(|_| damaged())?;
        let private = PrivateKeyDer::from_pem_slice(key_pem.as_bytes()).map_err(|_| damaged())?;
        certified_key(vec![certificate.clone()], private).map_err(|_| damaged())?;
        // An issuer is its name and its key, and the name follows from `box_id`.
        let issuer = Issuer::new(ca_params(box_id, start_ms(time))?, pair);
        Ok(Self { certificate, pem, issuer })
    }
}

/// Whether a certificate file begins after `now_ms`.
fn begins_later(file: &Path, now_ms: i64) -> bool {
    let Ok(certificate) = CertificateDer::from_pem_file(file) else { return false };
    let parsed = X509Certificate::from_der(&certificate);
    parsed.is_ok_and(|(_, parsed)| parsed.validity().not_before.timestamp().saturating_mul(1000) > now_ms)
}

/// When a certificate made now begins, ms since 1970.
fn start_ms(time: CertificateTime) -> i64 {
    // Certificates know whole seconds.
    let begin_ms = time.begin_ms - time.begin_ms.rem_euclid(1000);
    begin_ms - SLACK_DAYS * DAY_MS
}

fn ca_params(box_id: &str, start_ms: i64) -> Result<CertificateParams, TlsError> {
    let mut params = CertificateParams::new(Vec::new())?;
    params.distinguished_name.push(DnType::CommonName, format!("Hallbox {box_id}"));
    params.distinguished_name.push(DnType::OrganizationName, "Hallbox");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_life(&mut params, start_ms, CA_DAYS);
    Ok(params)
}

fn load_leaf(
    dir: &Path,
    ca: &Authority,
    names: &[String],
    start_ms: i64,
) -> Option<(CertifiedKey, LeafNote)> {
    let note: LeafNote = serde_json::from_slice(&read(&dir.join("leaf.json")).ok()?).ok()?;
    let leaf = CertificateDer::from_pem_file(dir.join("leaf.crt")).ok()?;
    let key = PrivateKeyDer::from_pem_file(dir.join("leaf.key")).ok()?;
    let still_good = note.names == names
        && note.ca_sha256 == colons(&Sha256::digest(&ca.certificate))
        && note.leaf_sha256 == colons(&Sha256::digest(&leaf))
        && (0..RENEW_DAYS * DAY_MS).contains(&(start_ms - note.not_before_ms));
    if !still_good {
        return None;
    }
    Some((certified_key(vec![leaf], key).ok()?, note))
}

fn make_leaf(
    dir: &Path,
    ca: &Authority,
    names: &[String],
    start_ms: i64,
) -> Result<(CertifiedKey, LeafNote), TlsError> {
    let pair = KeyPair::generate_for(&rcgen::PKCS_ECDSA_P256_SHA256)?;
    let mut params = CertificateParams::new(Vec::new())?;
    for name in names {
        params.subject_alt_names.push(match name.parse::<IpAddr>() {
            Ok(address) => SanType::IpAddress(address),
            Err(_) => SanType::DnsName(name.as_str().try_into()?),
        });
    }
    // No host name: it may be longer than the 64 bytes of a common name, and clients ignore the field.
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, "Hallbox");
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    set_life(&mut params, start_ms, LEAF_DAYS);
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
    Ok((certified_key(vec![leaf.der().clone()], key)?, note))
}

fn set_life(params: &mut CertificateParams, start_ms: i64, days: i64) {
    let start_ms = u64::try_from(start_ms).unwrap_or(0);
    let life_ms = u64::try_from(days * DAY_MS).expect("a positive constant");
    params.not_before = rcgen::date_time_ymd(1970, 1, 1) + Duration::from_secs(start_ms / 1000);
    params.not_after = params.not_before + Duration::from_millis(life_ms);
}

/// The given names and [`OWN_NAMES`], checked, without repeats, in a fixed order.
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
