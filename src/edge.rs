//! The edge: sockets, TLS, HTTP, WebSocket, sessions, assets.
//!
//! Invariant: this room never touches `ledger`. It makes commands to the hall of what clients send, and sends what
//! the views encoded to every socket.

mod accept;
mod acts;
mod alarms;
mod app;
mod blocking;
mod captive;
mod condition;
mod connected;
mod guess_budget;
mod handshake;
mod heartbeat;
mod http;
mod keyed_buckets;
mod limits;
mod links;
mod misfit;
mod names;
mod naming;
mod pace;
mod permission;
mod permits;
mod receipts;
mod refuse;
mod revocations;
mod session;
mod setup;
mod stream;
mod team;
mod token_bucket;
mod wording;
mod work_queue;
mod ws;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

pub use condition::{LookAround, MachineFacts};
pub use limits::EdgeLimits;
pub use setup::{AgeMs, ClockMs, EdgeSetup, PrintPoster, PublicInfo};

use crate::vault::VaultError;
use accept::{Server, listen};
use app::App;
use limits::ms;
use permits::ConnectionPermits;

/// Where to listen.
pub struct ListenAddresses {
    /// Under TLS, for everybody.
    pub tls: (SocketAddr, Arc<ServerConfig>),
    /// In the clear, for guests only.
    pub plain: Option<SocketAddr>,
}

/// Listening sockets that the service manager opened: each is used instead of a new one for the same address.
#[derive(Debug, Default)]
pub struct OpenSockets {
    /// Under TLS.
    pub tls: Option<std::net::TcpListener>,
    /// In the clear.
    pub plain: Option<std::net::TcpListener>,
}

/// Why the edge cannot open.
#[derive(Debug, thiserror::Error)]
pub enum EdgeError {
    /// Choose another address, or stop the program that uses it.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// The vault must be repaired first.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// The open edge.
pub struct Edge {
    /// Where it listens under TLS; the port is real when 0 was asked for.
    pub tls: SocketAddr,
    /// Where it listens in the clear.
    pub plain: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    permits: Arc<ConnectionPermits>,
    stop_ms: u64,
    tasks: JoinSet<()>,
}

/// Listens and serves.
///
/// # Errors
/// [`EdgeError`] when an address cannot be listened on or the vault not be read.
pub fn open(setup: EdgeSetup, addresses: ListenAddresses) -> Result<Edge, EdgeError> {
    open_at(setup, addresses, OpenSockets::default())
}

/// As [`open`], but with sockets that are open already.
///
/// # Errors
/// As [`open`].
pub fn open_at(setup: EdgeSetup, addresses: ListenAddresses, given: OpenSockets) -> Result<Edge, EdgeError> {
    let (stop, stopping) = watch::channel(false);
    let limits = Arc::new(setup.limits.clone());
    let app = App::new(setup, stopping.clone())?;
    let permits = ConnectionPermits::new(&limits);
    let server = |router| {
        let (limits, permits, stopping) = (Arc::clone(&limits), Arc::clone(&permits), stopping.clone());
        let (turned_away, told) = (http::turned_away(&app), app.clone());
        let on_full_address = Arc::new(move |ip| told.full_address(ip));
        Arc::new(Server { limits, permits, router, turned_away, on_full_address, stopping })
    };
    let mut tasks = JoinSet::new();
    let (tls_listener, tls) = listen_on(addresses.tls.0, given.tls, &limits)?;
    let plain = addresses.plain.map(|address| listen_on(address, given.plain, &limits)).transpose()?;
    let plain_address = plain.as_ref().map(|(_, address)| *address);
    tasks.spawn(server(http::for_everybody(&app)).serve_tls(tls_listener, addresses.tls.1));
    if let Some((listener, _)) = plain {
        tasks.spawn(server(http::for_guests(&app)).serve_plain(listener));
    }
    tasks.spawn(heartbeat::run(app));
    Ok(Edge { tls, plain: plain_address, stop, permits, stop_ms: limits.stop_ms, tasks })
}

fn listen_on(
    address: SocketAddr,
    given: Option<std::net::TcpListener>,
    limits: &EdgeLimits,
) -> Result<(TcpListener, SocketAddr), EdgeError> {
    let open = || {
        let listener = match given {
            Some(given) => {
                given.set_nonblocking(true)?;
                TcpListener::from_std(given)?
            }
            None => listen(address, limits)?,
        };
        let real = listener.local_addr()?;
        Ok((listener, real))
    };
    open().map_err(|error| EdgeError::Listen(address, error))
}

impl Edge {
    /// Accepts no more connections, and waits a moment for the open ones to close.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true); // fails when every task has ended
        if timeout(ms(self.stop_ms), self.permits.all_released()).await.is_err() {
            tracing::debug!(left = self.permits.in_use(), "sockets that did not close in time");
        }
        self.tasks.shutdown().await;
    }
}
