//! The edge over real sockets.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod games;
mod hostile;
mod kit;
mod phones;
mod staff;
