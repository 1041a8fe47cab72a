//! How screens reach the box: radio, addresses, names, certificates and the codes that lead to it.

pub mod country;
pub mod hostapd_config;
pub mod names;
pub mod qr;
pub mod radio;
pub mod tls;
