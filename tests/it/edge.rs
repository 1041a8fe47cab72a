//! The edge over real sockets.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod abuse;
mod clock;
mod condition;
mod games;
mod hostile;
pub(crate) mod kit;
mod names;
mod naming;
mod nights;
mod paper;
mod phones;
mod rights;
pub(crate) mod staff;
mod texts;
mod update;
