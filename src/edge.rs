//! The edge: sockets in, sockets out. HTTP, WebSocket, sessions and assets.
//!
//! Invariant: this room never touches `ledger`. It turns what a client says into a command for the
//! hall, and carries what views made to every socket.

mod accept;
mod acts;
mod alarms;
mod app;
mod captive;
mod condition;
mod goodbye;
mod handshake;
mod http;
mod limits;
mod links;
mod outgoing;
mod pace;
mod receipts;
mod refuse;
mod seats;
mod session;
mod stream;
mod team;
pub mod ws;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use rustls::ServerConfig;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{interval, timeout};

pub use accept::{Peer, listen};
pub use app::{App, ClockMs, Parts, Place, PrintPoster};
pub use condition::{Facts, LookAround};
pub use limits::EdgeLimits;

use crate::hall::Hall;
use crate::vault::{Vault, VaultError};
use crate::views::Views;
use accept::Door;
use catalogue::Catalogue;
use limits::ms;
use seats::Seats;

/// What the edge needs from the house.
pub struct Setup {
    /// Limits.
    pub limits: EdgeLimits,
    /// The way to the rules.
    pub hall: Hall,
    /// What may be shown.
    pub views: Arc<Views>,
    /// People, devices, cards.
    pub vault: Arc<Vault>,
    /// What can be played.
    pub catalogue: Arc<Catalogue>,
    /// Box time.
    pub clock: ClockMs,
    /// Addresses.
    pub place: Place,
    /// The venue's folder.
    pub data: PathBuf,
    /// How the machine is.
    pub look_around: LookAround,
    /// The sheet by the door.
    pub poster: PrintPoster,
}

/// Where to listen.
pub struct Doors {
    /// Under TLS, for everybody.
    pub tls: (SocketAddr, Arc<ServerConfig>),
    /// In the clear, for guests only.
    pub plain: Option<SocketAddr>,
}

/// Listening sockets that somebody else opened: they take the place of our own at the same door.
#[derive(Debug, Default)]
pub struct Given {
    /// Under TLS.
    pub tls: Option<std::net::TcpListener>,
    /// In the clear.
    pub plain: Option<std::net::TcpListener>,
}

/// Why the edge cannot open.
#[derive(Debug, thiserror::Error)]
pub enum EdgeError {
    /// Choose another address, or stop the program that has it.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, io::Error),
    /// Look after the vault first.
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
    seats: Arc<Seats>,
    stop_ms: u64,
    tasks: JoinSet<()>,
}

/// Opens the doors.
///
/// # Errors
/// [`EdgeError`] when an address cannot be listened on or the vault not be read.
pub fn open(setup: Setup, doors: Doors) -> Result<Edge, EdgeError> {
    open_at(setup, doors, Given::default())
}

/// As [`open`], but with sockets that are open already.
///
/// # Errors
/// As [`open`].
pub fn open_at(setup: Setup, doors: Doors, given: Given) -> Result<Edge, EdgeError> {
    let (stop, stopping) = watch::channel(false);
    let limits = Arc::new(setup.limits.clone());
    let app = App::new(setup, stopping.clone())?;
    let seats = Seats::new(&limits);
    let door = |router| {
        let (limits, seats, stopping) = (Arc::clone(&limits), Arc::clone(&seats), stopping.clone());
        Arc::new(Door { limits, seats, router, stopping })
    };
    let mut tasks = JoinSet::new();
    let (tls_listener, tls) = listen_on(doors.tls.0, given.tls, &limits)?;
    let plain = doors.plain.map(|address| listen_on(address, given.plain, &limits)).transpose()?;
    let plain_address = plain.as_ref().map(|(_, address)| *address);
    tasks.spawn(door(http::for_everybody(&app)).serve_tls(tls_listener, doors.tls.1));
    if let Some((listener, _)) = plain {
        tasks.spawn(door(http::for_guests(&app)).serve_plain(listener));
    }
    tasks.spawn(beat(app));
    Ok(Edge { tls, plain: plain_address, stop, seats, stop_ms: limits.stop_ms, tasks })
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
    /// Takes no more sockets, says goodbye to those that are open, and waits a little for them.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true); // everything has stopped already otherwise
        if timeout(ms(self.stop_ms), self.seats.empty()).await.is_err() {
            tracing::debug!(left = self.seats.taken(), "sockets that did not say goodbye");
        }
        self.tasks.shutdown().await;
    }
}

/// One heartbeat for all, a claim for who lost the link, and a look for cards that another program issued.
async fn beat(app: App) {
    let mut beats = interval(ms(app.limits.beat_ms));
    let mut waiting = links::Waiting::new();
    loop {
        beats.tick().await;
        app.views.beat(app.connected.now());
        condition::look(&app).await;
        waiting = links::claim_for_the_lost(&app, &waiting).await;
        if let Err(error) = app.with_vault(Vault::cards_refresh).await {
            tracing::warn!(%error, "could not look for new cards");
        }
    }
}
