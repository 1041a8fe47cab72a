//! The edge over real sockets.

mod hostile;
mod kit;
mod phones;
mod staff;
