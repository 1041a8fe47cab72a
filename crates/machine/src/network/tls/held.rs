//! A certificate that somebody else signed, and whether it is fit to be shown.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::CertifiedKey;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer as _, X509Certificate};

use super::{DAY_MS, certified};

/// Phones go by their own clocks, so a box that is a little behind the authority shows a new certificate all
/// the same. Half a day off is no longer a little.
const BEHIND_MS: i64 = DAY_MS / 2;
/// Beyond this a file is no certificate, in bytes.
const FILE_BYTES_MAX: u64 = 256 * 1024;

/// A chain with its key, and what its first certificate says.
#[derive(Clone, Debug)]
pub struct Held {
    /// For handshakes.
    pub certified: Arc<CertifiedKey>,
    /// First moment of its life, ms since 1970.
    pub not_before_ms: i64,
    /// Last moment of its life, ms since 1970.
    pub not_after_ms: i64,
    names: Vec<String>,
}

/// Why a certificate is not shown, in words for the organiser.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// Nothing has been fetched yet.
    #[error("there is no certificate yet")]
    Missing,
    /// The file cannot be read.
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, io::Error),
    /// The file holds no certificate.
    #[error("there is no certificate in {0}: it has to hold a block that begins with BEGIN CERTIFICATE")]
    NoCertificate(PathBuf),
    /// The file holds no key.
    #[error("there is no key in {0}, or it asks for a password: write it without one")]
    NoKey(PathBuf),
    /// Certificate and key are not a pair.
    #[error(
        "the certificate and the key do not belong together: take both from the same folder; the certificate of the box comes first in its file"
    )]
    Pair,
    /// For another name.
    #[error("the certificate is for {}, not for {host}", listed(.names))]
    Name {
        /// The name guests use.
        host: String,
        /// The names in it.
        names: Vec<String>,
    },
    /// Its life has not begun, by the box's clock.
    #[error(
        "the certificate is good from {} on, and the box's clock says {}: set the clock",
        date(*.from_ms),
        date(*.now_ms)
    )]
    NotYet {
        /// Begin of its life.
        from_ms: i64,
        /// Box time.
        now_ms: i64,
    },
    /// Its life is over, by the box's clock.
    #[error(
        "the certificate ran out on {}, and the box's clock says {}: bring a new one, or set the clock if it is wrong",
        date(*.until_ms),
        date(*.now_ms)
    )]
    Over {
        /// End of its life.
        until_ms: i64,
        /// Box time.
        now_ms: i64,
    },
}

impl Held {
    /// Reads a chain, the box's own certificate first, and its key; both may be in one file.
    ///
    /// # Errors
    /// [`Unfit`], when they cannot be used at any time for any name.
    pub fn read(chain: &Path, key: &Path) -> Result<Self, Unfit> {
        let none = || Unfit::NoCertificate(chain.to_owned());
        let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&bytes(chain)?).collect();
        let certificates = certificates.map_err(|_| none())?;
        let private =
            PrivateKeyDer::from_pem_slice(&bytes(key)?).map_err(|_| Unfit::NoKey(key.to_owned()))?;
        let leaf = certificates.first().ok_or_else(none)?.clone();
        let (_, parsed) = X509Certificate::from_der(&leaf).map_err(|_| none())?;
        let (from, until) = (parsed.validity().not_before, parsed.validity().not_after);
        let names = dns_names(&parsed);
        let certified = certified(certificates, private).map_err(|_| Unfit::Pair)?;
        Ok(Self {
            certified: Arc::new(certified),
            not_before_ms: from.timestamp().saturating_mul(1000),
            not_after_ms: until.timestamp().saturating_mul(1000),
            names,
        })
    }

    /// Whether it is for this name.
    #[must_use]
    pub fn covers(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        self.names.iter().any(|held| match held.strip_prefix("*.") {
            // A star stands for exactly one label.
            Some(rest) => name.split_once('.').is_some_and(|(_, parent)| parent == rest),
            None => *held == name,
        })
    }

    /// Whether phones that come by the name `host` accept it at `now_ms`, as far as the box can tell.
    ///
    /// # Errors
    /// [`Unfit`], when they would not.
    pub fn fit(&self, host: &str, now_ms: i64) -> Result<(), Unfit> {
        if !self.covers(host) {
            return Err(Unfit::Name { host: host.to_owned(), names: self.names.clone() });
        }
        if now_ms < self.not_before_ms - BEHIND_MS {
            return Err(Unfit::NotYet { from_ms: self.not_before_ms, now_ms });
        }
        if now_ms >= self.not_after_ms {
            return Err(Unfit::Over { until_ms: self.not_after_ms, now_ms });
        }
        Ok(())
    }

    /// When it should be renewed: one third of its life is left. Milliseconds since 1970.
    #[must_use]
    pub fn renew_at_ms(&self) -> i64 {
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

fn bytes(path: &Path) -> Result<Vec<u8>, Unfit> {
    use io::Read as _;
    let read = || {
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(FILE_BYTES_MAX).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| Unfit::Unreadable(path.to_owned(), error))
}

/// The first names of a certificate, in words.
fn listed(names: &[String]) -> String {
    const NAMES_SHOWN: usize = 4;
    match names {
        [] => "no name at all".to_owned(),
        few if few.len() <= NAMES_SHOWN => few.join(", "),
        many => format!("{} and {} more", many[..NAMES_SHOWN].join(", "), many.len() - NAMES_SHOWN),
    }
}

/// A day in words.
pub(crate) fn date(ms: i64) -> String {
    jiff::Timestamp::from_millisecond(ms).unwrap_or_default().strftime("%-d %B %Y").to_string()
}

#[cfg(test)]
mod tests;
