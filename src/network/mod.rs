//! How screens reach the box: certificates and the codes that lead to it.

pub mod clock;
pub mod qr;
pub mod tls;
