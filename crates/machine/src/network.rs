//! How screens reach the box: radio, addresses, names, certificates and the codes that lead to it.

pub mod acme;
pub mod check;
pub mod clock;
pub mod dnsmasq;
pub mod hostapd_config;
pub mod mdns;
pub mod networkd;
pub mod nftables;
pub mod plan;
pub mod probes;
pub mod qr;
pub mod render;
pub mod seats;
pub mod status;
pub mod tls;
pub mod watch;
