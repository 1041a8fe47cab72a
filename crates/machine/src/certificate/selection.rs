//! Chooses the certificate to serve: the one the organiser asked for while phones would accept it, otherwise that
//! of the box's own authority. A game never waits for a certificate.
//!
//! Validity is judged by time, which is an argument. While the box's clock is wrong by years, the box serves
//! with its own authority and tells why.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::authority::{OwnCertificate, load_or_make};
use super::trusted::{TrustedCertificate, Unusable};
use super::{DAY_MS, TlsError};
use crate::clock::CertificateTime;
use crate::settings::Certificate;

/// The fetched certificate and its key, in one file so that they are always a pair.
pub const FETCHED: &str = "public.pem";
/// Days before the end at which staff are reminded.
const REMIND_DAYS: [i64; 4] = [1, 7, 14, 30];

/// What the selection depends on, besides the files.
#[derive(Clone, Debug)]
pub struct CertificateConfig {
    /// The folder `tls` of the venue.
    pub dir: PathBuf,
    /// Name of the box in its own authority.
    pub box_id: String,
    /// The name guests use.
    pub host: String,
    /// Every name and address of the box.
    pub names: Vec<String>,
    /// What the organiser asked for.
    pub wanted: Certificate,
}

/// Where a served certificate comes from, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateSource {
    /// Fetched from a public authority.
    Public,
    /// Files of the organiser.
    Files,
    /// The box's own authority.
    Own,
}

/// Which certificate is served, until when, and why it is not a better one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateStatus {
    /// Where the certificate comes from.
    pub source: CertificateSource,
    /// When it expires, ms since 1970.
    pub until_ms: i64,
    /// When its renewal is due, ms since 1970.
    pub renew_at_ms: i64,
    /// Why a better certificate, or the renewal of this one, is missing. In words for the organiser.
    pub why: Option<String>,
}

impl CertificateStatus {
    /// The status of the box's own certificate where nothing better was asked for.
    #[must_use]
    pub fn own(own: &OwnCertificate) -> Self {
        let source = CertificateSource::Own;
        Self { source, until_ms: own.until_ms, renew_at_ms: own.renew_at_ms, why: None }
    }

    /// Whole days left at `now_ms`, at least 0.
    #[must_use]
    pub fn days_left(&self, now_ms: i64) -> i64 {
        (self.until_ms.saturating_sub(now_ms) / DAY_MS).max(0)
    }

    /// The reminder that is due, as days before the end: 30, 14, 7 or 1. None while the box renews a fetched
    /// certificate itself, until a third of its validity is left. Its own leaf is renewed long before, unless nothing
    /// but people have told the box the time for two years.
    #[must_use]
    pub fn reminder(&self, now_ms: i64) -> Option<i64> {
        if self.source == CertificateSource::Public && now_ms < self.renew_at_ms {
            return None;
        }
        let left = self.until_ms.saturating_sub(now_ms);
        REMIND_DAYS.into_iter().find(|days| left <= days * DAY_MS)
    }
}

/// The certificates to serve, and why these.
#[derive(Clone, Debug)]
pub struct Selection {
    /// Signed by the box's own authority: for all names and addresses that `trusted` is not for.
    pub own: OwnCertificate,
    /// Signed by an authority that phones trust; none while it cannot be used.
    pub trusted: Option<Arc<TrustedCertificate>>,
    /// The better of the two.
    pub status: CertificateStatus,
}

/// Chooses the best certificate at this time, and makes or renews the box's own.
///
/// # Errors
/// [`TlsError`] when not even the box's own authority can be used.
pub fn select(config: &CertificateConfig, time: CertificateTime) -> Result<Selection, TlsError> {
    let own = load_or_make(&config.dir, &config.box_id, &config.names, time)?;
    let now_ms = time.now_ms;
    let (source, trusted) = match &config.wanted {
        Certificate::Own => {
            let status = CertificateStatus::own(&own);
            return Ok(Selection { own, trusted: None, status });
        }
        Certificate::Files { certificate, key } => {
            (CertificateSource::Files, usable(config, certificate, key, now_ms))
        }
        Certificate::Acme(_) => {
            let file = config.dir.join(FETCHED);
            let exists = file.exists();
            let fetched = if exists { usable(config, &file, &file, now_ms) } else { Err(Unusable::Missing) };
            (CertificateSource::Public, fetched)
        }
    };
    let (trusted, status) = match trusted {
        Err(why) => (None, CertificateStatus { why: Some(why.to_string()), ..CertificateStatus::own(&own) }),
        Ok(trusted) => {
            let (until_ms, renew_at_ms) = (trusted.not_after_ms, trusted.renew_at_ms());
            (Some(Arc::new(trusted)), CertificateStatus { source, until_ms, renew_at_ms, why: None })
        }
    };
    Ok(Selection { own, trusted, status })
}

fn usable(
    config: &CertificateConfig,
    chain: &Path,
    key: &Path,
    now_ms: i64,
) -> Result<TrustedCertificate, Unusable> {
    let certificate = TrustedCertificate::read(chain, key)?;
    certificate.check(&config.host, now_ms)?;
    Ok(certificate)
}

#[cfg(test)]
pub(super) mod tests;
