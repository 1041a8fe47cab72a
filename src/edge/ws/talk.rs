//! One conversation with a client: a small task per socket, the same for every audience.

use std::time::Duration;

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::time::{Instant, timeout};

use super::audience::Audience;
use super::close::{CloseCode, Ended};
use super::codec::Received;
use super::reply::Next;
use super::socket::Socket;
use crate::edge::accept::stopped;
use crate::edge::app::App;
use crate::edge::limits::ms;
use crate::views::{Frame, Listener, Load};
use protocol::{Since, text_frame};

struct Talk<'a, S, A> {
    app: &'a App,
    socket: Socket<S>,
    audience: A,
    frames: Listener,
    /// The client has everything up to this seq.
    sent_seq: Option<u64>,
    received_at: Instant,
    pinged_at: Instant,
}

/// Runs until one side leaves.
pub(super) async fn run<S, A>(app: App, mut socket: Socket<S>, mut audience: A)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    A: Audience,
{
    let since = match receive_hello(&app, &mut socket, &mut audience).await {
        Ok(since) => since,
        Err(Ended::Close(code)) => return socket.close(code).await,
        Err(_) => return,
    };
    let counted = app.connected.add(A::KIND);
    let now = Instant::now();
    let mut talk = Talk {
        frames: A::channel(&app.views).subscribe(),
        app: &app,
        socket,
        audience,
        sent_seq: None,
        received_at: now,
        pinged_at: now - ping_offset(&app),
    };
    let ended = talk.converse(since).await;
    drop(counted);
    if let Err(Ended::Close(code)) = ended {
        talk.socket.close(code).await;
    }
}

/// Spreads the first pings: phones that join in the same second must not all answer in the same second.
fn ping_offset(app: &App) -> Duration {
    let joined = app.connected.now().phones;
    ms(u64::from(joined) * 7_919 % app.limits.ping_ms.max(1))
}

async fn receive_hello<S, A>(
    app: &App,
    socket: &mut Socket<S>,
    audience: &mut A,
) -> Result<Option<Since>, Ended>
where
    S: AsyncRead + AsyncWrite + Unpin,
    A: Audience,
{
    let deadline = Instant::now() + ms(app.limits.hello_timeout_ms);
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match timeout(left, socket.receive()).await.map_err(|_| Ended::Close(CloseCode::Policy))?? {
            Received::Text(text) => return audience.hello(app, &text).map_err(Ended::Close),
            Received::Ping(payload) => socket.pong(&payload).await?,
            Received::Pong => {}
            Received::Close(_) => return Err(Ended::Close(CloseCode::Normal)),
        }
    }
}

impl<S, A> Talk<'_, S, A>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    A: Audience,
{
    async fn converse(&mut self, since: Option<Since>) -> Result<(), Ended> {
        self.start(since).await?;
        if let Some(text) = self.audience.after_start(self.app).await {
            self.socket.send(&text_frame(&text)).await?;
        }
        let mut stopping = self.app.stopping.clone();
        loop {
            // A revocation comes first: nothing more may be sent to that client or done for it.
            tokio::select! {
                biased;
                last = self.audience.revoked() => {
                    self.socket.send(&text_frame(&last)).await?;
                    return Err(Ended::Close(CloseCode::Policy));
                }
                () = stopped(&mut stopping) => {
                    let last = A::stopping(self.app.limits.back_after_ms);
                    self.socket.send(&text_frame(&last)).await?;
                    return Err(Ended::Close(CloseCode::GoingAway));
                }
                frame = self.frames.recv() => self.pass_on(frame).await?,
                received = self.socket.receive() => self.answer(received?).await?,
            }
        }
    }

    /// Brings the client up to date.
    async fn start(&mut self, since: Option<Since>) -> Result<(), Ended> {
        let channel = A::channel(&self.app.views);
        // Subscribed before anything is read: a frame may then come twice, and its seq shows it. In the other order
        // a frame that is published in between would be lost.
        self.frames = channel.subscribe();
        let since = since.filter(|_| self.audience.can_resume());
        let missed = since.and_then(|since| Some((self.app.views.missed(channel, &since)?, since.s)));
        let Some((missed, s)) = missed else { return self.send_snapshot().await };
        // Two frames of one commit share a seq, and the ring may have held only the first of them: frames with the
        // newest seq are sent again. A client may get a seq twice.
        let newest = missed.iter().filter_map(|frame| frame.seq).max();
        self.sent_seq = newest.map_or(Some(s), |newest| newest.checked_sub(1));
        let mut wire = BytesMut::from(&text_frame(&resumed(s))[..]);
        for frame in missed {
            self.append(&frame, &mut wire);
        }
        for text in self.audience.after_resuming(self.app, newest.unwrap_or(s)) {
            wire.extend_from_slice(&text_frame(&text));
        }
        self.socket.send(&wire).await
    }

    async fn send_snapshot(&mut self) -> Result<(), Ended> {
        let (seq, text) = self.audience.snapshot(self.app);
        self.sent_seq = Some(seq);
        self.socket.send(&text_frame(&text)).await
    }

    /// Sends a frame and all that wait behind it, in one write.
    async fn pass_on(&mut self, first: Result<Frame, RecvError>) -> Result<(), Ended> {
        let alone = match (&first, self.frames.is_empty()) {
            (Ok(Frame { seq, load: Load::Wire(wire) }), true) => Some((self.is_new(*seq), wire)),
            _ => None,
        };
        match alone {
            Some((false, _)) => return Ok(()),
            // The common case: every socket writes the same bytes, nothing is copied.
            Some((true, wire)) => self.socket.send(wire).await?,
            None => self.pass_on_all(first).await?,
        }
        self.keep_alive().await
    }

    async fn pass_on_all(&mut self, first: Result<Frame, RecvError>) -> Result<(), Ended> {
        let mut wire = BytesMut::new();
        let mut next = first;
        loop {
            match next {
                Ok(Frame { load: Load::Restart, .. }) => return self.send_snapshot().await,
                Ok(frame) if self.is_new(frame.seq) => self.append(&frame, &mut wire),
                Ok(_) => {}
                // The client was too slow for the channel; the snapshot contains what it missed.
                Err(RecvError::Lagged(_)) => {
                    self.frames = A::channel(&self.app.views).subscribe();
                    return self.send_snapshot().await;
                }
                Err(RecvError::Closed) => return Err(Ended::Close(CloseCode::GoingAway)),
            }
            if wire.len() >= self.app.limits.write_bytes_max {
                break;
            }
            next = match self.frames.try_recv() {
                Ok(frame) => Ok(frame),
                Err(TryRecvError::Lagged(missed)) => Err(RecvError::Lagged(missed)),
                Err(TryRecvError::Closed) => Err(RecvError::Closed),
                Err(TryRecvError::Empty) => break,
            };
        }
        if wire.is_empty() { Ok(()) } else { self.socket.send(&wire).await }
    }

    /// Whether the client does not have it yet. A frame without a seq is in no ledger and always new.
    fn is_new(&self, seq: Option<u64>) -> bool {
        seq.is_none_or(|seq| self.sent_seq.is_none_or(|sent| seq > sent))
    }

    fn append(&self, frame: &Frame, wire: &mut BytesMut) {
        match &frame.load {
            Load::Wire(bytes) => wire.extend_from_slice(bytes),
            Load::Card(serial) => {
                let text = self.audience.card(self.app, frame.seq.unwrap_or_default(), *serial);
                wire.extend_from_slice(&text.map(|text| text_frame(&text)).unwrap_or_default());
            }
            Load::Restart => {}
        }
    }

    async fn answer(&mut self, received: Received) -> Result<(), Ended> {
        self.received_at = Instant::now();
        match received {
            Received::Pong => Ok(()),
            Received::Ping(payload) => self.socket.pong(&payload).await,
            Received::Close(_) => Err(Ended::Close(CloseCode::Normal)),
            // Boxed: it is rare, and would make the task of every idle socket bigger.
            Received::Text(text) => match Box::pin(self.audience.answer(self.app, &text)).await {
                Ok(Next::Reply(reply)) => self.socket.send(&text_frame(&reply)).await,
                Ok(Next::Start(since)) => {
                    self.start(since).await?;
                    match Box::pin(self.audience.after_start(self.app)).await {
                        Some(text) => self.socket.send(&text_frame(&text)).await,
                        None => Ok(()),
                    }
                }
                Err(code) => Err(Ended::Close(code)),
            },
        }
    }

    /// Pings or drops the client. Called after every write, at least at every heartbeat, so that no socket needs a
    /// timer.
    async fn keep_alive(&mut self) -> Result<(), Ended> {
        let now = Instant::now();
        if now - self.received_at > ms(self.app.limits.silence_ms) {
            return Err(Ended::Stuck);
        }
        if now - self.pinged_at >= ms(self.app.limits.ping_ms) {
            self.pinged_at = now;
            return self.socket.ping().await;
        }
        Ok(())
    }
}

fn resumed(s: u64) -> Vec<u8> {
    format!(r#"{{"t":"resumed","s":{s}}}"#).into_bytes()
}

#[cfg(test)]
mod tests;
