//! One WebSocket: shared frames out, small messages in, no buffer at rest.

use std::future::poll_fn;
use std::io;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;

use super::{CloseCode, Decoder, Said};

/// Bytes read at once: a hello with three cards fits.
const READ_BYTES: usize = 1_024;

/// Why a conversation ended.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    /// The other side left, or its network did.
    #[error("the other side is gone")]
    Gone,
    /// We close, for this reason.
    #[error("closed with {0:?}")]
    Close(CloseCode),
    /// The socket takes nothing any more.
    #[error("the socket is stuck")]
    Stuck,
}

impl From<io::Error> for Ended {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}

/// A WebSocket after its upgrade.
#[derive(Debug)]
pub struct Socket<S> {
    io: S,
    decoder: Decoder,
    write_timeout: Duration,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    /// A socket on this stream; `early` are bytes the client sent right after its upgrade.
    pub fn new(io: S, early: &[u8], message_bytes_max: usize, write_timeout: Duration) -> Self {
        let mut decoder = Decoder::new(message_bytes_max);
        decoder.feed(early);
        Self { io, decoder, write_timeout }
    }

    /// The next thing the client says. May be dropped and called again: no byte gets lost.
    ///
    /// # Errors
    /// [`Ended`] when it broke the protocol or left.
    pub async fn hear(&mut self) -> Result<Said, Ended> {
        poll_fn(|cx| self.poll_hear(cx)).await
    }

    fn poll_hear(&mut self, cx: &mut Context<'_>) -> Poll<Result<Said, Ended>> {
        loop {
            match self.decoder.pop() {
                Ok(Some(said)) => return Poll::Ready(Ok(said)),
                Ok(None) => {}
                Err(code) => return Poll::Ready(Err(Ended::Close(code))),
            }
            // On the stack of this poll only: thousands of sockets at rest share it.
            let mut bytes = [MaybeUninit::uninit(); READ_BYTES];
            let mut bytes = ReadBuf::uninit(&mut bytes);
            ready!(Pin::new(&mut self.io).poll_read(cx, &mut bytes))?;
            if bytes.filled().is_empty() {
                return Poll::Ready(Err(Ended::Gone));
            }
            self.decoder.feed(bytes.filled());
        }
    }

    /// Writes whole frames. A slow phone may take its time as long as it takes something.
    ///
    /// # Errors
    /// [`Ended::Stuck`] when the other side takes no bytes for too long, [`Ended::Gone`] when it left.
    pub async fn send(&mut self, mut frames: &[u8]) -> Result<(), Ended> {
        while !frames.is_empty() {
            let written = timeout(self.write_timeout, self.io.write(frames)).await;
            match written.map_err(|_| Ended::Stuck)?? {
                0 => return Err(Ended::Gone),
                taken => frames = &frames[taken..],
            }
        }
        Ok(timeout(self.write_timeout, self.io.flush()).await.map_err(|_| Ended::Stuck)??)
    }

    /// Asks for a sign of life.
    ///
    /// # Errors
    /// As [`Socket::send`].
    pub async fn ping(&mut self) -> Result<(), Ended> {
        self.send(&[0x89, 0]).await
    }

    /// Answers a ping with its own bytes.
    ///
    /// # Errors
    /// As [`Socket::send`].
    ///
    /// # Panics
    /// When the payload is longer than a ping's can be; the decoder lets none through.
    pub async fn pong(&mut self, payload: &[u8]) -> Result<(), Ended> {
        let mut frame = vec![0x8A, u8::try_from(payload.len()).expect("a ping has at most 125 bytes")];
        frame.extend_from_slice(payload);
        self.send(&frame).await
    }

    /// Says why, closes, and lets go. Errors do not matter any more.
    pub async fn close(mut self, code: CloseCode) {
        let [high, low] = (code as u16).to_be_bytes();
        if self.send(&[0x88, 2, high, low]).await.is_ok() {
            let _ = timeout(self.write_timeout, self.io.shutdown()).await;
        }
    }
}
