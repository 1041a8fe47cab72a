//! The accept loops: every connection is accepted at once, TLS handshakes are bounded, then HTTP is served.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::Service as _;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use rustls::ServerConfig;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::{debug, warn};

use super::handshake::{Accepted, Established, Handshakes};
use super::limits::{EdgeLimits, ms};
use super::permits::{ConnectionPermit, ConnectionPermits, Full};
use super::stream::Stream;

/// The other side of a connection; an extension of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Peer {
    pub(super) ip: IpAddr,
    /// Under TLS. Staff are served on no other connection.
    pub(super) secure: bool,
}

/// Serves one router on one listener.
pub(super) struct Server {
    pub(super) limits: Arc<EdgeLimits>,
    pub(super) permits: Arc<ConnectionPermits>,
    pub(super) router: axum::Router,
    /// What those are told for whom there is no permit.
    pub(super) turned_away: axum::Router,
    /// Told of an address that has all the permits it may.
    pub(super) on_full_address: Arc<dyn Fn(IpAddr) + Send + Sync>,
    /// True once the box stops.
    pub(super) stopping: watch::Receiver<bool>,
}

/// Opens a listening socket.
///
/// # Errors
/// The address is in use, not on this machine, or needs a right we lack (ports below 1,024).
pub(super) fn listen(address: SocketAddr, limits: &EdgeLimits) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // Sockets of the last run may still be in TIME_WAIT.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(limits.listen_queue_max)
}

/// Ends when the box stops.
pub(super) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|&stop| stop).await; // fails when the edge was dropped: it has stopped
}

impl Server {
    /// Serves a listener in the clear until the box stops.
    pub(super) async fn serve_plain(self: Arc<Self>, listener: TcpListener) {
        let mut stopping = self.stopping.clone();
        let accepting = self.accept(&listener, |accepted| {
            let Accepted { tcp, ip, permit } = accepted;
            let server = Arc::clone(&self);
            tokio::spawn(server.serve(Stream::Plain(tcp), Peer { ip, secure: false }, permit));
        });
        tokio::select! {
            () = accepting => {}
            () = stopped(&mut stopping) => {}
        }
    }

    /// Serves a listener under TLS until the box stops.
    pub(super) async fn serve_tls(self: Arc<Self>, listener: TcpListener, tls: Arc<ServerConfig>) {
        let mut stopping = self.stopping.clone();
        let handshakes = Handshakes::new(&self.limits, tls);
        // The workers hold the queues they wait for and never end by themselves: they are dropped with this set.
        let mut workers = JoinSet::new();
        for _ in 0..self.limits.handshake_workers {
            let server = Arc::clone(&self);
            workers.spawn(Arc::clone(&handshakes).run_worker(move |Established { tls, ip, permit }| {
                Arc::clone(&server).serve(Stream::Tls(Box::new(tls)), Peer { ip, secure: true }, permit)
            }));
        }
        let accepting = self.accept(&listener, |accepted| {
            tokio::spawn(Arc::clone(&handshakes).receive_hello(accepted));
        });
        tokio::select! {
            () = accepting => {}
            () = stopped(&mut stopping) => {}
        }
    }

    /// Accepts without waiting for anything else: the kernel's queue would overflow.
    async fn accept(&self, listener: &TcpListener, handle: impl Fn(Accepted)) {
        let mut is_failing = false;
        loop {
            let (tcp, address) = match listener.accept().await {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Mostly out of file handles until other sockets close. Logged once, not ten times a second.
                    if !std::mem::replace(&mut is_failing, true) {
                        warn!(%error, "could not accept a connection");
                    }
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            is_failing = false;
            let ip = address.ip().to_canonical();
            let Some(permit) = self.permit(ip) else {
                debug!("turned a connection away: no permit");
                continue;
            };
            // A ball is one small write: Nagle's algorithm would hold it until the last one is acknowledged.
            if tcp.set_nodelay(true).is_ok() {
                handle(Accepted { tcp, ip, permit });
            }
        }
    }

    /// A permit, if only to say that there is none.
    fn permit(&self, ip: IpAddr) -> Option<ConnectionPermit> {
        match self.permits.try_acquire(ip) {
            Ok(permit) => return Some(permit),
            Err(Full::Address) => (self.on_full_address)(ip),
            Err(Full::Box) => {}
        }
        self.permits.try_turn_away()
    }

    /// Serves HTTP on one connection. A WebSocket that it becomes keeps the permit.
    async fn serve(self: Arc<Self>, stream: Stream, peer: Peer, permit: ConnectionPermit) {
        let permit = Arc::new(permit);
        let is_turned_away = permit.is_turned_away();
        let router = if is_turned_away { self.turned_away.clone() } else { self.router.clone() };
        let router = TowerToHyperService::new(router);
        let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request.extensions_mut().insert(Arc::clone(&permit));
            router.call(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(ms(self.limits.header_timeout_ms))
            .keep_alive(!is_turned_away)
            .max_buf_size(self.limits.header_bytes_max)
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        let mut connection = Box::pin(connection);
        let mut stopping = self.stopping.clone();
        let done = timeout(ms(self.limits.connection_timeout_ms), async {
            tokio::select! {
                done = connection.as_mut() => return done,
                () = stopped(&mut stopping) => {}
            }
            Pin::as_mut(&mut connection).graceful_shutdown();
            connection.await
        });
        if let Ok(Err(error)) = done.await {
            debug!(%error, "a connection ended early");
        }
    }
}
