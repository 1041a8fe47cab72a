//! Hallbox: a bingo hall in a box. The rooms, in the order a draw travels.

pub mod domain; // rules; no outside world
pub mod protocol; // what travels between the box and its screens
pub mod edge; // sockets in, sockets out
