//! WebSocket frames from a client, taken apart (RFC 6455 §5).
//!
//! A socket at rest holds no buffer: only the bytes of an unfinished frame are kept.

use super::CloseCode;

/// What a client said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A whole text message.
    Text(String),
    /// Wants the same bytes back in a pong.
    Ping(Vec<u8>),
    /// Answers our ping.
    Pong,
    /// Closes, with the code it gave.
    Close(Option<u16>),
}

const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const BINARY: u8 = 0x2;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;
const PONG: u8 = 0xA;

/// Payload of a control frame (§5.5).
const CONTROL_BYTES_MAX: usize = 125;

/// Takes frames apart as their bytes come in.
#[derive(Debug)]
pub struct Decoder {
    /// Bytes received and not yet understood.
    waiting: Vec<u8>,
    /// A message of which frames are still to come.
    message: Option<Vec<u8>>,
    /// Bytes of a whole message.
    max: usize,
}

/// Header of one frame.
struct Head {
    last: bool,
    opcode: u8,
    mask: [u8; 4],
    /// Bytes of the header itself.
    len: usize,
    /// Bytes of what follows it.
    payload: usize,
}

impl Decoder {
    /// A decoder for messages of at most `max` bytes.
    #[must_use]
    pub fn new(max: usize) -> Self {
        Self { waiting: Vec::new(), message: None, max }
    }

    /// Takes bytes from the wire.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.waiting.extend_from_slice(bytes);
    }

    /// The next whole thing said, if its bytes are here.
    ///
    /// # Errors
    /// The [`CloseCode`] to close the socket with; nothing more may be read after that.
    pub fn pop(&mut self) -> Result<Option<Said>, CloseCode> {
        loop {
            let Some(head) = self.head()? else { return Ok(None) };
            let end = head.len + head.payload;
            if self.waiting.len() < end {
                return Ok(None);
            }
            let mut payload = self.waiting[head.len..end].to_vec();
            for (byte, mask) in payload.iter_mut().zip(head.mask.iter().cycle()) {
                *byte ^= mask;
            }
            self.waiting.drain(..end);
            if self.waiting.is_empty() {
                self.waiting = Vec::new(); // gives the memory of a long frame back
            }
            if let Some(said) = self.frame(&head, payload)? {
                return Ok(Some(said));
            }
        }
    }

    /// Reads a header and refuses it as early as its bytes allow.
    fn head(&self) -> Result<Option<Head>, CloseCode> {
        let bytes = &self.waiting;
        let [first, second, ..] = bytes[..] else { return Ok(None) };
        let (last, opcode) = (first & 0x80 != 0, first & 0x0F);
        // No extension was agreed, and a client must mask.
        if first & 0x70 != 0 || second & 0x80 == 0 {
            return Err(CloseCode::Protocol);
        }
        let (payload, len) = match second & 0x7F {
            126 => {
                let Some(&[a, b]) = bytes.get(2..4).and_then(<[u8]>::first_chunk) else { return Ok(None) };
                (u64::from(u16::from_be_bytes([a, b])), 4)
            }
            127 => {
                let Some(&long) = bytes.get(2..10).and_then(<[u8]>::first_chunk) else { return Ok(None) };
                (u64::from_be_bytes(long), 10)
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
        // Control frames may stand between the frames of a message and do not count towards it.
        let so_far = self.message.as_ref().filter(|_| opcode < CLOSE).map_or(0, Vec::len);
        let payload = usize::try_from(payload).unwrap_or(usize::MAX);
        if payload.saturating_add(so_far) > self.max.max(CONTROL_BYTES_MAX) {
            return Err(CloseCode::TooBig);
        }
        let Some(&mask) = bytes.get(len..len + 4).and_then(<[u8]>::first_chunk) else { return Ok(None) };
        Ok(Some(Head { last, opcode, mask, len: len + 4, payload }))
    }

    /// What a whole frame says; `None` while its message goes on.
    fn frame(&mut self, head: &Head, payload: Vec<u8>) -> Result<Option<Said>, CloseCode> {
        match head.opcode {
            PING => return Ok(Some(Said::Ping(payload))),
            PONG => return Ok(Some(Said::Pong)),
            CLOSE => return close(&payload).map(Some),
            _ => {}
        }
        let mut message = self.message.take().unwrap_or_default();
        message.extend_from_slice(&payload);
        if head.last {
            return String::from_utf8(message).map(Said::Text).map(Some).map_err(|_| CloseCode::NotUtf8);
        }
        self.message = Some(message);
        Ok(None)
    }

    /// Bytes of memory held for this client.
    #[must_use]
    pub fn held(&self) -> usize {
        self.waiting.capacity() + self.message.as_ref().map_or(0, Vec::capacity)
    }
}

/// Reads the payload of a close frame (§5.5.1, §7.4).
fn close(payload: &[u8]) -> Result<Said, CloseCode> {
    match payload {
        [] => Ok(Said::Close(None)),
        [_] => Err(CloseCode::Protocol),
        [a, b, reason @ ..] => {
            let code = u16::from_be_bytes([*a, *b]);
            if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
                return Err(CloseCode::Protocol);
            }
            std::str::from_utf8(reason).map_err(|_| CloseCode::NotUtf8)?;
            Ok(Said::Close(Some(code)))
        }
    }
}

#[cfg(test)]
mod tests;
