//! What the box shows in a handshake, exchangeable while it serves.

use std::sync::{Arc, PoisonError, RwLock};

use rustls::ServerConfig;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;

use super::held::Held;
use super::{TlsError, server_config};

/// The certificates in use. Open sockets keep what they were opened with; the next handshake sees the new.
#[derive(Debug)]
pub struct Served(RwLock<Shown>);

#[derive(Debug)]
struct Shown {
    /// Signed by the box's own authority, for every name and address nobody else can vouch for.
    own: Arc<CertifiedKey>,
    /// Signed by somebody phones trust.
    trusted: Option<Arc<Held>>,
}

impl Served {
    /// Shows only what the box's own authority signed.
    #[must_use]
    pub fn new(own: Arc<CertifiedKey>) -> Arc<Self> {
        Arc::new(Self(RwLock::new(Shown { own, trusted: None })))
    }

    /// For the accept loop: one for the life of the process, so that tickets stay good.
    ///
    /// # Errors
    /// See [`server_config`].
    pub fn config(self: &Arc<Self>) -> Result<Arc<ServerConfig>, TlsError> {
        Ok(Arc::new(server_config(Arc::clone(self) as Arc<dyn ResolvesServerCert>)?))
    }

    /// Shows these from the next handshake on.
    pub fn show(&self, own: Arc<CertifiedKey>, trusted: Option<Arc<Held>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Shown { own, trusted };
    }
}

impl ResolvesServerCert for Served {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let shown = self.0.read().unwrap_or_else(PoisonError::into_inner);
        // Who comes by address says no name, and no public authority vouches for `bingo`.
        let trusted =
            shown.trusted.as_ref().filter(|held| hello.server_name().is_some_and(|n| held.covers(n)));
        Some(Arc::clone(trusted.map_or(&shown.own, |held| &held.certified)))
    }
}
