//! Hallbox: a bingo hall in a box. The rooms, in the order a draw travels.

pub mod domain; // rules; no outside world
pub mod edge; // sockets in, sockets out
pub mod hall; // the one loop that owns the night
pub mod ledger; // what happened, for good
pub mod network; // certificates, QR codes
pub mod protocol; // what travels between the box and its screens
pub mod settings; // what the organiser can set
pub mod vault; // people, devices, keys, card sets: what the ledger must never hold
pub mod views; // what each audience may see
