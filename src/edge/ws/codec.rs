//! Decodes WebSocket frames of a client (RFC 6455 §5). Only the bytes of an unfinished frame are kept: a socket at
//! rest holds no buffer.

use super::close::CloseCode;

/// A message or control frame of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Received {
    /// A whole text message.
    Text(String),
    /// To be answered by a pong with the same payload.
    Ping(Vec<u8>),
    Pong,
    /// The client closes, with the code it gave.
    Close(Option<u16>),
}

const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;

/// Frames of one message: browsers send one, and empty ones cost nothing to send.
const FRAMES_MAX: usize = 128;
/// Largest payload of a control frame (§5.5).
const CONTROL_BYTES_MAX: usize = 125;

#[derive(Debug)]
pub(super) struct Decoder {
    /// Bytes received and not yet decoded.
    buffer: Vec<u8>,
    /// The first frames of a message that goes on.
    message: Option<Vec<u8>>,
    /// How many there were.
    frames: usize,
    /// Largest message, bytes.
    max: usize,
}

struct FrameHeader {
    last: bool,
    opcode: u8,
    mask: [u8; 4],
    /// Bytes of this header.
    len: usize,
    /// Bytes of the payload.
    payload: usize,
}

impl Decoder {
    /// A decoder for messages of at most `max` bytes.
    pub(super) fn new(max: usize) -> Self {
        Self { buffer: Vec::new(), message: None, frames: 0, max }
    }

    pub(super) fn feed(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole message or control frame, if all its bytes were fed.
    ///
    /// # Errors
    /// The [`CloseCode`] to close the socket with; nothing may be read after that.
    pub(super) fn pop(&mut self) -> Result<Option<Received>, CloseCode> {
        loop {
            let Some(header) = self.header()? else { return Ok(None) };
            let end = header.len + header.payload;
            if self.buffer.len() < end {
                return Ok(None);
            }
            let mut payload = self.buffer[header.len..end].to_vec();
            for (byte, mask) in payload.iter_mut().zip(header.mask.iter().cycle()) {
                *byte ^= mask;
            }
            self.buffer.drain(..end);
            if self.buffer.is_empty() {
                self.buffer = Vec::new(); // frees the memory of a long frame
            }
            if let Some(received) = self.frame(&header, payload)? {
                return Ok(Some(received));
            }
        }
    }

    /// Reads a header, and refuses it as early as its bytes allow.
    fn header(&self) -> Result<Option<FrameHeader>, CloseCode> {
        let bytes = &self.buffer;
        let [first, second, ..] = bytes[..] else { return Ok(None) };
        let (last, opcode) = (first & 0x80 != 0, first & 0x0F);
        // No extension was negotiated, and a client must mask.
        if first & 0x70 != 0 || second & 0x80 == 0 {
            return Err(CloseCode::Protocol);
        }
        let (payload, len) = match second & 0x7F {
            126 => {
                let Some(&[a, b]) = bytes.get(2..4).and_then(<[u8]>::first_chunk) else { return Ok(None) };
                (at_least(126, u16::from_be_bytes([a, b]).into())?, 4)
            }
            127 => {
                let Some(&long) = bytes.get(2..10).and_then(<[u8]>::first_chunk) else { return Ok(None) };
                (at_least(1 << 16, u64::from_be_bytes(long))?, 10)
            }
            short => (u64::from(short), 2),
        };
        match opcode {
            TEXT if self.message.is_some() => return Err(CloseCode::Protocol),
            CONTINUATION if self.message.is_none() => return Err(CloseCode::Protocol),
            BINARY => return Err(CloseCode::NotText),
            CLOSE | PING | PONG if !last || payload > CONTROL_BYTES_MAX as u64 => {
                return Err(CloseCode::Protocol);
            }
            TEXT | CONTINUATION | CLOSE | PING | PONG => {}
            _ => return Err(CloseCode::Protocol),
        }
        // Control frames may come between the frames of a message and do not count towards it.
        let so_far = self.message.as_ref().filter(|_| opcode < CLOSE).map_or(0, Vec::len);
        let payload = usize::try_from(payload).unwrap_or(usize::MAX);
        if payload.saturating_add(so_far) > self.max.max(CONTROL_BYTES_MAX) {
            return Err(CloseCode::TooBig);
        }
        let Some(&mask) = bytes.get(len..len + 4).and_then(<[u8]>::first_chunk) else { return Ok(None) };
        Ok(Some(FrameHeader { last, opcode, mask, len: len + 4, payload }))
    }

    /// Decodes a whole frame; `None` while its message goes on.
    fn frame(&mut self, header: &FrameHeader, payload: Vec<u8>) -> Result<Option<Received>, CloseCode> {
        match header.opcode {
            PING => return Ok(Some(Received::Ping(payload))),
            PONG => return Ok(Some(Received::Pong)),
            CLOSE => return close(&payload).map(Some),
            _ => {}
        }
        self.frames = if self.message.is_some() { self.frames + 1 } else { 1 };
        if self.frames > FRAMES_MAX {
            return Err(CloseCode::Policy);
        }
        let mut message = self.message.take().unwrap_or_default();
        message.extend_from_slice(&payload);
        if header.last {
            return String::from_utf8(message).map(Received::Text).map(Some).map_err(|_| CloseCode::NotUtf8);
        }
        self.message = Some(message);
        Ok(None)
    }

    /// Bytes of memory in use.
    #[cfg(test)]
    fn held(&self) -> usize {
        self.buffer.capacity() + self.message.as_ref().map_or(0, Vec::capacity)
    }
}

/// A length must stand in the shortest form that holds it (§5.2).
fn at_least(least: u64, length: u64) -> Result<u64, CloseCode> {
    if length < least { Err(CloseCode::Protocol) } else { Ok(length) }
}

/// Reads the payload of a close frame (§5.5.1, §7.4).
fn close(payload: &[u8]) -> Result<Received, CloseCode> {
    match payload {
        [] => Ok(Received::Close(None)),
        [_] => Err(CloseCode::Protocol),
        [a, b, reason @ ..] => {
            let code = u16::from_be_bytes([*a, *b]);
            if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
                return Err(CloseCode::Protocol);
            }
            std::str::from_utf8(reason).map_err(|_| CloseCode::NotUtf8)?;
            Ok(Received::Close(Some(code)))
        }
    }
}

#[cfg(test)]
mod tests;
