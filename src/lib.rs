//! Hallbox: a bingo hall in a box. The rooms, in the order a draw travels; `ARCHITECTURE.md` walks one.

pub mod edge; // sockets in, sockets out

pub mod hall; // the one loop that owns the night

pub mod ledger; // what happened, for good

pub mod views; // what each audience may see

pub mod vault; // people, keys, card sets, names; never in the ledger

pub mod print; // cards on paper

pub mod appliance; // opens all rooms, reads the clock

pub mod cmds; // one file per subcommand
