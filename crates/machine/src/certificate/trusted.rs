//! A certificate signed by another authority, and whether phones would accept it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::DAY_MS;
use super::authority::certified_key;

/// How far the box's clock may be behind a certificate's first moment, ms. Phones check it by their own clocks, so
/// a box whose clock is a little slow serves a new certificate all the same.
const BEHIND_MS: i64 = DAY_MS / 2;
/// Bytes read of a file: a chain and its key are a tenth of this.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// A chain with its key, and what its first certificate says.
#[derive(Clone, Debug)]
pub struct TrustedCertificate {
    pub(super) certified: Arc<CertifiedKey>,
    /// Validity, ms since 1970.
    not_before_ms: i64,
    pub(super) not_after_ms: i64,
    names: Vec<String>,
}

/// Why a certificate is not served, in words for the organiser.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unusable {
    /// Nothing has been fetched yet.
    #[error("there is no certificate yet")]
    Missing,
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, io::Error),
    #[error("there is no certificate in {0}: it has to hold a block that begins with BEGIN CERTIFICATE")]
    NoCertificate(PathBuf),
    #[error("there is no key in {0}, or it asks for a password: write it without one")]
    NoKey(PathBuf),
    #[error(
        "the certificate and the key do not belong together: take both from the same folder; \
         the certificate of the box comes first in its file"
    )]
    Pair,
    #[error("the certificate is for {}, not for {host}", listed(.names))]
    Name { host: String, names: Vec<String> },
    #[error(
        "the certificate is good from {} on, and the box's clock says {}: set the clock",
        date(*.from_ms),
        date(*.now_ms)
    )]
    NotYet { from_ms: i64, now_ms: i64 },
    #[error(
        "the certificate ran out on {}, and the box's clock says {}: bring a new one, \
         or set the clock if it is wrong",
        date(*.until_ms),
        date(*.now_ms)
    )]
    Expired { until_ms: i64, now_ms: i64 },
}

impl TrustedCertificate {
    /// Reads a chain, the box's own certificate first, and its key; both may be in one file.
    ///
    /// # Errors
    /// [`Unusable`], when they cannot be used at any time for any name.
    pub(super) fn read(chain: &Path, key: &Path) -> Result<Self, Unusable> {
        let none = || Unusable::NoCertificate(chain.to_owned());
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes(chain)?).collect();
        let certificates = certificates.map_err(|_| none())?;
        let private =
            PrivateKeyDer::from_pem_slice(&bytes(key)?).map_err(|_| Unusable::NoKey(key.to_owned()))?;
        let leaf = certificates.first().ok_or_else(none)?.clone();
        let (_, parsed) = X509Certificate::from_der(&leaf).map_err(|_| none())?;
        let (from, until) = (parsed.validity().not_before, parsed.validity().not_after);
        let names = dns_names(&parsed);
        let certified = certified_key(certificates, private).map_err(|_| Unusable::Pair)?;
        Ok(Self {
            certified: Arc::new(certified),
            not_before_ms: from.timestamp().saturating_mul(1000),
            not_after_ms: until.timestamp().saturating_mul(1000),
            names,
        })
    }

    /// Whether the certificate is for this name.
    pub(super) fn covers(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        self.names.iter().any(|own| match own.strip_prefix("*.") {
            // A star matches exactly one label.
            Some(rest) => name.split_once('.').is_some_and(|(_, parent)| parent == rest),
            None => *own == name,
        })
    }

    /// Checks whether phones that come by the name `host` would accept the certificate at box time `now_ms`.
    ///
    /// # Errors
    /// [`Unusable`] says why they would not.
    pub(super) fn check(&self, host: &str, now_ms: i64) -> Result<(), Unusable> {
        if !self.covers(host) {
            return Err(Unusable::Name { host: host.to_owned(), names: self.names.clone() });
        }
        if now_ms < self.not_before_ms - BEHIND_MS {
            return Err(Unusable::NotYet { from_ms: self.not_before_ms, now_ms });
        }
        if now_ms >= self.not_after_ms {
            return Err(Unusable::Expired { until_ms: self.not_after_ms, now_ms });
        }
        Ok(())
    }

    /// When it should be renewed, ms since 1970: one third of its validity is left.
    pub(super) fn renew_at_ms(&self) -> i64 {
        self.not_after_ms - (self.not_after_ms - self.not_before_ms) / 3
    }
}

fn dns_names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(names)) = certificate.subject_alternative_name() else { return Vec::new() };
    let dns = names.value.general_names.iter().filter_map(|name| match name {
        GeneralName::DNSName(name) => Some(name.to_ascii_lowercase()),
        _ => None,
    });
    dns.collect()
}

fn bytes(path: &Path) -> Result<Vec<u8>, Unusable> {
    use io::Read as _;
    let read = || {
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(FILE_BYTES_MAX).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| Unusable::Unreadable(path.to_owned(), error))
}

/// The first names of a certificate, for an error message.
fn listed(names: &[String]) -> String {
    const NAMES_SHOWN: usize = 4;
    match names {
        [] => "no name at all".to_owned(),
        few if few.len() <= NAMES_SHOWN => few.join(", "),
        many => format!("{} and {} more", many[..NAMES_SHOWN].join(", "), many.len() - NAMES_SHOWN),
    }
}

/// The day of a moment, for messages.
pub(super) fn date(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).unwrap_or_default().strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests;
