//! WebSockets: the upgrade by hand, then one small task per socket.

mod codec;
mod socket;
mod upgrade;

pub use codec::{Decoder, Said};
pub use socket::{Ended, Socket};
pub use upgrade::upgrade;

/// Why we close a socket (RFC 6455 §7.4.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseCode {
    /// The conversation is over.
    Normal = 1000,
    /// The box stops.
    GoingAway = 1001,
    /// Not WebSocket.
    Protocol = 1002,
    /// Binary: we speak text.
    NotText = 1003,
    /// A text that is no UTF-8.
    NotUtf8 = 1007,
    /// Not what the protocol or the limits allow.
    Policy = 1008,
    /// A message longer than the limit.
    TooBig = 1009,
}
