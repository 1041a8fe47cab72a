//! Hallbox: a bingo hall in a box. The rooms, in the order a draw travels.

pub mod domain; // rules; no outside world
pub mod ledger; // what happened, for good
pub mod protocol; // what travels between the box and its screens
