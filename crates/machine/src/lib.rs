//! The computer the box runs on: what its organiser sets, its networks and certificates, its updates.
//!
//! Read `settings` first (everything follows from that one file), then `network` and `update`.

pub mod files;
pub mod https;
pub mod network;
pub mod settings;
pub mod update;
