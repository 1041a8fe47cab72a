//! The TLS server: which certificate a handshake gets, exchangeable while the box serves, and the cipher suites.

use std::sync::{Arc, PoisonError, RwLock};

use rustls::server::{ClientHello, NoServerSessionStorage, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::{CipherSuite, ServerConfig};

use super::TlsError;
use super::trusted::TrustedCertificate;

/// The certificates in use. An open connection keeps the one it was opened with; the next handshake gets the new.
#[derive(Debug)]
pub struct Served(RwLock<Certificates>);

#[derive(Debug)]
struct Certificates {
    /// Signed by the box's own authority: for names and addresses that no public authority certifies.
    own: Arc<CertifiedKey>,
    /// Signed by an authority that phones trust.
    trusted: Option<Arc<TrustedCertificate>>,
}

impl Served {
    /// Serves only the certificate of the box's own authority.
    #[must_use]
    pub fn new(own: Arc<CertifiedKey>) -> Arc<Self> {
        Arc::new(Self(RwLock::new(Certificates { own, trusted: None })))
    }

    /// Makes the server's configuration: TLS 1.2 and 1.3, HTTP/1.1 only, tickets instead of a session store.
    /// Call it once for the life of the process, so that tickets stay valid.
    ///
    /// # Errors
    /// [`TlsError::Use`] when there are no random numbers for the tickets' key.
    pub fn config(self: &Arc<Self>) -> Result<Arc<ServerConfig>, TlsError> {
        let mut provider = rustls::crypto::aws_lc_rs::default_provider();
        let aes_is_fast = has_aes();
        provider.cipher_suites.sort_by_key(|suite| preference(suite.suite(), aes_is_fast));
        let mut config = ServerConfig::builder_with_provider(Arc::new(provider))
            .with_protocol_versions(&[&rustls::version::TLS13, &rustls::version::TLS12])?
            .with_no_client_auth()
            .with_cert_resolver(Arc::clone(self) as Arc<dyn ResolvesServerCert>);
        // All suites are secure. The box encrypts for hundreds of phones, so its own cost decides.
        config.ignore_client_order = true;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        // Tickets make it cheap when all phones reconnect at once, and take no memory on the box.
        config.ticketer = rustls::crypto::aws_lc_rs::Ticketer::new()?;
        config.send_tls13_tickets = 1;
        config.session_storage = Arc::new(NoServerSessionStorage {});
        Ok(Arc::new(config))
    }

    /// Replaces both certificates, from the next handshake on.
    pub fn replace(&self, own: Arc<CertifiedKey>, trusted: Option<Arc<TrustedCertificate>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Certificates { own, trusted };
    }
}

impl ResolvesServerCert for Served {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let certificates = self.0.read().unwrap_or_else(PoisonError::into_inner);
        // A client that comes by address names no host, and no public authority certifies `bingo`.
        let is_for =
            |trusted: &&Arc<TrustedCertificate>| hello.server_name().is_some_and(|n| trusted.covers(n));
        let trusted = certificates.trusted.as_ref().filter(is_for);
        Some(Arc::clone(trusted.map_or(&certificates.own, |trusted| &trusted.certified)))
    }
}

/// Whether the processor has instructions for AES. A Raspberry Pi 3 or 4 has none, a Pi 5 has.
pub(super) fn has_aes() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("aes");
    #[cfg(target_arch = "aarch64")]
    return std::arch::is_aarch64_feature_detected!("aes");
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    return false;
}

/// A suite's rank in the box's order: the suite that costs the box least comes first.
pub(super) fn preference(suite: CipherSuite, aes_is_fast: bool) -> u8 {
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
