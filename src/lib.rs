//! Hallbox: a bingo hall in a box. The rooms, in the order a draw travels.

pub mod edge; // sockets in, sockets out

pub mod protocol; // what travels between the box and its screens

pub mod hall; // the one loop that owns the night

pub mod domain; // rules; no outside world

pub mod forecast; // how a game will go, before it is played

pub mod ledger; // what happened, for good

pub mod views; // what each audience may see

pub mod vault; // people, keys, card sets, names; never in the ledger

pub mod print; // cards on paper

pub mod network; // certificates, names, QR codes

pub mod update; // a new version of the whole appliance, and the way back

pub mod settings; // what the organiser can set

pub mod bots; // guests and staff that play through real sockets

pub mod cmds; // one file per subcommand
