//! The accept loop: take every socket at once, shake hands with a bounded number at a time, serve.

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

use super::handshake::{Agreed, Arrival, Handshakes};
use super::limits::{EdgeLimits, ms};
use super::seats::{Seat, Seats};
use super::stream::Stream;

/// Where a request came from; stands in the extensions of every request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Address of the other side.
    pub ip: IpAddr,
    /// Whether the socket is under TLS: staff are served on no other.
    pub secure: bool,
}

/// Everything the loops of both listeners share.
pub(super) struct Door {
    pub limits: Arc<EdgeLimits>,
    pub seats: Arc<Seats>,
    pub router: axum::Router,
    /// True once the box stops.
    pub stopping: watch::Receiver<bool>,
}

/// Opens a listening socket.
///
/// # Errors
/// The address is taken, not ours, or needs a right we lack (ports below 1,024).
pub fn listen(address: SocketAddr, limits: &EdgeLimits) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A restart must not wait for the sockets of the last run to fade.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(limits.listen_queue_max)
}

/// Ends when the box stops.
pub(super) async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|&stop| stop).await; // an edge that is gone has stopped
}

impl Door {
    /// Serves a listener in the clear until the box stops.
    pub async fn serve_plain(self: Arc<Self>, listener: TcpListener) {
        let mut stopping = self.stopping.clone();
        let accepting = self.accept(&listener, |arrival| {
            let Arrival { tcp, ip, seat } = arrival;
            let door = Arc::clone(&self);
            tokio::spawn(door.serve(Stream::Plain(tcp), Peer { ip, secure: false }, seat));
        });
        tokio::select! {
            () = accepting => {}
            () = stopped(&mut stopping) => {}
        }
    }

    /// Serves a listener under TLS until the box stops.
    pub async fn serve_tls(self: Arc<Self>, listener: TcpListener, tls: Arc<ServerConfig>) {
        let mut stopping = self.stopping.clone();
        let handshakes = Handshakes::new(&self.limits, tls);
        // Dropped with this listener: a worker waits for handshakes that only it can end.
        let mut workers = JoinSet::new();
        for _ in 0..self.limits.handshake_workers {
            let door = Arc::clone(&self);
            workers.spawn(Arc::clone(&handshakes).work(move |Agreed { tls, ip, seat }| {
                Arc::clone(&door).serve(Stream::Tls(Box::new(tls)), Peer { ip, secure: true }, seat)
            }));
        }
        let accepting = self.accept(&listener, |arrival| {
            tokio::spawn(Arc::clone(&handshakes).greet(arrival));
        });
        tokio::select! {
            () = accepting => {}
            () = stopped(&mut stopping) => {}
        }
    }

    /// Accepts as fast as the kernel offers: a gate before `accept` would let its queue overflow.
    async fn accept(&self, listener: &TcpListener, take: impl Fn(Arrival)) {
        let mut in_trouble = false;
        loop {
            let (tcp, address) = match listener.accept().await {
                Ok(arrived) => arrived,
                Err(error) => {
                    // Out of file handles, mostly: others must leave first. Said once, not ten times a second.
                    if !std::mem::replace(&mut in_trouble, true) {
                        warn!(%error, "could not accept a connection");
                    }
                    sleep(Duration::from_millis(100)).await;
                    continue;
                }
            };
            in_trouble = false;
            let ip = address.ip().to_canonical();
            let Some(seat) = self.seats.take(ip) else {
                debug!("turned a connection away: no seat");
                continue;
            };
            // A ball is one small write: it must not wait for the acknowledgement of the last.
            if tcp.set_nodelay(true).is_ok() {
                take(Arrival { tcp, ip, seat });
            }
        }
    }

    /// Serves HTTP on one socket. The seat goes along to a WebSocket if it becomes one.
    async fn serve(self: Arc<Self>, stream: Stream, peer: Peer, seat: Seat) {
        let seat = Arc::new(seat);
        let router = TowerToHyperService::new(self.router.clone());
        let service = hyper::service::service_fn(move |mut request: hyper::Request<Incoming>| {
            request.extensions_mut().insert(peer);
            request.extensions_mut().insert(Arc::clone(&seat));
            router.call(request)
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(ms(self.limits.header_timeout_ms))
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
