//! One WebSocket: sends whole frames, receives small messages, holds no buffer at rest.

use std::future::poll_fn;
use std::mem::MaybeUninit;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::time::timeout;

use super::close::{CloseCode, Ended};
use super::codec::{Decoder, Received};

/// Bytes read at once: a hello with three cards fits.
const READ_BYTES: usize = 1_024;

/// A WebSocket after its upgrade.
#[derive(Debug)]
pub(super) struct Socket<S> {
    io: S,
    decoder: Decoder,
    write_timeout: Duration,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket<S> {
    /// `early` are bytes that the client sent right after its upgrade.
    pub(super) fn new(io: S, early: &[u8], message_bytes_max: usize, write_timeout: Duration) -> Self {
        let mut decoder = Decoder::new(message_bytes_max);
        decoder.feed(early);
        Self { io, decoder, write_timeout }
    }

    /// The next message or control frame. Safe to cancel: no byte is lost.
    ///
    /// # Errors
    /// [`Ended`] when the client broke the protocol or left.
    pub(super) async fn receive(&mut self) -> Result<Received, Ended> {
        poll_fn(|cx| self.poll_receive(cx)).await
    }

    fn poll_receive(&mut self, cx: &mut Context<'_>) -> Poll<Result<Received, Ended>> {
        loop {
            match self.decoder.pop() {
                Ok(Some(received)) => return Poll::Ready(Ok(received)),
                Ok(None) => {}
                Err(code) => return Poll::Ready(Err(Ended::Close(code))),
            }
            // On the stack: a buffer in the socket would exist thousands of times.
            let mut bytes = [MaybeUninit::uninit(); READ_BYTES];
            let mut bytes = ReadBuf::uninit(&mut bytes);
            ready!(Pin::new(&mut self.io).poll_read(cx, &mut bytes))?;
            if bytes.filled().is_empty() {
                return Poll::Ready(Err(Ended::Gone));
            }
            self.decoder.feed(bytes.filled());
        }
    }

    /// Writes whole frames. The time-out starts anew with every byte a slow phone takes.
    ///
    /// # Errors
    /// [`Ended::Stuck`] when the client takes no byte for that long, [`Ended::Gone`] when it left.
    pub(super) async fn send(&mut self, mut frames: &[u8]) -> Result<(), Ended> {
        while !frames.is_empty() {
            let written = timeout(self.write_timeout, self.io.write(frames)).await;
            match written.map_err(|_| Ended::Stuck)?? {
                0 => return Err(Ended::Gone),
                taken => frames = &frames[taken..],
            }
        }
        Ok(timeout(self.write_timeout, self.io.flush()).await.map_err(|_| Ended::Stuck)??)
    }

    /// # Errors
    /// As [`Socket::send`].
    pub(super) async fn ping(&mut self) -> Result<(), Ended> {
        self.send(&[0x89, 0]).await
    }

    /// # Errors
    /// As [`Socket::send`].
    ///
    /// # Panics
    /// When the payload is longer than that of a ping, which the decoder refuses.
    pub(super) async fn pong(&mut self, payload: &[u8]) -> Result<(), Ended> {
        let mut frame = vec![0x8A, u8::try_from(payload.len()).expect("a ping has at most 125 bytes")];
        frame.extend_from_slice(payload);
        self.send(&frame).await
    }

    /// Sends the reason and closes. Errors do not matter any more.
    pub(super) async fn close(mut self, code: CloseCode) {
        let [high, low] = (code as u16).to_be_bytes();
        if self.send(&[0x88, 2, high, low]).await.is_ok() {
            let _ = timeout(self.write_timeout, self.io.shutdown()).await;
        }
    }
}
