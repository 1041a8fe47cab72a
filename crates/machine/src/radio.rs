//! The box's own Wi-Fi radio: hostapd's file and control socket, and the watch that repairs the radio.

pub mod hostapd;
pub mod hostapd_config;
pub mod joining;
pub mod repair;
pub mod report;
pub mod watch;
