//! Hallbox: a bingo hall in a box. The rooms, in the order a draw travels.

pub mod domain; // rules; no outside world
pub mod protocol; // what travels between the box and its screens
pub mod vault; // people, devices, keys, card sets: what the ledger must never hold
pub mod print; // cards on paper
pub mod network; // certificates, QR codes
