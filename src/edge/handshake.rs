//! TLS handshakes. A slow client holds only a pending entry, which can be evicted; the work of a handshake
//! is done by a fixed number of workers.
//!
//! A handshake has three parts. The client sends its hello: this may take for ever and costs nothing. The box
//! agrees on keys and signs: this is the CPU time, spent by a worker. The client confirms: this may take for
//! ever again.

use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::io;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Poll;

use rustls::ServerConfig;
use rustls::server::Acceptor;
use tokio::net::TcpStream;
use tokio::sync::{Mutex as AsyncMutex, mpsc, oneshot};
use tokio::task::yield_now;
use tokio::time::{Instant, timeout_at};
use tokio_rustls::server::TlsStream;
use tokio_rustls::{LazyConfigAcceptor, StartHandshake};
use tracing::debug;

use super::limits::{EdgeLimits, ms};
use super::permits::ConnectionPermit;

/// A TCP connection from which nothing was read yet.
pub(super) struct Accepted {
    pub(super) tcp: TcpStream,
    pub(super) ip: IpAddr,
    pub(super) permit: ConnectionPermit,
}

/// A connection after its handshake.
pub(super) struct Established {
    pub(super) tls: TlsStream<TcpStream>,
    pub(super) ip: IpAddr,
    pub(super) permit: ConnectionPermit,
}

/// A client that has sent its hello and waits for a worker.
struct ReceivedHello {
    start: StartHandshake<TcpStream>,
    ip: IpAddr,
    permit: ConnectionPermit,
    deadline: Instant,
}

/// The handshakes of one listener.
pub(super) struct Handshakes {
    config: Arc<ServerConfig>,
    pending: PendingHandshakes,
    timeout_ms: u64,
    // Every hello holds a permit, so neither queue is ever longer than `sockets_max`.
    staff: mpsc::UnboundedSender<ReceivedHello>,
    guests: mpsc::UnboundedSender<ReceivedHello>,
    queues: AsyncMutex<HelloQueues>,
}

/// The workers' ends of both queues.
struct HelloQueues {
    staff: mpsc::UnboundedReceiver<ReceivedHello>,
    guests: mpsc::UnboundedReceiver<ReceivedHello>,
}

impl Handshakes {
    pub(super) fn new(limits: &EdgeLimits, config: Arc<ServerConfig>) -> Arc<Self> {
        let (staff, from_staff) = mpsc::unbounded_channel();
        let (guests, from_guests) = mpsc::unbounded_channel();
        Arc::new(Self {
            config,
            pending: PendingHandshakes::new(limits.handshakes_pending_max),
            timeout_ms: limits.handshake_timeout_ms,
            staff,
            guests,
            queues: AsyncMutex::new(HelloQueues { staff: from_staff, guests: from_guests }),
        })
    }

    /// Waits for the hello of a client and queues it for a worker.
    pub(super) async fn receive_hello(self: Arc<Self>, accepted: Accepted) {
        let Accepted { tcp, ip, permit } = accepted;
        let deadline = Instant::now() + ms(self.timeout_ms);
        let hello = LazyConfigAcceptor::new(Acceptor::default(), tcp);
        match self.pending.wait(deadline, hello).await {
            Some(Ok(start)) => {
                let queue = if permit.is_staff() { &self.staff } else { &self.guests };
                // Fails only when no worker is left, that is when the runtime stops.
                let _ = queue.send(ReceivedHello { start, ip, permit, deadline });
            }
            Some(Err(error)) => debug!(%error, "no TLS hello"),
            None => debug!("a TLS handshake was too slow or evicted"),
        }
    }

    /// One worker: takes hellos from the queues, those of staff first, and serves the connections.
    pub(super) async fn run_worker<F>(
        self: Arc<Self>,
        serve: impl Fn(Established) -> F + Clone + Send + 'static,
    ) where
        F: Future<Output = ()> + Send + 'static,
    {
        loop {
            let next = self.queues.lock().await.next().await;
            let Some(ReceivedHello { start, ip, permit, deadline }) = next else { return };
            let mut rest = Box::pin(start.into_stream(Arc::clone(&self.config)));
            // The first poll agrees on keys, signs and answers; the next one needs the client.
            match poll_fn(|cx| Poll::Ready(rest.as_mut().poll(cx))).await {
                Poll::Ready(Ok(tls)) => drop(tokio::spawn(serve(Established { tls, ip, permit }))),
                Poll::Ready(Err(error)) => debug!(%error, "a TLS handshake failed"),
                Poll::Pending => {
                    let (handshakes, serve) = (Arc::clone(&self), serve.clone());
                    tokio::spawn(async move {
                        if let Some(Ok(tls)) = handshakes.pending.wait(deadline, rest).await {
                            serve(Established { tls, ip, permit }).await;
                        }
                    });
                }
            }
            // A thousand hellos at once must not delay a ball to the sockets that are open.
            yield_now().await;
        }
    }
}

impl HelloQueues {
    async fn next(&mut self) -> Option<ReceivedHello> {
        tokio::select! {
            biased;
            hello = self.staff.recv() => hello,
            hello = self.guests.recv() => hello,
        }
    }
}

/// Handshakes that wait for their client. One more than `max` evicts the handshake that has waited longest: a
/// phone answers within a moment, only an attacker does not.
struct PendingHandshakes {
    entries: Mutex<PendingEntries>,
    max: usize,
}

#[derive(Default)]
struct PendingEntries {
    next: u64,
    /// The oldest first. Dropping a sender evicts its handshake.
    evict: BTreeMap<u64, oneshot::Sender<()>>,
}

/// Removes the entry when dropped.
struct PendingEntry<'a> {
    pending: &'a PendingHandshakes,
    number: u64,
}

impl PendingHandshakes {
    fn new(max: usize) -> Self {
        Self { entries: Mutex::default(), max }
    }

    /// The outcome of this step; `None` after the deadline or an eviction.
    async fn wait<T>(
        &self,
        deadline: Instant,
        step: impl Future<Output = io::Result<T>>,
    ) -> Option<io::Result<T>> {
        let (_entry, evicted) = self.insert();
        tokio::select! {
            biased;
            done = timeout_at(deadline, step) => done.ok(),
            _ = evicted => None,
        }
    }

    fn insert(&self) -> (PendingEntry<'_>, oneshot::Receiver<()>) {
        let (evict, evicted) = oneshot::channel();
        let mut entries = self.lock();
        if entries.evict.len() >= self.max {
            entries.evict.pop_first();
        }
        let number = entries.next;
        entries.next += 1;
        entries.evict.insert(number, evict);
        (PendingEntry { pending: self, number }, evicted)
    }

    fn lock(&self) -> MutexGuard<'_, PendingEntries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for PendingEntry<'_> {
    fn drop(&mut self) {
        self.pending.lock().evict.remove(&self.number);
    }
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};
    use std::time::Duration;

    use tokio::sync::oneshot::error::TryRecvError;

    use super::*;

    fn soon() -> Instant {
        Instant::now() + Duration::from_mins(1)
    }

    #[tokio::test]
    async fn the_longest_wait_ends_first_when_the_lobby_is_full() {
        let handshakes = PendingHandshakes::new(2);
        let (_first, mut first_evicted) = handshakes.insert();
        let (second, mut second_evicted) = handshakes.insert();
        assert_eq!(first_evicted.try_recv(), Err(TryRecvError::Empty));
        assert_eq!(handshakes.wait(soon(), ready(Ok(7))).await.and_then(Result::ok), Some(7));
        assert_eq!(first_evicted.try_recv(), Err(TryRecvError::Closed));
        assert_eq!(second_evicted.try_recv(), Err(TryRecvError::Empty));
        drop(second);
        assert_eq!(handshakes.lock().evict.len(), 0, "a dropped entry is removed");
    }

    #[tokio::test]
    async fn nobody_waits_for_ever() {
        let handshakes = PendingHandshakes::new(2);
        assert!(handshakes.wait(Instant::now(), pending::<io::Result<()>>()).await.is_none());
        assert_eq!(handshakes.lock().evict.len(), 0);
    }
}
