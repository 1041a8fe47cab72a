//! Why a WebSocket closes.

use std::io;

/// Status code of the close frame we send (RFC 6455 §7.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::edge) enum CloseCode {
    /// The client closed.
    Normal = 1000,
    /// The box stops.
    GoingAway = 1001,
    /// Not WebSocket.
    Protocol = 1002,
    /// A binary message: the protocol is text.
    NotText = 1003,
    NotUtf8 = 1007,
    /// Against the protocol or a limit, or the session was revoked.
    Policy = 1008,
    /// A message longer than the limit.
    TooBig = 1009,
}

/// Why a conversation ended.
#[derive(Debug, thiserror::Error)]
pub(super) enum Ended {
    /// The client left, or its network did.
    #[error("the other side is gone")]
    Gone,
    /// We close, for this reason.
    #[error("closed with {0:?}")]
    Close(CloseCode),
    /// The client takes or sends nothing any more.
    #[error("the socket is stuck")]
    Stuck,
}

impl From<io::Error> for Ended {
    fn from(_: io::Error) -> Self {
        Self::Gone
    }
}
