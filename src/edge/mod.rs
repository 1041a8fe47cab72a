//! The edge: sockets in, sockets out. HTTP, WebSocket, sessions and assets.
//!
//! Invariant: this room never touches `ledger`. It turns what a client says into a command for the
//! hall, and carries what views made to every socket.

mod accept;
mod limits;
mod seats;
mod stream;
pub mod ws;

pub use accept::{Peer, listen};
pub use limits::EdgeLimits;
