//! Hallbox: a bingo hall in a box. The rooms, in the order a draw travels.

pub mod bots; // guests and staff that play through real sockets
pub mod domain; // rules; no outside world
pub mod hall; // the one loop that owns the night
pub mod ledger; // what happened, for good
pub mod protocol; // what travels between the box and its screens
pub mod settings; // what the organiser can set
pub mod views; // what each audience may see
