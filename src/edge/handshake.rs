//! TLS handshakes: whoever keeps us waiting holds nothing but a place that can be taken away, whoever
//! waits for us gets a turn.
//!
//! A handshake has three parts. The client says hello: that may take for ever and costs nothing. We
//! agree on keys and sign: that is all the CPU there is to it, and only so many do it at once. The
//! client confirms: that may take for ever again.

use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use rustls::ServerConfig;
use rustls::server::Acceptor;
use tokio::net::TcpStream;
use tokio::sync::{Mutex as Turn, mpsc, oneshot};
use tokio::task::yield_now;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::server::TlsStream;
use tokio_rustls::{LazyConfigAcceptor, StartHandshake};
use tracing::debug;

use super::limits::{EdgeLimits, ms};
use super::seats::Seat;

/// A socket that has a seat and has said nothing yet.
pub(super) struct Arrival {
    pub tcp: TcpStream,
    pub ip: IpAddr,
    pub seat: Seat,
}

/// A socket after its handshake.
pub(super) struct Agreed {
    pub tls: TlsStream<TcpStream>,
    pub ip: IpAddr,
    pub seat: Seat,
}

/// A client that has said hello and waits for us.
struct Ready {
    start: StartHandshake<TcpStream>,
    ip: IpAddr,
    seat: Seat,
    deadline: Instant,
}

/// Everything handshakes of one listener share.
pub(super) struct Handshakes {
    config: Arc<ServerConfig>,
    lobby: Lobby,
    timeout_ms: u64,
    // Every arrival holds a seat, so neither queue is ever longer than `sockets_max`.
    staff: mpsc::UnboundedSender<Ready>,
    guests: mpsc::UnboundedSender<Ready>,
    turns: Turn<Turns>,
}

/// Who is next.
struct Turns {
    staff: mpsc::UnboundedReceiver<Ready>,
    guests: mpsc::UnboundedReceiver<Ready>,
}

impl Handshakes {
    pub fn new(limits: &EdgeLimits, config: Arc<ServerConfig>) -> Arc<Self> {
        let (staff, from_staff) = mpsc::unbounded_channel();
        let (guests, from_guests) = mpsc::unbounded_channel();
        Arc::new(Self {
            config,
            lobby: Lobby::new(limits.handshakes_pending_max),
            timeout_ms: limits.handshake_timeout_ms,
            staff,
            guests,
            turns: Turn::new(Turns { staff: from_staff, guests: from_guests }),
        })
    }

    /// Waits for a client's hello.
    pub async fn greet(self: Arc<Self>, arrival: Arrival) {
        let Arrival { tcp, ip, seat } = arrival;
        let deadline = Instant::now() + ms(self.timeout_ms);
        let hello = LazyConfigAcceptor::new(Acceptor::default(), tcp);
        match self.lobby.wait(deadline, hello).await {
            Some(Ok(start)) => {
                let queue = if seat.is_staff() { &self.staff } else { &self.guests };
                // Fails only when no worker is left, that is when the runtime stops.
                let _ = queue.send(Ready { start, ip, seat, deadline });
            }
            Some(Err(error)) => debug!(%error, "no TLS hello"),
            None => debug!("turned away in the middle of a handshake"),
        }
    }

    /// One worker: gives turns, and hands on whom it agreed with.
    pub async fn work<F>(self: Arc<Self>, serve: impl Fn(Agreed) -> F + Clone + Send + 'static)
    where
        F: Future<Output = ()> + Send + 'static,
    {
        loop {
            let next = self.turns.lock().await.next().await;
            let Some(Ready { start, ip, seat, deadline }) = next else { return };
            let mut rest = Box::pin(start.into_stream(Arc::clone(&self.config)));
            // The first step agrees on keys, signs and answers; the second needs the client.
            match poll_fn(|cx| Poll::Ready(rest.as_mut().poll(cx))).await {
                Poll::Ready(Ok(tls)) => drop(tokio::spawn(serve(Agreed { tls, ip, seat }))),
                Poll::Ready(Err(error)) => debug!(%error, "a TLS handshake failed"),
                Poll::Pending => {
                    let (shakes, serve) = (Arc::clone(&self), serve.clone());
                    tokio::spawn(async move {
                        if let Some(Ok(tls)) = shakes.lobby.wait(deadline, rest).await {
                            serve(Agreed { tls, ip, seat }).await;
                        }
                    });
                }
            }
            // A stampede of arrivals must not keep a ball from those who are here.
            yield_now().await;
        }
    }
}

impl Turns {
    async fn next(&mut self) -> Option<Ready> {
        tokio::select! {
            biased;
            ready = self.staff.recv() => ready,
            ready = self.guests.recv() => ready,
        }
    }
}

/// Where those stay who keep us waiting. When it is full, whoever has waited longest has to go: a phone
/// answers within a moment, only an attacker does not.
struct Lobby {
    waiting: Mutex<Waiting>,
    max: usize,
}

#[derive(Default)]
struct Waiting {
    next: u64,
    /// In the order they came. Dropping a sender shows somebody out.
    who: BTreeMap<u64, oneshot::Sender<()>>,
}

struct Place<'a> {
    lobby: &'a Lobby,
    number: u64,
}

impl Lobby {
    fn new(max: usize) -> Self {
        Self { waiting: Mutex::default(), max }
    }

    /// What came of it; `None` when it took too long or the place was needed.
    async fn wait<T>(
        &self,
        deadline: Instant,
        what: impl Future<Output = io::Result<T>>,
    ) -> Option<io::Result<T>> {
        let (_place, shown_out) = self.enter();
        tokio::select! {
            biased;
            done = timeout_at(deadline, what) => done.ok(),
            _ = shown_out => None,
        }
    }

    fn enter(&self) -> (Place<'_>, oneshot::Receiver<()>) {
        let (shows_out, shown_out) = oneshot::channel();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.who.len() >= self.max {
            waiting.who.pop_first();
        }
        let number = waiting.next;
        waiting.next += 1;
        waiting.who.insert(number, shows_out);
        (Place { lobby: self, number }, shown_out)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.lobby.waiting.lock().unwrap_or_else(PoisonError::into_inner).who.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};
    use std::time::Duration;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_mins(1)
    }

    #[tokio::test]
    async fn the_longest_wait_ends_first_when_the_lobby_is_full() {
        let lobby = Arc::new(Lobby::new(2));
        let (_first, mut first_out) = lobby.enter();
        let (second, mut second_out) = lobby.enter();
        assert!(first_out.try_recv().is_err_and(|error| error == oneshot::error::TryRecvError::Empty));
        assert_eq!(lobby.wait(soon(), ready(Ok(7))).await.and_then(Result::ok), Some(7));
        assert!(first_out.try_recv().is_err_and(|error| error == oneshot::error::TryRecvError::Closed));
        assert!(second_out.try_recv().is_err_and(|error| error == oneshot::error::TryRecvError::Empty));
        drop(second);
        assert_eq!(lobby.waiting.lock().unwrap().who.len(), 0, "whoever leaves frees the place");
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let lobby = Lobby::new(2);
        assert!(lobby.wait(Instant::now(), pending::<io::Result<()>>()).await.is_none());
        assert_eq!(lobby.waiting.lock().unwrap().who.len(), 0);
    }
}
