//! How devices reach the box: addresses, names, the firewall, connectivity probes, and QR codes.

pub mod check;
pub mod dnsmasq;
pub mod mdns;
mod networkd;
mod nftables;
pub mod plan;
pub mod probes;
pub mod qr;
pub mod render;
pub mod status;
