//! A conversation: one small task per socket, the same for every audience.

use std::future::Future;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::broadcast::error::{RecvError, TryRecvError};
use tokio::time::{Instant, timeout};

use super::{CloseCode, Ended, Said, Socket};
use crate::edge::App;
use crate::edge::accept::stopped;
use crate::edge::app::{Counted, Kind};
use crate::edge::limits::ms;
use crate::views::{Channel, Frame, Listener, Load, Views};
use domain::Serial;
use protocol::{Since, text_frame};

/// What is special about one audience.
pub(super) trait Audience: Send {
    /// Who listens, for the count.
    const KIND: Kind;

    /// Its stream of frames.
    fn channel(views: &Views) -> &Channel;

    /// Everything it may see, and the seq up to which that is true.
    fn snapshot(&self, app: &App) -> (u64, Vec<u8>);

    /// Whether it can go on from where it left off.
    fn can_resume(&self) -> bool {
        true
    }

    /// What it is told after it got what it missed.
    fn after_resuming(&self, _app: &App, _seq: u64) -> Vec<Vec<u8>> {
        Vec::new()
    }

    /// What it is told when one card changed.
    fn card(&self, _app: &App, _seq: u64, _serial: Serial) -> Option<Vec<u8>> {
        None
    }

    /// Understands the first message.
    ///
    /// # Errors
    /// A [`CloseCode`] when it is none.
    fn hello(&mut self, app: &App, text: &str) -> Result<Option<Since>, CloseCode>;

    /// Answers any later message.
    fn answer(&mut self, app: &App, text: &str) -> impl Future<Output = Result<Next, CloseCode>> + Send;

    /// What is worth saying right after the first snapshot.
    fn afterwards(&mut self, _app: &App) -> impl Future<Output = Option<Vec<u8>>> + Send {
        async { None }
    }

    /// Ends when the socket has to close, with what is said last.
    fn dismissed(&mut self) -> impl Future<Output = Vec<u8>> + Send {
        std::future::pending()
    }

    /// What is said when the box stops.
    fn stopping(retry_after_ms: u32) -> Vec<u8>;
}

/// What follows a message.
pub(in crate::edge) enum Next {
    /// This text, to the asker only.
    Reply(Bytes),
    /// A new beginning from here.
    Start(Option<Since>),
}

struct Talk<'a, S, A> {
    app: &'a App,
    socket: Socket<S>,
    audience: A,
    news: Listener,
    /// Frames up to this seq are contained in what the client has.
    has: Option<u64>,
    heard_at: Instant,
    pinged_at: Instant,
}

/// Talks until one side leaves.
pub(super) async fn run<S, A>(app: App, mut socket: Socket<S>, mut audience: A)
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    A: Audience,
{
    let since = match first(&app, &mut socket, &mut audience).await {
        Ok(since) => since,
        Err(Ended::Close(code)) => return socket.close(code).await,
        Err(_) => return,
    };
    let counted = Counted::new(&app, A::KIND);
    let now = Instant::now();
    let mut talk = Talk {
        news: A::channel(&app.views).subscribe(),
        app: &app,
        socket,
        audience,
        has: None,
        heard_at: now,
        pinged_at: now - jitter(&app),
    };
    let ended = talk.go_on(since).await;
    drop(counted);
    if let Err(Ended::Close(code)) = ended {
        talk.socket.close(code).await;
    }
}

/// Spreads the pings: thousands join in one second, their pongs must not come in one.
fn jitter(app: &App) -> Duration {
    let joined = app.connected.now().phones;
    ms(u64::from(joined) * 7_919 % app.limits.ping_ms.max(1))
}

async fn first<S, A>(app: &App, socket: &mut Socket<S>, audience: &mut A) -> Result<Option<Since>, Ended>
where
    S: AsyncRead + AsyncWrite + Unpin,
    A: Audience,
{
    let deadline = Instant::now() + ms(app.limits.hello_timeout_ms);
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        match timeout(left, socket.hear()).await.map_err(|_| Ended::Close(CloseCode::Policy))?? {
            Said::Text(text) => return audience.hello(app, &text).map_err(Ended::Close),
            Said::Ping(payload) => socket.pong(&payload).await?,
            Said::Pong => {}
            Said::Close(_) => return Err(Ended::Close(CloseCode::Normal)),
        }
    }
}

impl<S, A> Talk<'_, S, A>
where
    S: AsyncRead + AsyncWrite + Unpin + Send,
    A: Audience,
{
    async fn go_on(&mut self, since: Option<Since>) -> Result<(), Ended> {
        self.start(since).await?;
        if let Some(text) = self.audience.afterwards(self.app).await {
            self.socket.send(&text_frame(&text)).await?;
        }
        let mut stopping = self.app.stopping.clone();
        loop {
            // Whoever has to leave leaves before anything else is said or heard.
            tokio::select! {
                biased;
                last = self.audience.dismissed() => {
                    self.socket.send(&text_frame(&last)).await?;
                    return Err(Ended::Close(CloseCode::Policy));
                }
                () = stopped(&mut stopping) => {
                    let last = A::stopping(self.app.limits.back_after_ms);
                    self.socket.send(&text_frame(&last)).await?;
                    return Err(Ended::Close(CloseCode::GoingAway));
                }
                frame = self.news.recv() => self.pass_on(frame).await?,
                said = self.socket.hear() => self.answer(said?).await?,
            }
        }
    }

    /// Brings the client up to date.
    async fn start(&mut self, since: Option<Since>) -> Result<(), Ended> {
        let channel = A::channel(&self.app.views);
        // Subscribe before reading anything: a frame may come before or after the snapshot that
        // contains it, and by its seq we drop what the client has. The other way round one could
        // be published in between and be lost.
        self.news = channel.subscribe();
        let since = since.filter(|_| self.audience.can_resume());
        let missed = since.and_then(|since| Some((self.app.views.missed(channel, &since)?, since.s)));
        let Some((missed, s)) = missed else { return self.snapshot().await };
        // Two frames of one commit share a seq and only the first may have been in the ring:
        // whatever has the newest seq is sent again, clients take a seq twice.
        let newest = missed.iter().filter_map(|frame| frame.seq).max();
        self.has = newest.map_or(Some(s), |newest| newest.checked_sub(1));
        let mut wire = BytesMut::from(&text_frame(&resumed(s))[..]);
        for frame in missed {
            self.wire(&frame, &mut wire);
        }
        for text in self.audience.after_resuming(self.app, newest.unwrap_or(s)) {
            wire.extend_from_slice(&text_frame(&text));
        }
        self.socket.send(&wire).await
    }

    async fn snapshot(&mut self) -> Result<(), Ended> {
        let (seq, text) = self.audience.snapshot(self.app);
        self.has = Some(seq);
        self.socket.send(&text_frame(&text)).await
    }

    /// Passes on a frame and everything that waits behind it, in one write.
    async fn pass_on(&mut self, first: Result<Frame, RecvError>) -> Result<(), Ended> {
        let alone = match (&first, self.news.is_empty()) {
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
                Ok(Frame { load: Load::Restart, .. }) => return self.snapshot().await,
                Ok(frame) if self.is_new(frame.seq) => self.wire(&frame, &mut wire),
                Ok(_) => {}
                // Too slow for the stream: what it missed is in the snapshot.
                Err(RecvError::Lagged(_)) => {
                    self.news = A::channel(&self.app.views).subscribe();
                    return self.snapshot().await;
                }
                Err(RecvError::Closed) => return Err(Ended::Close(CloseCode::GoingAway)),
            }
            if wire.len() >= self.app.limits.write_bytes_max {
                break;
            }
            next = match self.news.try_recv() {
                Ok(frame) => Ok(frame),
                Err(TryRecvError::Lagged(missed)) => Err(RecvError::Lagged(missed)),
                Err(TryRecvError::Closed) => Err(RecvError::Closed),
                Err(TryRecvError::Empty) => break,
            };
        }
        if wire.is_empty() { Ok(()) } else { self.socket.send(&wire).await }
    }

    /// Whether the client does not have it yet. What is in no ledger is always new.
    fn is_new(&self, seq: Option<u64>) -> bool {
        seq.is_none_or(|seq| self.has.is_none_or(|has| seq > has))
    }

    fn wire(&self, frame: &Frame, wire: &mut BytesMut) {
        match &frame.load {
            Load::Wire(bytes) => wire.extend_from_slice(bytes),
            Load::Card(serial) => {
                let text = self.audience.card(self.app, frame.seq.unwrap_or_default(), *serial);
                wire.extend_from_slice(&text.map(|text| text_frame(&text)).unwrap_or_default());
            }
            Load::Restart => {}
        }
    }

    async fn answer(&mut self, said: Said) -> Result<(), Ended> {
        self.heard_at = Instant::now();
        match said {
            Said::Pong => Ok(()),
            Said::Ping(payload) => self.socket.pong(&payload).await,
            Said::Close(_) => Err(Ended::Close(CloseCode::Normal)),
            // Boxed: seldom, and it would make every idle socket's task bigger.
            Said::Text(text) => match Box::pin(self.audience.answer(self.app, &text)).await {
                Ok(Next::Reply(reply)) => self.socket.send(&text_frame(&reply)).await,
                Ok(Next::Start(since)) => {
                    self.start(since).await?;
                    match Box::pin(self.audience.afterwards(self.app)).await {
                        Some(text) => self.socket.send(&text_frame(&text)).await,
                        None => Ok(()),
                    }
                }
                Err(code) => Err(Ended::Close(code)),
            },
        }
    }

    /// Looks after the socket whenever something was sent, at least at every heartbeat: no socket
    /// needs a timer of its own.
    async fn keep_alive(&mut self) -> Result<(), Ended> {
        let now = Instant::now();
        if now - self.heard_at > ms(self.app.limits.silence_ms) {
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
