//! The computer the box runs on: settings, networks, radio, certificates, clock and updates.
//!
//! Read `settings` first: networks, radio and certificates follow from that one file.

#![warn(missing_docs)]

pub mod certificate;
pub mod clock;
pub mod files;
pub mod https;
pub mod network;
pub mod plain_text;
pub mod radio;
pub mod settings;
pub mod update;
